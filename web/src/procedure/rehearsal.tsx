/**
 * A rehearsal on virtual time, act by act. The page holds the script so far and sends it with each act; the API plays it
 * from the start on the same engine, and writes nothing.
 */
import { useMutation, useQuery } from '@tanstack/react-query';
import { Alert, Button, Collapse } from 'antd';
import { type ReactNode, useId, useState } from 'react';
import { api, ask } from '../api/client.ts';
import { Refused } from '../api/problem.ts';
import { longInstant, officeDay, officeInstant } from '../dates.ts';
import type { FormSchema, Values } from '../form/shape.ts';
import { useSpeech, useWords } from '../language/language.ts';
import { Citations } from '../parts/citations.tsx';
import { DataList } from '../parts/data-list.tsx';
import { MomentPicker } from '../parts/day-picker.tsx';
import { Due } from '../parts/due.tsx';
import { Section } from '../parts/page.tsx';
import { NotYet, ProblemAlert } from '../parts/problem.tsx';
import { saveBlob } from '../parts/save-blob.ts';
import { stepName } from '../parts/step-name.ts';
import type { RehearsalBody, Rehearsed } from './queries.ts';
import { TryForm } from './try-form.tsx';
import { words as roomWords } from './words.ts';
import './procedure.css';

type Files = NonNullable<RehearsalBody['files']>;
type Act = NonNullable<RehearsalBody['act']>;

/** What `scenario` of the answer holds, as far as the page sends it back. */
interface Script {
  start: string;
  input: Values;
  script: Act[];
}

const rehearse = (body: RehearsalBody) => ask(api.POST('/api/rehearsals', { body }));

/** @param files definitions that are not deployed */
export function Rehearsal({ definition, files }: { definition: string; files?: Files }) {
  const words = useWords(roomWords).rehearsal;
  const of = { definition, ...(files === undefined ? {} : { files }) };
  const [now, setNow] = useState<Rehearsed>();
  const act = useMutation({ mutationFn: rehearse, onSuccess: setNow });
  const problem = act.error instanceof Refused ? act.error.problem : undefined;
  const atFields = (problem?.errors?.length ?? 0) > 0;
  const script = now?.scenario as Script | undefined;
  return (
    <>
      <p className="muted">{words.why}</p>
      {act.error !== null && !atFields && <ProblemAlert error={act.error} />}
      {now === undefined || script === undefined ? (
        <Begin
          of={of}
          pending={act.isPending}
          refusal={problem}
          begin={(start, input) => act.mutate({ ...of, start, input })}
        />
      ) : (
        <Running
          now={now}
          pending={act.isPending}
          refusal={problem}
          perform={(one) => act.mutate({ ...of, ...scriptOf(script), act: one })}
          undo={() => act.mutate({ ...of, ...scriptOf(script), script: script.script.slice(0, -1) })}
          restart={() => {
            act.reset();
            setNow(undefined);
          }}
        />
      )}
    </>
  );
}

const scriptOf = ({ start, input, script }: Script): Script => ({ start, input, script });

type Problem = Refused['problem'] | undefined;

interface BeginProps {
  of: { definition: string; files?: Files };
  pending: boolean;
  refusal: Problem;
  begin: (start: string, input: Values) => void;
}

function Begin({ of, pending, refusal, begin }: BeginProps) {
  const words = useWords(roomWords).rehearsal;
  const [start, setStart] = useState(thisMorning);
  const forStart = useId();
  const form = useQuery({
    queryKey: ['rehearsal', of.definition, of.files ?? null],
    queryFn: () => rehearse({ ...of, start: thisMorning() }),
  });
  if (form.data === undefined) return <NotYet query={form} />;
  return (
    <section className="section narrow-form">
      <p>
        <label htmlFor={forStart}>{words.start}</label>{' '}
        <MomentPicker id={forStart} value={start} onChange={(chosen) => setStart(chosen ?? thisMorning())} />
      </p>
      <TryForm
        form={form.data.form as FormSchema}
        under="input"
        submitLabel={words.begin}
        pending={pending}
        refusal={refusal}
        onSubmit={(input) => begin(start, input)}
      />
    </section>
  );
}

/** Nine o'clock of today, in the time of the office. */
function thisMorning(): string {
  return officeInstant(`${officeDay(Date.now())} 09:00`);
}

// ── under way ───────────────────────────────────────────────────────────────────────────────────────────────────

interface RunningProps {
  now: Rehearsed;
  pending: boolean;
  refusal: Problem;
  perform: (act: Act) => void;
  undo: () => void;
  restart: () => void;
}

function Running(props: RunningProps) {
  const { now } = props;
  const words = useWords(roomWords).rehearsal;
  return (
    <>
      <Clock {...props} />
      {now.unknownYear !== null && <Alert type="warning" showIcon title={words.unknownYear(now.unknownYear)} />}
      <div className="columns">
        <div>
          <Section title={words.tasks}>
            <Tasks {...props} />
          </Section>
          {now.messages.length > 0 && (
            <Section title={words.messages}>
              <Messages {...props} />
            </Section>
          )}
          {now.documents.length > 0 && (
            <Section title={words.documents}>
              <Documents {...props} />
            </Section>
          )}
        </div>
        <div>
          <Section title={words.deadlines}>
            <DeadlineList now={now} />
          </Section>
          <Section title={words.events}>
            <Events now={now} />
          </Section>
          <Section title={words.data}>
            <DataList items={now.data} />
          </Section>
        </div>
      </div>
    </>
  );
}

function Clock({ now, pending, perform, undo, restart }: RunningProps) {
  const words = useWords(roomWords).rehearsal;
  const { say, language } = useSpeech();
  const [until, setUntil] = useState<string>();
  const forUntil = useId();
  const isOpen = now.status === 'open';
  const { next } = now;
  const wait = (instant: string) => perform({ wait: true, at: instant });
  return (
    <section className="section" aria-label={words.now}>
      <div className="clock" aria-live="polite">
        <span className="muted">{words.now}</span>
        <strong>{longInstant(now.now, language)}</strong>
        <span className={`tag tag-${isOpen ? 'running' : 'met'}`}>
          {now.outcome === null ? words.open : words.ended(say(now.outcome.label))}
        </span>
        {isOpen && (
          <span className="muted">
            {next === null ? words.nothingNext : `${longInstant(next.at, language)} ${say(next.text)}`}
          </span>
        )}
      </div>
      <div className="clock">
        {isOpen && (
          <>
            <Button type="primary" disabled={next === null || pending} onClick={() => next !== null && wait(next.at)}>
              {words.nextEvent}
            </Button>
            <Button disabled={pending} onClick={() => wait(now.tomorrow)}>
              {words.nextDay}
            </Button>
            <label htmlFor={forUntil}>{words.until}</label>
            <MomentPicker id={forUntil} min={now.now} value={until} onChange={setUntil} />
            <Button disabled={until === undefined || pending} onClick={() => until !== undefined && wait(until)}>
              {words.go}
            </Button>
          </>
        )}
        <Button disabled={pending || (now.scenario as unknown as Script).script.length === 0} onClick={undo}>
          {words.undo}
        </Button>
        <Button disabled={pending} onClick={restart}>
          {words.restart}
        </Button>
        <Button onClick={() => download(now)}>{words.download}</Button>
      </div>
    </section>
  );
}

/** As the command line reads it. */
function download({ scenario }: Rehearsed): void {
  const text = `${JSON.stringify(scenario, null, 2)}\n`;
  saveBlob(new Blob([text], { type: 'application/json' }), 'rehearsal.json');
}

interface OneOpenProps {
  first?: string;
  items: { key: string; label: string; children: ReactNode }[];
}

/** One form at a time: each has the same ids for its inputs. */
function OneOpen({ first, items }: OneOpenProps) {
  const [open, setOpen] = useState(first === undefined ? [] : [first]);
  return <Collapse activeKey={open} onChange={(keys) => setOpen(keys.slice(-1))} destroyOnHidden items={items} />;
}

function Tasks({ now, pending, refusal, perform }: RunningProps) {
  const words = useWords(roomWords).rehearsal;
  const speech = useSpeech();
  const { say } = speech;
  const moment = (now.scenario as unknown as Script).script.length;
  return (
    <>
      {now.tasks.length === 0 && <p className="muted">{words.noTasks}</p>}
      {now.waits.length > 0 && (
        <p>
          {words.waits}：{now.waits.map(({ label }) => say(label)).join('、')}
        </p>
      )}
      {now.tasks.length > 0 && (
        <OneOpen
          key={moment}
          first="0"
          items={now.tasks.map(({ step, item, itemLabel, group, citations, form, initial }, i) => ({
            key: String(i),
            label: `${stepName({ step, itemLabel }, speech)} · ${say(group.label)}`,
            children: (
              <>
                <Citations citations={citations} />
                <TryForm
                  form={form as FormSchema}
                  initial={initial}
                  under="act/data"
                  submitLabel={words.complete}
                  pending={pending}
                  refusal={refusal}
                  onSubmit={(data) =>
                    perform({ complete: step.id, by: group.id, ...(item === null ? {} : { item }), data } as Act)
                  }
                />
              </>
            ),
          }))}
        />
      )}
    </>
  );
}

function Messages({ now, pending, refusal, perform }: RunningProps) {
  const words = useWords(roomWords).rehearsal;
  const { say } = useSpeech();
  const moment = (now.scenario as unknown as Script).script.length;
  return (
    <OneOpen
      key={moment}
      items={now.messages.map(({ id, label, from, citations, form }) => ({
        key: id,
        label: `${say(label)} · ${from.map((group) => say(group.label)).join('、')}`,
        children: (
          <>
            <Citations citations={citations} />
            <TryForm
              form={form as FormSchema}
              under="act/data"
              submitLabel={words.send}
              pending={pending}
              refusal={refusal}
              onSubmit={(data) => perform({ message: id, by: from[0]?.id, data } as Act)}
            />
          </>
        ),
      }))}
    />
  );
}

function Documents({ now, pending, perform }: RunningProps) {
  const words = useWords(roomWords).rehearsal;
  const { say, language } = useSpeech();
  return (
    <>
      {now.documents.map(({ id, label, at: issued, text, mayServe }) => (
        <details key={`${id} ${issued}`} className="step">
          <summary>
            {say(label)} <small className="muted">{longInstant(issued, language)}</small>
          </summary>
          <p className="letter">{text}</p>
          {mayServe && (
            <Button size="small" disabled={pending} onClick={() => perform({ serve: id, data: { method: 'direct' } })}>
              {words.serve}
            </Button>
          )}
        </details>
      ))}
    </>
  );
}

function DeadlineList({ now }: { now: Rehearsed }) {
  const { words, say } = useSpeech();
  if (now.deadlines.length === 0) return <p className="muted">{words.none}</p>;
  return (
    <ul className="deadlines">
      {now.deadlines.map((deadline) => (
        <li key={deadline.id} className="deadline">
          <strong>{say(deadline.label)}</strong>
          <span className={`tag tag-${deadline.state}`}>{words.due.states[deadline.state]}</span>
          <Due {...deadline} overdue={deadline.state === 'overdue'} />
        </li>
      ))}
    </ul>
  );
}

function Events({ now }: { now: Rehearsed }) {
  const words = useWords(roomWords).rehearsal;
  const { say, language } = useSpeech();
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls: reachable by keyboard
    <section className="events" tabIndex={0} aria-label={words.events}>
      <table className="list small">
        <caption className="unseen">{words.events}</caption>
        <thead>
          <tr>
            <th scope="col">{words.at}</th>
            <th scope="col">{words.what}</th>
          </tr>
        </thead>
        <tbody>
          {now.events.map(({ at: instant, text, by }, i) => (
            // Events are only ever added at the end.
            // biome-ignore lint/suspicious/noArrayIndexKey: see above
            <tr key={i}>
              <td>{longInstant(instant, language)}</td>
              <td>
                {say(text)} {by !== null && <small className="muted">{say(by)}</small>}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
