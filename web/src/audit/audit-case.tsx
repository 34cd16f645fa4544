/** One case under audit: checked against its history, stepped through, and who looked at it. */
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useWords } from '../language/language.ts';
import { Page, Section } from '../parts/page.tsx';
import { NotYet } from '../parts/problem.tsx';
import { Link, paths } from '../router.tsx';
import { Check } from './check.tsx';
import { Drawing } from './drawing.tsx';
import { Log } from './log.tsx';
import { factsQuery } from './queries.ts';
import { State } from './state.tsx';
import { Stepper } from './stepper.tsx';
import { words as texts } from './words.ts';

/** @param at number of the fact that is shown first */
export function AuditCase({ id, at }: { id: string; at: number }) {
  const words = useWords(texts);
  const [n, setN] = useState(at);
  // From one page of facts to the next the page stays: a check that was run is not lost.
  const facts = useQuery({ ...factsQuery(id, n), placeholderData: keepPreviousData });
  const above = <Link to={paths.audit}>{words.back}</Link>;
  if (facts.data === undefined) {
    return (
      <Page title={words.title} above={above}>
        <NotYet query={facts} />
      </Page>
    );
  }
  const { number, subject, items, total } = facts.data;
  const shown = Math.min(n, total);
  return (
    <Page title={`${number} ${subject}`} above={above}>
      <p>
        <Link to={paths.case(id)}>{words.open}</Link>
      </p>
      <Section title={words.sections.check}>
        <Check caseId={id} number={number} onShow={setN} />
      </Section>
      <Section title={words.sections.steps}>
        <Stepper n={shown} total={total} items={items} onStep={setN} />
      </Section>
      <Section title={words.sections.state(shown)}>
        <State id={id} n={shown} />
      </Section>
      <Section title={words.sections.drawing(shown)}>
        <Drawing id={id} n={shown} />
      </Section>
      <Section title={words.sections.readers}>
        <Log filter={{ case: id }} />
      </Section>
    </Page>
  );
}
