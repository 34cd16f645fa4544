/** A public draw as pages show it: what was sealed, the seed and how it was made, the results. Pure. */
import { formatInstant } from '../../rules/calendar/date.ts';
import type { Field } from '../../rules/form/model.ts';
import type { Json, JsonObject } from '../../rules/json.ts';
import type { CaseFile } from '../case-file.ts';
import { type Difference, type Drawn, drawingDecision, drawnIn, writtenWith } from '../draw.ts';
import type { Caller } from '../policy/standing.ts';
import { candidateFor } from '../policy/standing.ts';
import { caseSummary, taskId } from './cases.ts';
import { documentName, fieldsOf, ownGroupName, readable, stepName, taskUnitLabel } from './names.ts';

export function drawDetail(file: CaseFile, caller: Caller) {
  const { view, program, entries } = file;
  const drawn = drawnIn(file);
  const open = view.tasks.filter(({ state }) => state === 'open');
  return {
    case: caseSummary(view.case, program),
    stage: stageOf(file, drawn),
    tasks: open.map((task) => ({
      id: taskId(task.case_id, task.token),
      label: stepName(program, task.step).label,
      group: ownGroupName(program, task.grp),
      unit: task.unit,
      unitLabel: taskUnitLabel({ ...task, name: task.item_name }, program),
      isMine: candidateFor(caller, { ...task, group: task.grp }, view.parties, file.gazette) !== null,
    })),
    pool: poolOf(file, drawn),
    acts: actsOf(file),
    result: drawn === null ? null : resultOf(file, drawn),
    published: view.documents
      .filter(({ seq }) => drawn !== null && seq > drawn.seq)
      .map(({ document, number, issued_at }) => {
        return { label: documentName(program, document).label, number, at: formatInstant(issued_at) };
      }),
    sealedAt: instantOf(writtenWith(entries, POOL_HASH)?.at),
  };
}

/** As the functions that hash a pool name it. */
const POOL_HASH = 'poolHash';
/** As the functions that draw name it. */
const SEED = 'seed';

type Stage = 'open' | 'sealed' | 'seeded' | 'drawn' | 'published';

function stageOf({ state, view }: CaseFile, drawn: Drawn | null): Stage {
  if (drawn !== null) return view.documents.some(({ seq }) => seq > drawn.seq) ? 'published' : 'drawn';
  if (typeof state.data[SEED] === 'string') return 'seeded';
  return typeof state.data[POOL_HASH] === 'string' ? 'sealed' : 'open';
}

/** The drawn pool, or the one that is to be. */
function poolOf({ state }: CaseFile, drawn: Drawn | null) {
  const hash = drawn?.record.outputs[POOL_HASH] ?? state.data[POOL_HASH];
  const intact = drawn?.record.outputs.sealIntact;
  return { hash: typeof hash === 'string' ? hash : null, intact: typeof intact === 'boolean' ? intact : null };
}

/** What people noted at the sealing and at the seed: the forms that were filled in before the draw. */
function actsOf({ entries, program }: CaseFile) {
  const fields = fieldsOf(program);
  return entries.flatMap(({ fact }) => {
    if (fact.type !== 'task-completed') return [];
    const step = program.steps.get(fact.step);
    const own = step?.kind === 'task' ? step.form.fields : [];
    return [
      {
        label: stepName(program, fact.step).label,
        at: formatInstant(fact.at),
        items: itemsOf(own.length > 0 ? own : [...fields.values()].flat(), fact.data),
      },
    ];
  });
}

/** Personal data are left out: a draw is public. */
function itemsOf(fields: readonly Field[], values: JsonObject) {
  return fields.flatMap(({ name, label, type, personal }) => {
    const value = values[name];
    if (value === undefined || value === null || personal === true) return [];
    return [{ name, label, value, text: readable({ name, label, type }, value), personal: false }];
  });
}

function resultOf({ program }: CaseFile, { record, at }: Drawn) {
  const decision = drawingDecision(program);
  const outputs = decision?.outputs ?? [];
  return {
    decision: decision?.title ?? { zh: '', en: '' },
    at: formatInstant(at),
    values: itemsOf(
      outputs.filter(({ type }) => type.kind !== 'list'),
      record.outputs,
    ),
    lists: outputs.flatMap(({ name, label, personal }) => {
      const list = record.outputs[name];
      return Array.isArray(list) && personal !== true ? [{ id: name, label, total: list.length }] : [];
    }),
  };
}

/** One list of the result, a page of it. Null: there is no such list. */
export function drawnList(file: CaseFile, { record }: Drawn, id: string, from: number, limit: number) {
  const output = drawingDecision(file.program)?.outputs.find(({ name }) => name === id);
  const list = record.outputs[id];
  if (output === undefined || output.personal === true || output.type.kind !== 'list' || !Array.isArray(list))
    return null;
  const { of } = output.type;
  const columns: readonly Field[] =
    of.kind === 'record' ? of.fields.filter(({ personal }) => personal !== true) : [{ ...output, type: of }];
  const rows = list.slice(from, from + limit).map((row, i) => ({
    place: from + i + 1,
    cells: columns.map((column) =>
      cell(column, of.kind === 'record' ? ((row as JsonObject)[column.name] ?? null) : row),
    ),
  }));
  return {
    columns: columns.map(({ name, label }) => ({ name, label })),
    items: rows,
    next: from + limit < list.length ? from + limit : null,
    total: list.length,
  };
}

function cell(field: Field, value: Json) {
  return { value, text: readable(field, value) };
}

export function differencesShown({ program }: CaseFile, differences: readonly Difference[]) {
  const outputs = drawingDecision(program)?.outputs ?? [];
  return differences.map(({ output, ...rest }) => ({
    label: outputs.find(({ name }) => name === output)?.label ?? { zh: output, en: output },
    ...rest,
  }));
}

function instantOf(at: number | undefined): string | null {
  return at === undefined ? null : formatInstant(at);
}
