/** The pages of definitions: each is loaded when it is opened. */
import { lazy } from 'react';
import type { DefinitionView } from './address.ts';

const Definitions = lazy(() => import('./definitions.tsx'));
const ProcedurePage = lazy(() => import('./procedure-page.tsx'));
const DecisionPage = lazy(() => import('./decision-page.tsx'));
const Articles = lazy(() => import('./articles.tsx'));
const Versions = lazy(() => import('./versions.tsx'));
const RehearsalPage = lazy(() => import('./rehearsal-page.tsx'));
const DeployPage = lazy(() => import('./deploy-page.tsx'));

export default function DefinitionRoom({ of }: { of: DefinitionView }) {
  switch (of.view) {
    case 'list':
      return <Definitions key={of.q} q={of.q} />;
    case 'procedure':
      return <ProcedurePage key={of.id} id={of.id} version={of.version} />;
    case 'decision':
      return <DecisionPage key={of.id} id={of.id} version={of.version} />;
    case 'articles':
      return <Articles key={of.slug} slug={of.slug} />;
    case 'versions':
      return <Versions key={`${of.kind} ${of.id}`} id={of.id} kind={of.kind} />;
    case 'rehearsal':
      return <RehearsalPage key={of.id} id={of.id} />;
    case 'deploy':
      return <DeployPage />;
  }
}
