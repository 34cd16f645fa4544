/** What a task page tells beside the form: the law, the decisions that led here, and what comes next. */
import { Type } from 'typebox';
import { Citation, Instant, Label, Named, nullable, ref } from './common.ts';

export const Provision = Type.Object(
  { text: ref(Label), citations: Type.Array(ref(Citation)) },
  { $id: 'Provision', description: 'What is asked, in own words, with its articles.' },
);

export const RuleDecision = Type.Object(
  {
    seq: Type.Integer({ description: 'Number of its fact.' }),
    at: Instant,
    decision: ref(Named),
    concluded: Type.Array(ref(Label), { description: 'What it gave.' }),
    reasons: Type.Array(ref(Provision), { description: 'Which rule gave what, on which data, of which article.' }),
  },
  { $id: 'RuleDecision' },
);

export const Way = Type.Object(
  {
    when: nullable(ref(Label)),
    follows: Type.Array(ref(Label)),
  },
  { $id: 'Way', description: 'What follows under a condition; null: in any case.' },
);

export const Guidance = {
  law: Type.Array(ref(Provision)),
  decisions: Type.Array(ref(RuleDecision), { description: 'The decisions that led to this task.' }),
  next: Type.Array(ref(Way), { description: 'What follows for each choice, by the definition.' }),
};
