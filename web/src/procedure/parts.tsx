/** Parts that several pages of definitions show: facts as a list, clauses, forms, figures. */
import type { ReactNode } from 'react';
import type { Label, Named } from '../api/queries.ts';
import { useSpeech, useWords } from '../language/language.ts';
import { Wide } from '../parts/wide.tsx';
import type { ClauseWords, FigureWords, FormWords } from './queries.ts';
import { words as roomWords } from './words.ts';

/** Keys for a list that may hold a text twice. */
export function keysOf(texts: readonly string[]): string[] {
  const times = new Map<string, number>();
  return texts.map((text) => {
    const n = (times.get(text) ?? 0) + 1;
    times.set(text, n);
    return n === 1 ? text : `${text} ${n}`;
  });
}

/** Rows whose value is null, undefined or empty are left out. */
export function Facts({ rows }: { rows: readonly (readonly [string, ReactNode])[] }) {
  const shown = rows.filter(([, value]) => value !== null && value !== undefined && value !== '' && value !== false);
  if (shown.length === 0) return null;
  const keys = keysOf(shown.map(([name]) => name));
  return (
    <dl className="facts">
      {shown.map(([name, value], i) => (
        <div key={keys[i]} style={{ display: 'contents' }}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

/** Null where there are none, so that a row of facts is left out. */
export function useLines(): (labels: readonly Label[]) => ReactNode {
  const { say } = useSpeech();
  return (labels) => {
    if (labels.length === 0) return null;
    const [only] = labels;
    if (labels.length === 1 && only !== undefined) return say(only);
    const keys = keysOf(labels.map(({ zh }) => zh));
    return (
      <ul className="clauses">
        {labels.map((label, i) => (
          <li key={keys[i]}>{say(label)}</li>
        ))}
      </ul>
    );
  };
}

export function useNames(): (named: readonly Named[]) => ReactNode {
  const { say, language } = useSpeech();
  return (named) => named.map(({ label }) => say(label)).join(language === 'zh' ? '、' : ', ');
}

export function Clauses({ clauses }: { clauses: readonly ClauseWords[] }) {
  const words = useWords(roomWords);
  const { say, language } = useSpeech();
  const between = language === 'zh' ? '；' : '; ';
  const keys = keysOf(clauses.map(({ when, then }) => `${when?.zh} ${then.map(({ zh }) => zh).join()}`));
  return (
    <ul className="clauses">
      {clauses.map(({ when, then }, i) => {
        const done = then.map(say).join(between);
        return (
          <li key={keys[i]}>
            {when !== null && <strong>{words.if(say(when))}</strong>}
            {done}
          </li>
        );
      })}
    </ul>
  );
}

export function Fields({ form, caption }: { form: FormWords; caption: string }) {
  const words = useWords(roomWords);
  const { say } = useSpeech();
  if (form.fields.length === 0) return <p className="muted">{words.none}</p>;
  return (
    <>
      <Wide label={caption} wraps>
        <table className="list small">
          <caption className="unseen">{caption}</caption>
          <thead>
            <tr>
              <th scope="col">{words.field}</th>
              <th scope="col">{words.content}</th>
              <th scope="col">{words.needed}</th>
            </tr>
          </thead>
          <tbody>
            {form.fields.map(({ name, label, type, required, personal, help }) => (
              <tr key={name}>
                <td>
                  {say(label)} {personal && <span className="tag">{words.personal}</span>}
                  {help !== null && <small className="muted">{say(help)}</small>}
                </td>
                <td>{say(type)}</td>
                <td>{say(required)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </Wide>
      {form.checks.length > 0 && (
        <>
          <p className="muted">{words.checks}</p>
          <ul className="clauses">
            {form.checks.map((check) => (
              <li key={check.zh}>{say(check)}</li>
            ))}
          </ul>
        </>
      )}
    </>
  );
}

export function Figures({ figures }: { figures: readonly FigureWords[] }) {
  const { say } = useSpeech();
  return (
    <>
      {figures.map(({ label, columns, rows }) => (
        <details key={label.zh} className="step">
          <summary>
            {say(label)} <small className="muted">{rows.length}</small>
          </summary>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls: reachable by keyboard */}
          <section className="figures" tabIndex={0} aria-label={say(label)}>
            <FigureTable name={say(label)} columns={columns} rows={rows} />
          </section>
        </details>
      ))}
    </>
  );
}

function FigureTable({ name, columns, rows }: Pick<FigureWords, 'columns' | 'rows'> & { name: string }) {
  const { say } = useSpeech();
  const columnKeys = keysOf(columns.map(({ zh }) => zh));
  const rowKeys = keysOf(rows.map((row) => row.map(({ zh }) => zh).join('|')));
  return (
    <table className="list small">
      <caption className="unseen">{name}</caption>
      <thead>
        <tr>
          {columns.map((column, i) => (
            <th key={columnKeys[i]} scope="col">
              {say(column)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row, n) => (
          <tr key={rowKeys[n]}>
            {row.map((cell, i) => (
              <td key={columnKeys[i]}>{say(cell)}</td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
