/** The case as it stood after a fact. Nothing is reckoned here: all of it comes folded and counted. */
import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query';
import { Alert } from 'antd';
import { type ReactNode, useEffect } from 'react';
import { longDate, longInstant, withLongDates } from '../dates.ts';
import { useSpeech, useWords } from '../language/language.ts';
import { Citations } from '../parts/citations.tsx';
import { DataList } from '../parts/data-list.tsx';
import { NotYet } from '../parts/problem.tsx';
import { itemNote } from '../parts/step-name.ts';
import { Clocks } from './clocks.tsx';
import { Data } from './data.tsx';
import { type StateAfter, stateQuery } from './queries.ts';
import { Trace } from './trace.tsx';
import { words as texts } from './words.ts';

export function State({ id, n }: { id: string; n: number }) {
  const words = useWords(texts);
  const state = useQuery({ ...stateQuery(id, n), placeholderData: keepPreviousData });
  const client = useQueryClient();
  const hasNext = state.data !== undefined && n < state.data.total;
  useEffect(() => {
    if (hasNext) void client.prefetchQuery(stateQuery(id, n + 1));
  }, [client, id, n, hasNext]);
  if (state.data === undefined) return <NotYet query={state} />;
  const { decision, deadlines, data, registers } = state.data;
  return (
    <div className={state.isPlaceholderData ? 'columns stale' : 'columns'} aria-busy={state.isPlaceholderData}>
      <div>
        <TheFact state={state.data} />
        {decision !== null && <Trace decision={decision} />}
        <Part title={words.clocks.title}>
          <Clocks deadlines={deadlines} />
        </Part>
        <Part title={words.law.title}>
          <Law law={state.data.law} />
        </Part>
      </div>
      <div>
        <Part title={words.steps.title}>
          <Steps state={state.data} />
        </Part>
        <Part title={words.data.title}>
          <Data key={n} items={data} />
        </Part>
        <Part title={words.documents.title}>
          <Documents documents={state.data.documents} />
        </Part>
        {registers.length > 0 && (
          <Part title={words.registers.title}>
            <Registers registers={registers} />
          </Part>
        )}
      </div>
    </div>
  );
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section aria-label={title} className="part">
      <h3>{title}</h3>
      {children}
    </section>
  );
}

function TheFact({ state: { fact, previousHash, stateHash } }: { state: StateAfter }) {
  const { say, language } = useSpeech();
  const { fact: words } = useWords(texts);
  const { at, recordedAt, text, by, as, onBehalfOf, standsInFor, hash, holds } = fact;
  const who = [
    by?.name ?? (as === null ? words.system : null),
    as === null ? null : words.as(say(as.label)),
    standsInFor === null ? null : words.for(standsInFor.name),
    onBehalfOf === null ? null : words.onBehalfOf(onBehalfOf),
  ].filter((part) => part !== null);
  const rows: [string, ReactNode][] = [
    [words.what, <strong key="what">{withLongDates(say(text), language)}</strong>],
    [words.at, longInstant(at, language)],
    [words.recordedAt, longInstant(recordedAt, language)],
    [words.by, who.join('，')],
    [
      words.hash,
      <code key="hash" className="hash">
        {hash}
      </code>,
    ],
    [
      words.previous,
      <code key="previous" className="hash">
        {previousHash}
      </code>,
    ],
    [
      words.state,
      <code key="state" className="hash">
        {stateHash}
      </code>,
    ],
  ];
  return (
    <>
      <dl className="data">
        {rows.map(([title, value]) => (
          <div key={title}>
            <dt>{title}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      {holds ? <p className="muted small">{words.holds}</p> : <Alert type="error" showIcon title={words.broken} />}
    </>
  );
}

function Law({ law }: { law: StateAfter['law'] }) {
  const { say, language } = useSpeech();
  const { law: words } = useWords(texts);
  const { title, version, deployedAt, definition, calendar, citations } = law;
  return (
    <>
      <p>
        {words.definition(say(title), version)}
        {deployedAt !== null && `，${words.deployed(longInstant(deployedAt, language))}`}
        <span className="muted small hash">
          {words.hash} {definition}
        </span>
      </p>
      <p>
        {words.calendar(calendar.firstYear, calendar.lastYear)}
        <span className="muted small hash">
          {words.hash} {calendar.hash}
        </span>
      </p>
      {citations.length > 0 && (
        <>
          <p className="muted small">{words.articles}</p>
          <Citations citations={citations} />
        </>
      )}
    </>
  );
}

function Steps({ state: { steps, status, outcome } }: { state: StateAfter }) {
  const speech = useSpeech();
  const { words, say, language } = speech;
  const { steps: own } = useWords(texts);
  if (status === 'ended') return <p>{words.case.ended(outcome === null ? '' : say(outcome.label))}</p>;
  if (steps.length === 0) return <p className="muted">{own.none}</p>;
  return (
    <ul className="plain">
      {steps.map(({ id, label, item, itemLabel, state, group, holder, since, opensAt, citations }) => (
        <li key={`${id}/${item}/${since}`}>
          <strong>{say(label)}</strong>
          {itemNote(itemLabel, speech)} <span className="tag">{own.state[state]}</span>
          <small className="muted">
            {group !== null && `${say(group.label)} · ${holder === null ? own.nobody : own.holder(holder.name)} · `}
            {opensAt === null ? own.since(longInstant(since, language)) : own.opens(longInstant(opensAt, language))}
          </small>
          <Citations citations={citations} />
        </li>
      ))}
    </ul>
  );
}

function Documents({ documents }: Pick<StateAfter, 'documents'>) {
  const { words, say, language } = useSpeech();
  const { documents: own } = useWords(texts);
  if (documents.length === 0) return <p className="muted">{words.none}</p>;
  return (
    <ul className="plain">
      {documents.map(({ id, label, seq, number, issuedAt, servedOn }) => (
        <li key={id}>
          <strong>{say(label)}</strong>
          <small className="muted">
            {number ?? own.unnumbered} · {longInstant(issuedAt, language)} · {own.seq(seq)}
            {servedOn !== null && ` · ${own.served(longDate(servedOn, language))}`}
          </small>
        </li>
      ))}
    </ul>
  );
}

function Registers({ registers }: Pick<StateAfter, 'registers'>) {
  const { say } = useSpeech();
  const { registers: own } = useWords(texts);
  return (
    <ul className="plain">
      {registers.map(({ label, seq, key, values, carriedOut }) => (
        <li key={seq}>
          <strong>
            {say(label)} {key}
          </strong>
          {!carriedOut && <span className="tag tag-suspended">{own.owed}</span>}
          <small className="muted">{own.seq(seq)}</small>
          <DataList items={values} />
        </li>
      ))}
    </ul>
  );
}
