/** What stands beside the form: the law, the rule that led here, and what comes next for each choice. */

import type { Label, TaskDetail } from '../api/queries.ts';
import type { components } from '../api/schema.ts';
import { withLongDates } from '../dates.ts';
import type { Foresight } from '../form/foresight.ts';
import { useSpeech, useWords } from '../language/language.ts';
import { Citations } from '../parts/citations.tsx';
import { Section } from '../parts/page.tsx';
import { words as ours } from './words.ts';

type Provision = components['schemas']['Provision'];

export function Law({ task: { law } }: { task: TaskDetail }) {
  const words = useWords(ours);
  if (law.length === 0) return null;
  return (
    <Section title={words.law}>
      <Provisions items={law} />
    </Section>
  );
}

function Provisions({ items }: { items: readonly Provision[] }) {
  const { say } = useSpeech();
  return (
    <ul className="provisions">
      {items.map(({ text, citations }) => (
        <li key={text.zh}>
          {say(text)}
          <Citations citations={citations} />
        </li>
      ))}
    </ul>
  );
}

export function RulesBefore({ task: { decisions } }: { task: TaskDetail }) {
  const { say } = useSpeech();
  const words = useWords(ours);
  if (decisions.length === 0) return null;
  return (
    <Section title={words.decisions}>
      {decisions.map(({ seq, decision, concluded, reasons }) => (
        <div key={seq}>
          <h3>{say(decision.label)}</h3>
          <p>
            <span className="muted">{words.concluded}：</span>
            <Sentences items={concluded} />
          </p>
          {reasons.length > 0 && (
            <details>
              <summary>{words.byRule}</summary>
              <Provisions items={reasons} />
            </details>
          )}
        </div>
      ))}
    </Section>
  );
}

function Sentences({ items }: { items: readonly Label[] }) {
  const { say, language } = useSpeech();
  return <>{items.map((item) => say(item)).join(language === 'zh' ? '；' : '; ')}</>;
}

/** By the definition, before anything is chosen. */
export function Ways({ task: { next } }: { task: TaskDetail }) {
  const { say } = useSpeech();
  const words = useWords(ours);
  if (next.length === 0) return null;
  return (
    <Section title={words.next}>
      <dl className="ways">
        {next.map(({ when, follows }) => (
          <div key={when?.zh ?? ''}>
            <dt>{when === null ? words.inAnyCase : say(when)}</dt>
            <dd>
              <Sentences items={follows} />
            </dd>
          </div>
        ))}
      </dl>
    </Section>
  );
}

/** On what is filled in now. */
export function Follows({ foresight, lead }: { foresight: Foresight | undefined; lead?: string }) {
  const { say, language } = useSpeech();
  const words = useWords(ours);
  const follows = foresight?.follows ?? [];
  return (
    <div className="follows" role="status">
      {follows.length === 0 ? (
        <span className="muted">{words.notYet}</span>
      ) : (
        <>
          <strong>{lead ?? words.willFollow}</strong>
          <ul>
            {follows.map((item, i) => (
              // The same may follow twice, e.g. two tasks of one group.
              // biome-ignore lint/suspicious/noArrayIndexKey: the list is made anew each time
              <li key={i}>{withLongDates(say(item), language)}</li>
            ))}
          </ul>
        </>
      )}
    </div>
  );
}
