/** One case: where it stands and how it came there, what is due, what was issued, and what this person may do in it. */
import { useQuery } from '@tanstack/react-query';
import { Alert } from 'antd';
import { Refused } from '../api/problem.ts';
import { type CaseDetail, caseQuery } from '../api/queries.ts';
import { longInstant } from '../dates.ts';
import { useSpeech, useWords } from '../language/language.ts';
import { DataList } from '../parts/data-list.tsx';
import { Deadlines } from '../parts/deadlines.tsx';
import { Page, Section } from '../parts/page.tsx';
import { NotYet, ProblemAlert } from '../parts/problem.tsx';
import { justStarted } from '../start/just-started.ts';
import { justDone } from '../task/just-done.ts';
import { Besides } from './besides.tsx';
import { CaseActs } from './case-acts.tsx';
import { CaseDiagram } from './case-diagram.tsx';
import { Comments } from './comments.tsx';
import { DeadlineBars } from './deadline-bars.tsx';
import { Documents } from './documents.tsx';
import { Messages } from './messages.tsx';
import { RegisterEntries } from './register-entries.tsx';
import { Related } from './related.tsx';
import { Timeline } from './timeline.tsx';
import { WhoNow } from './who-now.tsx';
import { words as ours } from './words.ts';
import './case.css';

export default function CasePage({ id }: { id: string }) {
  const { words } = useSpeech();
  const said = useWords(ours);
  const found = useQuery(caseQuery(id));
  if (found.data === undefined) {
    return (
      <Page title={words.worklist.subject}>
        <NotYet query={found} />
      </Page>
    );
  }
  const detail = found.data;
  return (
    <Page title={detail.subject || detail.number} above={<Tidings caseId={id} />}>
      {found.error instanceof Refused && <ProblemAlert error={found.error} />}
      <Head found={detail} />
      <Section title={said.diagram}>
        <CaseDiagram found={detail} />
      </Section>
      <div className="columns">
        <div>
          <Section title={words.case.deadlines}>
            <DeadlineBars caseId={id} deadlines={detail.deadlines} />
            <Deadlines caseId={id} deadlines={detail.deadlines} />
          </Section>
          <Section title={words.case.timeline}>
            <Timeline caseId={id} />
          </Section>
        </div>
        <div>
          <Section title={said.now}>
            <WhoNow found={detail} />
            <CaseActs found={detail} />
          </Section>
          {detail.messages.length > 0 && (
            <Section title={words.case.messages}>
              <Messages caseId={id} offers={detail.messages} />
            </Section>
          )}
          <Section title={words.case.documents}>
            <Documents found={detail} />
          </Section>
          <Besides found={detail} />
          <Section title={said.related}>
            <Related caseId={id} />
          </Section>
          {detail.data !== null && (
            <Section title={words.case.data}>
              <DataList items={detail.data} caseId={id} />
            </Section>
          )}
          {detail.may.includes('case.read-data') && (
            <Section title={said.registers}>
              <RegisterEntries caseId={id} />
            </Section>
          )}
          {detail.may.includes('comment.read') && (
            <Section title={said.comments}>
              <Comments caseId={id} mayWrite={detail.may.includes('comment.write')} />
            </Section>
          )}
        </div>
      </div>
    </Page>
  );
}

/** What has just been done that led here. */
function Tidings({ caseId }: { caseId: string }) {
  const { words, say } = useSpeech();
  const started = justStarted.use();
  const done = justDone.use();
  return (
    <>
      {started?.caseId === caseId && (
        <Alert type="success" showIcon role="status" title={words.start.done(started.number)} />
      )}
      {done?.caseId === caseId && done.next === null && (
        <Alert
          type="success"
          showIcon
          role="status"
          title={words.task.done(say(done.step))}
          description={words.task.noNext}
        />
      )}
    </>
  );
}

function Head({ found }: { found: CaseDetail }) {
  const { words, say, language } = useSpeech();
  const { procedure, number, status, outcome, startedAt, startedBy, onBehalfOf, open, incidents } = found;
  return (
    <>
      <p className="lead">
        <span className={`tag ${status === 'open' ? 'tag-running' : 'tag-met'}`}>
          {status === 'open' ? words.case.open : words.case.ended(outcome === null ? '' : say(outcome.label))}
        </span>
        <span className="muted">
          {say(procedure.label)} · {number} · {longInstant(startedAt, language)}
          {startedBy !== null && ` · ${words.case.startedBy(startedBy.name)}`}
          {onBehalfOf !== null && ` · ${words.case.onBehalfOf(onBehalfOf)}`}
        </span>
      </p>
      {open.length > 0 && (
        <p>
          {words.case.at}：<strong>{open.map(({ label }) => say(label)).join('、')}</strong>
        </p>
      )}
      {incidents.length > 0 && <Alert type="error" showIcon title={words.case.incident} />}
    </>
  );
}
