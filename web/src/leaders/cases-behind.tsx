/** The cases behind a number: their state and dates; opened by who may. */
import { useInfiniteQuery } from '@tanstack/react-query';
import { longInstant } from '../dates.ts';
import { useSpeech, useWords } from '../language/language.ts';
import { Heads } from '../parts/heads.tsx';
import { More } from '../parts/more.tsx';
import { Section } from '../parts/page.tsx';
import { NotYet } from '../parts/problem.tsx';
import { Link, paths } from '../router.tsx';
import { addressOf, type Behind, type Shown } from './address.ts';
import { behindQuery, type FigureCase, type Figures } from './queries.ts';
import { words as own } from './words.ts';

export function CasesBehind({ shown, behind, figures }: { shown: Shown; behind: Behind; figures: Figures }) {
  const words = useWords(own);
  const found = useInfiniteQuery(behindQuery(shown, behind));
  return (
    <Section title={words.behind(useName(behind, figures))}>
      <p>
        <Link to={addressOf({ ...shown, behind: null })}>{words.close}</Link>
      </p>
      {found.data === undefined ? (
        <NotYet query={found} />
      ) : (
        <>
          <Listed items={found.data.pages.flatMap(({ items }) => items)} />
          <More query={found} />
        </>
      )}
    </Section>
  );
}

function useName({ figure, month, procedure, group, deadline }: Behind, figures: Figures): string {
  const words = useWords(own);
  const { say } = useSpeech();
  const label = (named: { id: string; label: { zh: string; en: string } } | undefined) =>
    named === undefined ? [] : [say(named.label)];
  return [
    words.figures[figure],
    ...(month === '' ? [] : [words.monthName(month)]),
    ...label(figures.procedures.find((one) => one.procedure.id === procedure)?.procedure),
    ...label(figures.groups.find((one) => one.group.id === group)?.group),
    ...label(figures.deadlines.find((one) => one.procedure.id === procedure && one.deadline.id === deadline)?.deadline),
  ].join(' · ');
}

function Listed({ items }: { items: readonly FigureCase[] }) {
  const words = useWords(own);
  const { say, language } = useSpeech();
  if (items.length === 0) return <p className="empty">{words.none}</p>;
  const heads = [words.number, words.procedure, words.unit, words.state, words.startedAt, words.endedAt, words.took];
  return (
    <table className="list cards">
      <caption className="unseen">{words.caption}</caption>
      <Heads titles={heads} />
      <tbody>
        {items.map((one) => (
          <tr key={one.id}>
            <td data-title={words.number}>
              {one.mayOpen ? (
                <Link to={paths.case(one.id)} className="strong">
                  {one.number}
                </Link>
              ) : (
                <span className="strong" title={words.mayNotOpen}>
                  {one.number}
                </span>
              )}
            </td>
            <td data-title={words.procedure}>{say(one.procedure.label)}</td>
            <td data-title={words.unit}>{say(one.unitLabel)}</td>
            <td data-title={words.state}>
              {one.outcome === null ? words.open : words.endedAs(say(one.outcome.label))}
            </td>
            <td data-title={words.startedAt}>{longInstant(one.startedAt, language)}</td>
            <td data-title={words.endedAt}>{one.endedAt !== null && longInstant(one.endedAt, language)}</td>
            <td data-title={words.took}>
              {one.calendarDays !== null && words.both(one.workingDays, one.calendarDays)}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
