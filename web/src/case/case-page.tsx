/** One case: its state, what happened, deadlines, documents, and what this person may do in it. */
import { useQuery } from '@tanstack/react-query';
import { Alert } from 'antd';
import { Refused } from '../api/problem.ts';
import { type CaseDetail, caseQuery } from '../api/queries.ts';
import { longDate, longInstant, withLongDates } from '../dates.ts';
import { useSpeech } from '../language/language.ts';
import { DataList } from '../parts/data-list.tsx';
import { Deadlines } from '../parts/deadlines.tsx';
import { Page, Section } from '../parts/page.tsx';
import { NotYet, ProblemAlert } from '../parts/problem.tsx';
import { Link, paths } from '../router.tsx';
import { justStarted } from '../start/just-started.ts';
import { justDone } from '../task/just-done.ts';
import { Documents } from './documents.tsx';
import { Messages } from './messages.tsx';

export default function CasePage({ id }: { id: string }) {
  const { words } = useSpeech();
  const found = useQuery(caseQuery(id));
  if (found.data === undefined) {
    return (
      <Page title={words.worklist.subject}>
        <NotYet query={found} />
      </Page>
    );
  }
  return (
    <Page title={found.data.subject || found.data.number} above={<Tidings caseId={id} />}>
      {found.error instanceof Refused && <ProblemAlert error={found.error} />}
      <Head found={found.data} />
      <div className="columns">
        <div>
          <Section title={words.case.timeline}>
            <Timeline found={found.data} />
          </Section>
          {found.data.messages.length > 0 && (
            <Section title={words.case.messages}>
              <Messages caseId={id} offers={found.data.messages} />
            </Section>
          )}
        </div>
        <div>
          <Section title={words.case.tasks}>
            <Tasks found={found.data} />
          </Section>
          <Section title={words.case.deadlines}>
            <Deadlines caseId={id} deadlines={found.data.deadlines} />
          </Section>
          <Section title={words.case.documents}>
            <Documents found={found.data} />
          </Section>
          {found.data.data !== null && (
            <Section title={words.case.data}>
              <DataList items={found.data.data} />
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

function Timeline({ found: { timeline } }: { found: CaseDetail }) {
  const { words, say, language } = useSpeech();
  return (
    <ol className="timeline">
      {timeline.map(({ seq, at, text, by, onBehalfOf }) => (
        <li key={seq}>
          <time dateTime={at}>{longInstant(at, language)}</time>
          <span>{withLongDates(say(text), language)}</span>
          <span className="muted">
            {by?.name ?? words.case.system}
            {onBehalfOf !== undefined && ` ${words.case.onBehalfOf(onBehalfOf)}`}
          </span>
        </li>
      ))}
    </ol>
  );
}

function Tasks({ found: { tasks } }: { found: CaseDetail }) {
  const { words, say, language } = useSpeech();
  if (tasks.length === 0) return <p className="muted">{words.none}</p>;
  return (
    <ul className="plain">
      {tasks.map(({ id, step, item, group, claimedBy, due, may }) => {
        const name = say(step.label) + (item === null ? '' : `（${item}）`);
        return (
          <li key={id}>
            {may.length > 0 ? (
              <Link to={paths.task(id)} className="strong">
                {name}
              </Link>
            ) : (
              <strong>{name}</strong>
            )}
            <small className="muted">
              {say(group.label)} · {claimedBy === null ? words.worklist.unclaimed : claimedBy.name}
              {due !== null && ` · ${words.due.due(longDate(due, language))}`}
            </small>
          </li>
        );
      })}
    </ul>
  );
}
