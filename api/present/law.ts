/** What the law asks at a task, as the definition carries it out: in own words, each with its articles. Pure. */
import type { Deadline, TaskStep } from '../../engine/model.ts';
import type { Program } from '../../engine/program.ts';
import type { Citation, Label } from '../../rules/label.ts';
import { deadlineWords } from './words/deadline.ts';
import { type Lexicon, lexiconOf } from './words/lexicon.ts';
import { fill, joined, NOTHING, quoted } from './words/say.ts';
import { nameWords } from './words/script.ts';

export interface Provision {
  text: Label;
  citations: Citation[];
}

export function lawAt(step: TaskStep, program: Program): Provision[] {
  const lexicon = lexiconOf(program.procedure, [...program.decisions.values()]).within(step.form);
  const { citations } = step;
  const duty = fill(
    { zh: '由{0}办理{1}', en: '{1} is done by {0}' },
    nameWords(step.group, 'group', lexicon),
    quoted(step.label),
  );
  const apart = step.notSameAs.map((other) =>
    fill(
      { zh: '办理{0}的人员不得办理本环节', en: 'Who did {0} may not do this' },
      quoted(lexicon.named('step', other)),
    ),
  );
  const own = [duty, ...apart, ...step.form.checks.map(({ message }) => message)];
  return [
    ...own.map((text) => ({ text, citations })),
    ...program.procedure.deadlines.filter((deadline) => concerns(deadline, step)).map((one) => clock(one, lexicon)),
  ];
}

function concerns({ met, covers }: Deadline, { id }: TaskStep): boolean {
  return covers.includes(id) || met.some(({ on }) => on.kind === 'completed' && on.step === id);
}

/** Longer lists of cases are read at the deadline itself. */
const LENGTHS_TOLD = 3;

function clock(deadline: Deadline, lexicon: Lexicon): Provision {
  const { label, citations, lengths, starts, suspends, met } = deadlineWords(deadline, lexicon);
  const told = lengths.length <= LENGTHS_TOLD ? lengths : lengths.slice(0, LENGTHS_TOLD);
  const part = (template: Label, parts: readonly Label[]) =>
    parts.length === 0 ? NOTHING : fill(template, joined(parts, { zh: '，或', en: ', or ' }));
  const text = fill(
    { zh: '{0}：{1}{2}{3}{4}', en: '{0}: {1}{2}{3}{4}' },
    label,
    joined(told, { zh: '，或', en: ', or ' }),
    part({ zh: '；自{0}起', en: '; from when {0}' }, starts),
    part({ zh: '；{0}中止', en: '; suspended {0}' }, suspends),
    part({ zh: '；{0}即为按期', en: '; met when {0}' }, met),
  );
  return { text, citations };
}
