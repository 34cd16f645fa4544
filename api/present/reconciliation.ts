/** A reconciliation as pages show it: how many lines of each kind, and the lines with both sides and their answers. Pure. */
import { formatInstant } from '../../rules/calendar/date.ts';
import type { Field } from '../../rules/form/model.ts';
import { LINE_STATUSES, type LineStatus } from '../../rules/functions/reconcile.ts';
import type { JsonObject } from '../../rules/json.ts';
import type { Label } from '../../rules/label.ts';
import type { CaseFile } from '../case-file.ts';
import type { Caller } from '../policy/standing.ts';
import { candidateFor } from '../policy/standing.ts';
import {
  type Answer,
  answersIn,
  differs,
  type Line,
  type Reconciled,
  reconciledIn,
  sidesOf,
} from '../reconciliation.ts';
import { caseSummary, taskId } from './cases.ts';
import type { Language } from './language.ts';
import { fieldsOf, ownGroupName, readable, stepName } from './names.ts';

export function reconciliationDetail(file: CaseFile, caller: Caller) {
  const { view, program } = file;
  const found = reconciledIn(file);
  const steps = new Map(view.tasks.filter(({ state }) => state === 'open').map((task) => [task.step, task]));
  return {
    case: caseSummary(view.case, program),
    tasks: [...steps.values()].map((task) => ({
      id: taskId(task.case_id, task.token),
      label: stepName(program, task.step).label,
      group: ownGroupName(program, task.grp).label,
      isMine: candidateFor(caller, { ...task, group: task.grp }, view.parties, file.gazette) !== null,
    })),
    result: found === null ? null : resultOf(file, found),
  };
}

function resultOf(file: CaseFile, found: Reconciled) {
  const { decision, outputs, at, lines } = found;
  const answers = answersIn(file, found.seq);
  const differing = lines.filter(differs);
  const unanswered = new Set(differing.map(({ waiverNo }) => waiverNo).filter((number) => !answers.has(number))).size;
  return {
    at: formatInstant(at),
    values: itemsOf(
      decision.outputs.filter(({ type }) => type.kind !== 'list'),
      outputs,
    ),
    kinds: LINE_STATUSES.map((status) => kindOf(found, status)).filter(({ lines: n }) => n > 0),
    unanswered,
    balances: differing.length === 0 || unanswered === 0,
  };
}

function kindOf({ decision, lines }: Reconciled, status: LineStatus) {
  const ofKind = lines.filter((line) => line.status === status);
  const difference = ofKind.reduce((sum, { differenceFen }) => sum + differenceFen, 0);
  return {
    id: status,
    label: statusLabel(decision.outputs, status),
    lines: ofKind.length,
    difference: money(difference),
  };
}

/** In the words of the document: the field of a line that has the status. */
function statusLabel(outputs: readonly Field[], status: LineStatus): Label {
  for (const { type } of lineFields(outputs)) {
    const found = type.kind === 'enum' ? type.values.find(({ id }) => id === status) : undefined;
    if (found !== undefined) return found.label;
  }
  return { zh: status, en: status };
}

function lineFields(outputs: readonly Field[]): readonly Field[] {
  return outputs.flatMap(({ type }) => (type.kind === 'list' && type.of.kind === 'record' ? type.of.fields : []));
}

const FEN: Field = { name: '', label: { zh: '', en: '' }, type: { kind: 'integer', unit: 'fen' } };
const money = (fen: number): Label => readable(FEN, fen) ?? { zh: String(fen), en: String(fen) };

function itemsOf(fields: readonly Field[], values: JsonObject) {
  return fields.flatMap((field) => {
    const value = values[field.name];
    if (value === undefined || value === null) return [];
    return [{ name: field.name, label: field.label, value, text: readable(field, value), personal: false }];
  });
}

/** Lines of one kind, or those that differ; a page of them. */
export function linesOfKind(file: CaseFile, found: Reconciled, kind: LineStatus | 'differing') {
  const answers = answersIn(file, found.seq);
  const { claimed, recorded } = sidesOf(found.decision);
  const chosen = found.lines.filter((line) => (kind === 'differing' ? differs(line) : line.status === kind));
  return {
    sides: { claimed: claimed.input.label, recorded: recorded.input.label },
    total: chosen.length,
    page: (from: number, limit: number) =>
      chosen.slice(from, from + limit).map((line, i) => ({
        place: from + i + 1,
        number: line.waiverNo,
        status: statusLabel(found.decision.outputs, line.status),
        difference: money(line.differenceFen),
        claimed: line.claimed === null ? null : itemsOf(claimed.fields, line.claimed),
        recorded: line.recorded === null ? null : itemsOf(recorded.fields, line.recorded),
        answers: (answers.get(line.waiverNo) ?? []).map((answer) => answerShown(file, answer)),
      })),
    /** For a table: headings, then a row for each line. */
    *rows(language: Language): Generator<string[]> {
      yield headings(found, language);
      for (const line of chosen) yield rowOf(file, found, line, answers.get(line.waiverNo) ?? [], language);
    },
  };
}

function answerShown({ program }: CaseFile, { step, at, data }: Answer) {
  const of = program.steps.get(step);
  const fields = of?.kind === 'task' ? of.form.fields : [...fieldsOf(program).values()].flat();
  return { label: stepName(program, step).label, at: formatInstant(at), items: itemsOf(fields, data) };
}

const HEADINGS = {
  zh: { number: '编号', status: '核对结果', difference: '差额', answers: '核定' },
  en: { number: 'Number', status: 'Status', difference: 'Difference', answers: 'Answers' },
};

function headings({ decision }: Reconciled, language: Language): string[] {
  const { number, status, difference, answers } = HEADINGS[language];
  const { claimed, recorded } = sidesOf(decision);
  const of = ({ input, fields }: typeof claimed) =>
    fields.map(({ label }) => `${input.label[language]}：${label[language]}`);
  return [number, status, difference, ...of(claimed), ...of(recorded), answers];
}

function rowOf(
  file: CaseFile,
  { decision }: Reconciled,
  line: Line,
  answers: readonly Answer[],
  language: Language,
): string[] {
  const { claimed, recorded } = sidesOf(decision);
  const cells = (fields: readonly Field[], row: JsonObject | null) =>
    fields.map((field) => textOf(field, row?.[field.name] ?? null, language));
  const said = answers.map((answer) => {
    const { label, items } = answerShown(file, answer);
    return `${label[language]}：${items.map((item) => item.text?.[language] ?? String(item.value)).join('，')}`;
  });
  return [
    line.waiverNo,
    statusLabel(decision.outputs, line.status)[language],
    money(line.differenceFen)[language],
    ...cells(claimed.fields, line.claimed),
    ...cells(recorded.fields, line.recorded),
    said.join('；'),
  ];
}

function textOf(field: Field, value: JsonObject[string], language: Language): string {
  if (value === null) return '';
  return readable(field, value)?.[language] ?? (typeof value === 'object' ? JSON.stringify(value) : String(value));
}
