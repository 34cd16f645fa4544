/** What every page has: header, menu, how the connection is, and the page itself. */
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Button, Segmented } from 'antd';
import { lazy, type ReactNode, Suspense } from 'react';
import { connection } from './api/connection.ts';
import { live } from './api/live.ts';
import { inboxQuery, meQuery } from './api/queries.ts';
import type { Language } from './dates.ts';
import { speak, useSpeech } from './language/language.ts';
import { Loading } from './parts/loading.tsx';
import { Page } from './parts/page.tsx';
import { groupNames } from './person/groups.ts';
import { leave, session } from './person/session.ts';
import { Link, navigate, paths, type Route, useRoute } from './router.tsx';

const Worklist = lazy(() => import('./worklist/worklist.tsx'));
const TaskPage = lazy(() => import('./task/task-page.tsx'));
const CasePage = lazy(() => import('./case/case-page.tsx'));
const Cases = lazy(() => import('./case/cases.tsx'));
const Campaigns = lazy(() => import('./campaign/campaigns.tsx'));
const CampaignPage = lazy(() => import('./campaign/campaign-page.tsx'));
const StartList = lazy(() => import('./start/start-list.tsx'));
const StartCase = lazy(() => import('./start/start-case.tsx'));
const Deadlines = lazy(() => import('./deadlines/deadlines-page.tsx'));
const Leaders = lazy(() => import('./leaders/leaders-page.tsx'));
const Inbox = lazy(() => import('./inbox/inbox.tsx'));
const Registers = lazy(() => import('./register/registers.tsx'));
const LeavePage = lazy(() => import('./person/leave-page.tsx'));
const RegisterPage = lazy(() => import('./register/register-page.tsx'));
const RowHistory = lazy(() => import('./register/row-history.tsx'));

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
          {children === undefined && <Person />}
          <ChooseLanguage />
        </div>
      </header>
      <ConnectionBar />
      <main id="main" className="main" tabIndex={-1}>
        <Suspense fallback={<Loading />}>{children ?? <CurrentPage route={route} />}</Suspense>
      </main>
    </>
  );
}

function CurrentPage({ route }: { route: Route }) {
  const { words } = useSpeech();
  switch (route.page) {
    case 'worklist':
      return <Worklist view={route.view} />;
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
    case 'registers':
      return <Registers />;
    case 'register':
      return <RegisterPage key={`${route.slug}/${route.id}`} {...route} />;
    case 'register-row':
      return <RowHistory key={`${route.slug}/${route.id}/${route.row}`} {...route} />;
    case 'unknown':
      return (
        <Page title={words.notFoundPage}>
          <Link to={paths.worklist()}>{words.backToWorklist}</Link>
        </Page>
      );
  }
}

const READ_FIGURES = ['officer', 'leader'];

function Menu({ route }: { route: Route }) {
  const { words } = useSpeech();
  const { data } = useInfiniteQuery(inboxQuery);
  const roles = useQuery(meQuery).data?.roles ?? [];
  const unread = data?.pages.flatMap(({ items }) => items).filter(({ seen }) => !seen).length ?? 0;
  const entries = [
    { to: paths.worklist(), text: words.menu.worklist, pages: ['worklist', 'task'] },
    { to: paths.start, text: words.menu.start, pages: ['start', 'start-case'] },
    { to: paths.cases, text: words.menu.cases, pages: ['cases', 'case'] },
    ...(roles.includes('officer')
      ? [{ to: paths.deadlines(), text: words.menu.deadlines, pages: ['deadlines'] }]
      : []),
    { to: paths.campaigns, text: words.menu.campaigns, pages: ['campaigns', 'campaign'] },
    { to: paths.registers, text: words.menu.registers, pages: ['registers', 'register', 'register-row'] },
    ...(roles.some((role) => READ_FIGURES.includes(role))
      ? [{ to: paths.statistics(), text: words.menu.statistics, pages: ['statistics'] }]
      : []),
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

function ChooseLanguage() {
  const { language } = useSpeech();
  return (
    <Segmented<Language>
      size="small"
      aria-label="语言 Language"
      value={language}
      onChange={speak}
      options={[
        { value: 'zh', label: '中文' },
        { value: 'en', label: 'English' },
      ]}
    />
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
