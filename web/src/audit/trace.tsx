/** How a rule decided: every input, the result, and rule by rule why, each with its article. */
import { useSpeech, useWords } from '../language/language.ts';
import { Citations } from '../parts/citations.tsx';
import { readable } from '../parts/data-list.tsx';
import type { StateAfter } from './queries.ts';
import { words as texts } from './words.ts';

type Decision = NonNullable<StateAfter['decision']>;

export function Trace({ decision }: { decision: Decision }) {
  const { say } = useSpeech();
  const { trace: own } = useWords(texts);
  const { label, citations, inputs, evaluations, concluded, reasons } = decision;
  return (
    <section aria-label={own.title} className="part">
      <h3>
        {own.title}：{say(label)}
      </h3>
      <Citations citations={citations} />
      <h4>{own.inputs}</h4>
      {inputs.map((values, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: evaluations have nothing but their place
        <Inputs key={i} title={inputs.length > 1 ? own.evaluation(i + 1) : own.inputs} values={values} />
      ))}
      {evaluations > inputs.length && <p className="muted">{own.more(inputs.length, evaluations)}</p>}
      <h4>{own.concluded}</h4>
      <ul className="plain">
        {concluded.map((one) => (
          <li key={one.zh}>{say(one)}</li>
        ))}
      </ul>
      <h4>{own.rules}</h4>
      <ol className="plain">
        {reasons.map(({ text, citations: cited }) => (
          <li key={text.zh}>
            {say(text)}
            <Citations citations={cited} />
          </li>
        ))}
      </ol>
    </section>
  );
}

function Inputs({ title, values }: { title: string; values: Decision['inputs'][number] }) {
  const speech = useSpeech();
  const { trace: own } = useWords(texts);
  return (
    <dl className="data" aria-label={title}>
      {values.map(({ name, label, value, text }) => (
        <div key={name}>
          <dt>{speech.say(label)}</dt>
          <dd>{text === null ? readable(value, speech) || own.notGiven : speech.say(text)}</dd>
        </div>
      ))}
    </dl>
  );
}
