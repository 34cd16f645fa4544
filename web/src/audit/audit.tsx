/** The audit pages, for auditors; for everybody else there are none. */
import { useQuery } from '@tanstack/react-query';
import { meQuery } from '../api/queries.ts';
import { useSpeech } from '../language/language.ts';
import { Page } from '../parts/page.tsx';
import { NotYet } from '../parts/problem.tsx';
import { Link, paths, type Route } from '../router.tsx';
import { AuditCase } from './audit-case.tsx';
import './audit.css';
import { FindCase } from './find-case.tsx';
import { LogPage } from './log-page.tsx';
import { MonthPage } from './month-page.tsx';

export type AuditRoute = Extract<Route, { page: 'audit' | 'audit-log' | 'audit-month' | 'audit-case' }>;

export default function Audit({ route }: { route: AuditRoute }) {
  const { words } = useSpeech();
  const me = useQuery(meQuery);
  if (me.data === undefined) return <NotYet query={me} />;
  if (!me.data.roles.includes('auditor')) {
    return (
      <Page title={words.notFoundPage}>
        <Link to={paths.worklist()}>{words.backToWorklist}</Link>
      </Page>
    );
  }
  switch (route.page) {
    case 'audit':
      return <FindCase />;
    case 'audit-log':
      return <LogPage person={route.person} />;
    case 'audit-month':
      return <MonthPage />;
    case 'audit-case':
      return <AuditCase key={`${route.id}/${route.at}`} id={route.id} at={route.at} />;
  }
}
