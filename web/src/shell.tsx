/** What every page has: header, menu, how the connection is, and the page itself. */
import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { lazy, type ReactNode, Suspense, useState } from 'react';
import { connection } from './api/connection.ts';
import { live } from './api/live.ts';
import { meQuery, unreadDigestQuery, unreadQuery } from './api/queries.ts';
import { ChooseLanguage } from './language/choose-language.tsx';
import { useSpeech } from './language/language.ts';
import { useKeys } from './parts/keys.ts';
import { Loading } from './parts/loading.tsx';
import { Page } from './parts/page.tsx';
import { groupNames } from './person/groups.ts';
import { leave, session } from './person/session.ts';
import { Link, navigate, paths, type Route, useRoute } from './router.tsx';
import { SearchBox } from './search/search-box.tsx';

const Worklist = lazy(() => import('./worklist/worklist.tsx'));
const SearchPage = lazy(() => import('./search/search-page.tsx'));
const KeysHelp = lazy(() => import('./parts/keys-help.tsx'));
const TaskPage = lazy(() => import('./task/task-page.tsx'));
const CasePage = lazy(() => import('./case/case-page.tsx'));
const Cases = lazy(() => import('./case/cases.tsx'));
const Campaigns = lazy(() => import('./campaign/campaigns.tsx'));
const CampaignPage = lazy(() => import('./campaign/campaign-page.tsx'));
const Audit = lazy(() => import('./audit/audit.tsx'));
const ReconciliationPage = lazy(() => import('./reconciliation/reconciliation-page.tsx'));
const DrawPage = lazy(() => import('./draw/draw-page.tsx'));
const StartList = lazy(() => import('./start/start-list.tsx'));
const StartCase = lazy(() => import('./start/start-case.tsx'));
const Deadlines = lazy(() => import('./deadlines/deadlines-page.tsx'));
const Leaders = lazy(() => import('./leaders/leaders-page.tsx'));
const Inbox = lazy(() => import('./inbox/inbox.tsx'));
const DefinitionRoom = lazy(() => import('./procedure/room.tsx'));
const Registers = lazy(() => import('./register/registers.tsx'));
const LeavePage = lazy(() => import('./person/leave-page.tsx'));
const RegisterPage = lazy(() => import('./register/register-page.tsx'));
const RowPage = lazy(() => import('./register/row-page.tsx'));

/** @param children what stands in place of a page, e.g. while nobody is signed in */
export function Shell({ children }: { children: ReactNode }) {
  const { words } = useSpeech();
  const route = useRoute();
  return (
    <>
      <a className="skip" href="#main">
        {words.skip}
      </a>
      <header className="header">
        <Link to={paths.worklist()} className="brand">
          {words.product}
        </Link>
        {children === undefined && <Menu route={route} />}
        <div className="header-end">
          {children === undefined && <SearchBox said={route.page === 'search' ? route.q : ''} />}
          {children === undefined && <Person />}
          <ChooseLanguage />
        </div>
      </header>
      <ConnectionBar />
      {children === undefined && <Keys />}
      <main id="main" className="main" tabIndex={-1}>
        <Suspense fallback={<Loading />}>{children ?? <CurrentPage route={route} />}</Suspense>
      </main>
    </>
  );
}

/** `?` tells which keys do what. */
function Keys() {
  const [shown, setShown] = useState(false);
  useKeys({ '?': () => setShown(true) });
  return shown ? (
    <Suspense>
      <KeysHelp close={() => setShown(false)} />
    </Suspense>
  ) : null;
}

function CurrentPage({ route }: { route: Route }) {
  const { words } = useSpeech();
  switch (route.page) {
    case 'worklist':
      return <Worklist filter={route.filter} />;
    case 'search':
      return <SearchPage key={route.q} q={route.q} />;
    case 'task':
      return <TaskPage key={route.id} id={route.id} />;
    case 'cases':
      return <Cases />;
    case 'case':
      return <CasePage key={route.id} id={route.id} />;
    case 'campaigns':
      return <Campaigns />;
    case 'campaign':
      return <CampaignPage key={route.id} id={route.id} />;
    case 'start':
      return <StartList />;
    case 'start-case':
      return <StartCase key={route.procedure} id={route.procedure} />;
    case 'inbox':
      return <Inbox />;
    case 'deadlines':
      return <Deadlines shown={route.shown} />;
    case 'statistics':
      return <Leaders shown={route.shown} />;
    case 'leave':
      return <LeavePage />;
    case 'definitions':
      return <DefinitionRoom of={route.of} />;
    case 'registers':
      return <Registers />;
    case 'register':
      return <RegisterPage key={`${route.slug}/${route.id}`} {...route} />;
    case 'register-row':
      return <RowPage key={`${route.slug}/${route.id}/${route.row}`} {...route} />;
    case 'reconciliation':
      return <ReconciliationPage key={route.id} id={route.id} />;
    case 'draw':
      return <DrawPage key={route.id} id={route.id} />;
    case 'receipt':
      // Has the window to itself: app.tsx.
      return null;
    case 'audit':
    case 'audit-log':
    case 'audit-month':
    case 'audit-case':
      return <Audit route={route} />;
    case 'unknown':
      return (
        <Page title={words.notFoundPage}>
          <Link to={paths.worklist()}>{words.backToWorklist}</Link>
        </Page>
      );
  }
}

/** Who works with definitions; applicants find what they may start under its own entry. */
const READ_DEFINITIONS = ['officer', 'author', 'operator', 'auditor'];
const READ_FIGURES = ['officer', 'leader'];
const AUDIT_PAGES = ['audit', 'audit-log', 'audit-month', 'audit-case'];

function Menu({ route }: { route: Route }) {
  const { words } = useSpeech();
  const notices = useQuery(unreadQuery).data?.count ?? 0;
  const roles = useQuery(meQuery).data?.roles ?? [];
  const digest = useQuery({ ...unreadDigestQuery, enabled: roles.includes('officer') }).data ?? null;
  const unread = notices + (digest === null ? 0 : 1);
  const entries = [
    { to: paths.worklist(), text: words.menu.worklist, pages: ['worklist', 'task'] },
    { to: paths.start, text: words.menu.start, pages: ['start', 'start-case'] },
    { to: paths.cases, text: words.menu.cases, pages: ['cases', 'case'] },
    ...(roles.includes('officer') ? [{ to: paths.deadlines(), text: words.menu.deadlines, pages: ['deadlines'] }] : []),
    { to: paths.campaigns, text: words.menu.campaigns, pages: ['campaigns', 'campaign', 'draw'] },
    { to: paths.registers, text: words.menu.registers, pages: ['registers', 'register', 'register-row'] },
    ...(roles.some((role) => READ_DEFINITIONS.includes(role))
      ? [{ to: paths.procedures(), text: words.menu.procedures, pages: ['definitions'] }]
      : []),
    ...(roles.some((role) => READ_FIGURES.includes(role))
      ? [{ to: paths.statistics(), text: words.menu.statistics, pages: ['statistics'] }]
      : []),
    ...(roles.includes('auditor') ? [{ to: paths.audit, text: words.menu.audit, pages: AUDIT_PAGES }] : []),
    { to: paths.inbox, text: words.menu.inbox, pages: ['inbox'] },
  ];
  return (
    <nav className="menu" aria-label={words.menu.label}>
      {entries.map(({ to, text, pages }) => (
        <Link key={to} to={to} current={pages.includes(route.page)}>
          {text}
          {to === paths.inbox && unread > 0 && (
            <span className="count" role="img" aria-label={words.inbox.unreadCount(unread)}>
              {unread}
            </span>
          )}
        </Link>
      ))}
    </nav>
  );
}

function Person() {
  const speech = useSpeech();
  const { words } = speech;
  const name = session.use()?.name;
  const { data } = useQuery(meQuery);
  const groups = groupNames(data?.groups ?? [], speech);
  const hasOffice = data?.roles.some((role) => role === 'officer' || role === 'administrator') === true;
  const change = () => {
    leave();
    navigate(paths.worklist());
  };
  return (
    <>
      <span className="person" title={groups}>
        <strong>{name}</strong>
        <span className="person-groups">{groups}</span>
      </span>
      {hasOffice && <Link to={paths.leave}>{words.person.leave}</Link>}
      <Button size="small" ghost onClick={change}>
        {words.person.change}
      </Button>
    </>
  );
}

function ConnectionBar() {
  const { words } = useSpeech();
  const now = connection.use();
  const signedIn = session.use() !== null;
  const isLive = live.use();
  return (
    <div role="status" className={`connection connection-${now}`}>
      {now !== 'well' && words.connection[now]}
      {now === 'well' && signedIn && <small>{isLive ? words.live : words.polling}</small>}
    </div>
  );
}
