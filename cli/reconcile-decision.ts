/** A decision whose one rule is `function: reconcile`, seen as two lists and the inputs beside them. */
import type { Decision, Stage } from '../rules/decision/model.ts';
import type { Field, FieldType, Form } from '../rules/form/model.ts';
import type { Citation } from '../rules/label.ts';
import { UsageError } from './output.ts';

type ListType = Extract<FieldType, { kind: 'list' }>;

export interface ListInput {
  /** The input that is this list. */
  readonly input: Field;
  readonly type: ListType;
  /** Of a row. */
  readonly fields: readonly Field[];
  /** The input with one row, and those beside the lists, which conditions of a row may read. */
  readonly rowForm: Form;
}

export interface ListDecision {
  readonly decision: Decision;
  readonly hospital: ListInput;
  readonly centre: ListInput;
  /** The inputs that are not these lists. */
  readonly others: Form;
  /** The input that is the year. */
  readonly year: string;
  /** Of the rule, or of the decision where it has none. */
  readonly citations: readonly Citation[];
}

const FUNCTION = 'reconcile';

/** What the function reads of a row. */
const HOSPITAL_ROW = { waiverNo: 'text', useDate: 'date', amountFen: 'integer' } as const;
const CENTRE_ROW = { waiverNo: 'text', amountFen: 'integer' } as const;

/** By which both lists are joined. */
const NUMBER = 'waiverNo';

/** @throws UsageError why it can't be reconciled list by list */
export function listDecision(decision: Decision): ListDecision {
  const stage = onlyStage(decision);
  const hospital = inputOf(decision, stage, 'hospitalLines');
  const centre = inputOf(decision, stage, 'centreLines');
  const year = inputOf(decision, stage, 'year');
  if (year.type.kind !== 'integer') throw refusal(decision, `expected ${year.name} to be an integer`);
  if (decision.inputs.checks.length > 0) throw refusal(decision, 'its inputs have checks over several of them');
  if (hospital === centre) throw refusal(decision, 'both lists are the same input');
  const beside = decision.inputs.fields.filter((field) => field !== hospital && field !== centre);
  const others: Form = { fields: beside, checks: [] };
  return {
    decision,
    hospital: listInput(decision, hospital, HOSPITAL_ROW, others),
    centre: uniqueList(decision, listInput(decision, centre, CENTRE_ROW, others)),
    others,
    year: year.name,
    citations: stage.citations.length > 0 ? stage.citations : decision.citations,
  };
}

function refusal({ id }: Decision, why: string): UsageError {
  return new UsageError(`${id} can't be reconciled from files: ${why}. Give it to banli decide.`);
}

type FunctionStage = Extract<Stage, { kind: 'function' }>;

function onlyStage(decision: Decision): FunctionStage {
  const [stage, ...more] = decision.stages;
  if (stage?.kind !== 'function' || stage.name !== FUNCTION || stage.when !== undefined || more.length > 0) {
    throw refusal(decision, `expected one rule, function: ${FUNCTION}, without a condition`);
  }
  return stage;
}

/** An argument of the function that is `=input.<name>`. */
function inputOf(decision: Decision, { args }: FunctionStage, argument: string): Field {
  const value = args.find(({ name }) => name === argument)?.value;
  const path = value?.op === 'path' && value.root === 'input' && value.path.length === 1 ? value.path : [];
  const field = decision.inputs.fields.find(({ name }) => name === path[0]);
  if (field === undefined) throw refusal(decision, `expected the argument ${argument} to be =input.<name>`);
  return field;
}

function listInput(
  decision: Decision,
  input: Field,
  row: Readonly<Record<string, FieldType['kind']>>,
  others: Form,
): ListInput {
  const { type } = input;
  if (type.kind !== 'list' || type.of.kind !== 'record') throw refusal(decision, `${input.name} is no list of records`);
  if (type.checks !== undefined || type.contains !== undefined) {
    throw refusal(decision, `${input.name} is checked as a whole`);
  }
  const { fields } = type.of;
  for (const [name, kind] of Object.entries(row)) {
    const field = fields.find((one) => one.name === name);
    if (field?.type.kind !== kind || field.optional || field.when !== undefined || field.required !== undefined) {
      throw refusal(decision, `expected ${input.name} to have a required field ${name} of the type ${kind}`);
    }
  }
  const { when: _when, required: _required, ...alone } = input;
  const one: Field = { ...alone, type: { kind: 'list', of: type.of } };
  return { input, type, fields, rowForm: { fields: [...others.fields, one], checks: [] } };
}

function uniqueList(decision: Decision, list: ListInput): ListInput {
  if (list.type.key === NUMBER) return list;
  throw refusal(decision, `expected ${list.input.name} to have the key ${NUMBER}`);
}
