/** What is told while files are read and compiled: the names, for `--list-checks` and the documentation. */
import type { CheckInfo } from './define.ts';

const error = (name: string, about: string, remedy: string): CheckInfo => ({ name, severity: 'error', about, remedy });
const warning = (name: string, about: string, remedy: string): CheckInfo => ({
  name,
  severity: 'warning',
  about,
  remedy,
});

export const READING: readonly CheckInfo[] = [
  // YAML
  error(
    'yaml',
    'The file is no YAML 1.2 (the name goes on with what is wrong, such as yaml-tab-as-indent).',
    'correct the YAML',
  ),
  error('anchor', 'Anchors and aliases are not read.', 'write the value out'),
  error('tag', 'Tags are not read.', 'write the value without a tag'),
  error('merge-key', 'Merge keys are not read.', 'write the keys out, or use a block'),
  error('key', 'A key is no text.', 'write a name before the colon'),
  error('pair-in-list', 'A pair stands in a list without braces.', 'write the pair in braces'),
  error(
    'number-form',
    'A number would be read as another than it looks.',
    'write a plain decimal number, or text in quotes',
  ),
  error('duplicate-key', 'A key is written twice.', 'keep one of them'),
  error('empty-file', 'The file is empty.', 'write a definition'),
  error('file-size', 'The file is too long.', 'split it'),
  // Shape
  error(
    'definition-kind',
    'The first key does not tell what the file defines.',
    'begin with document:, decision:, procedure: or block:',
  ),
  error('unknown-key', 'A key is not known in its place.', 'see the word that was probably meant'),
  error('missing-key', 'A key that must be there is missing.', 'add it'),
  error('type', 'Something else stands here than what is expected.', 'write what is expected'),
  error(
    'id',
    'An id is not in kebab-case, or not of its document.',
    'write <slug>.<name> in small letters, digits and hyphens',
  ),
  error(
    'name',
    'A name of a field or table is not in camelCase.',
    'begin with a small letter, then letters and digits',
  ),
  error('label', 'A label has no Chinese (or, as a warning, no English).', 'write 企业名称 | Company'),
  error(
    'citation',
    'A citation names no article, or a law that the document does not list.',
    'write "9" or 行政许可法/32, and list the law under laws:',
  ),
  error('no-citation', 'A rule has no citation.', 'add cite:'),
  error('no-document', 'The folder has no document.', 'add document.banli.yaml'),
  error('duplicate-id', 'Two things of one kind have the same id.', 'give one of them another'),
  error('duplicate-rule', 'Two rules of a decision have the same name.', 'give one of them another name'),
  // Fields
  error('unknown-type', 'A type is not known.', 'use a simple type, or declare it under types:'),
  error('type-detail', 'A detail says nothing about a field of this type.', 'drop it, or change the type'),
  error('pattern', 'A pattern can not be matched in linear time, or is none.', 'see the message'),
  error('range', 'Nothing lies between the bounds.', 'let the lower bound come first'),
  error('default', 'A field that must be given has a default.', 'make it optional: name?:'),
  error('required', 'An optional field is required under a condition.', 'drop the "?" or the condition'),
  error('unknown-code', 'A value is none of the codes of its enum.', 'see the code that was probably meant'),
  error('table-file', 'A file of figures is not there, or can not be read.', 'put it beside the definition'),
  error('table-key', 'A key of a table is no column, or not unique.', 'name columns that tell rows apart'),
  error(
    'table-row',
    'A row of a decision table has another number of cells than columns.',
    'write a cell for each column',
  ),
  // Expressions
  error('condition', 'A condition begins with "=", or stands beside its opposite.', 'write FEEL as it stands'),
  error('syntax', 'An expression is no FEEL.', 'correct it where the message points'),
  error(
    'full-width',
    'A full-width character stands where FEEL needs a half-width one.',
    'type it with the Chinese input method off',
  ),
  error(
    'unknown-name',
    'An expression names something that is not declared there.',
    'begin with a root: data, form, message, case, …',
  ),
  error('unknown-field', 'An expression reads a field that nothing writes.', 'see the field that was probably meant'),
  error('unknown-function', 'A function is not known.', 'see docs/feel.md'),
  error(
    'unknown-id',
    'step(), deadline(), document() or items() names an unknown id.',
    'see the id that was probably meant',
  ),
  error('argument-count', 'A function has too many or too few arguments.', 'see docs/feel.md'),
  error('argument-type', 'An argument has the wrong type.', 'see docs/feel.md'),
  error('type-mismatch', 'Two types do not go together.', 'convert one of them'),
  error('not-boolean', 'A condition is neither true nor false.', 'compare it'),
  error('not-integer', 'A number with decimals stands where an integer is needed.', 'round it'),
  error('bad-literal', 'A date, instant or duration does not exist.', 'correct it'),
  error('unsupported', 'A part of FEEL is not supported.', 'see docs/feel.md'),
  error('limit', 'An expression is too large.', 'make it smaller'),
  warning('may-be-null', 'A value may be absent where one is needed.', 'test it before, or write get or else(x, …)'),
  // Decisions
  error('clock', 'A decision asks for the time.', 'make the date an input'),
  error('output-never-set', 'No rule sets the output.', 'set it, or drop it'),
  warning('unused-input', 'No rule reads the input.', 'read it, or drop it'),
  error(
    'unreachable-rule',
    'A rule never comes to turn (as a warning: by the listed cases).',
    'move it up, correct its condition, or drop it',
  ),
  warning('gap', 'No rule holds in some case.', 'add a last rule without a condition'),
  warning('overlap', 'Two rules hold in one case.', 'make their conditions exclude each other'),
  // Procedures
  error('unknown-step', 'There is no such step.', 'see the step that was probably meant'),
  error('unknown-deadline', 'There is no such deadline.', 'see the deadline that was probably meant'),
  error('unknown-message', 'There is no such message.', 'see the message that was probably meant'),
  error('unknown-document', 'The document declares no such letter.', 'declare it under documents:'),
  error('unknown-group', 'The document declares no such group.', 'declare it under groups:'),
  error('unknown-register', 'The document declares no such register.', 'declare it under registers:'),
  error('unknown-register-field', 'The register has no such field.', 'declare it under fields:'),
  error('unknown-template', 'The document declares no such template.', 'declare it under templates:'),
  error('unknown-decision', 'There is no such decision.', 'see the decision that was probably meant'),
  error('unknown-outcome', 'The procedure declares no such outcome.', 'declare it under outcomes:'),
  error('unknown-output', 'The decision has no such output.', 'see the output that was probably meant'),
  error('unknown-input', 'The decision or procedure has no such input.', 'see the input that was probably meant'),
  warning(
    'unknown-procedure',
    'There is no such procedure among the files.',
    'see the procedure that was probably meant',
  ),
  error(
    'step-kind',
    'A step is of no kind, or of two.',
    'write one of task, rule, do, message, timer, await, join, subprocess, call',
  ),
  error('no-group', 'Nobody has the step.', 'name the group that does it'),
  error('each', 'Effects for each item stand in a step without items.', 'write them under then:, or add each:'),
  error('each-needs-list', 'Items are no list.', 'give a list, such as =data.names'),
  error('each-key', 'Items are records without a key.', 'write each: { items: …, key: field }'),
  warning(
    'item-label',
    'Items are codes that have no label: people would see ids.',
    'write each: { items: { code: 标签 | Label, … } }, or name their enum: each: { items: …, of: type }',
  ),
  error('two-exits', 'A clause has two exits.', 'make two clauses with conditions'),
  error(
    'escalate-outside-overdue',
    '"escalate" stands elsewhere than in the overdue script of a deadline.',
    'write notify',
  ),
  error('decide-in-for', 'A rule runs inside "for".', 'write decide: { decision, for, in, into }'),
  error('rule-out-of-place', 'A rule stands where the flow can not wait for it.', 'run it in a step before'),
  error('error-interrupts', 'An error is caught without interrupting.', 'drop "interrupting", or catch an escalation'),
  error('deadline-length', 'A deadline has no length, or two.', 'write basis: working, days: 20, or fixed:, or cases:'),
  error(
    'occasion',
    'An occasion is not understood.',
    'write case, completed review, issued notice, message challenge, …',
  ),
  error(
    'occasion-in-all',
    'Whether an occasion has been can not be told later.',
    'under all: name completed, opened, reached or issued',
  ),
  error(
    'data-type-conflict',
    'Two writers of one name give it different types.',
    'give it the same type, or another name',
  ),
  error(
    'input-type',
    'Case data have another type than the input of the rule that they go into.',
    'give it under with:',
  ),
  error(
    'missing-input',
    'Nothing brings an input that the rule needs.',
    'give it under with:, or ask for it in a form before',
  ),
  warning(
    'uncertain-input',
    'A required input of a rule is not there on every way to it.',
    'give it under with:, or require it in a form before',
  ),
  // Blocks
  error('unknown-block', 'There is no such block.', 'see the block that was probably meant'),
  error('block-cycle', 'A block includes itself.', 'take the include out'),
  error('missing-parameter', 'An include leaves a parameter out.', 'give it under with:'),
  error(
    'unknown-parameter',
    'An include gives a parameter that the block does not have.',
    'see the parameter that was probably meant',
  ),
  // Explanations
  error('unknown-check', 'A check that is accepted is not known.', 'see banli check --list-checks'),
  warning('unused-accept', 'An accept: explains no warning.', 'drop it; errors can not be accepted'),
  // Cases
  error(
    'example',
    'An example or scenario beside the definition does not come out as it expects.',
    'correct the definition, or what is expected',
  ),
  // Letters
  error('letter-file', 'A document names a text that is not beside the definition, or an empty one.', 'add the text'),
  error('letter-value', 'A value in the text of a letter is not closed.', 'write {{ expression }} in one line'),
];
