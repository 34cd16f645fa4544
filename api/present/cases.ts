/** A case and its tasks as the API answers them. Pure. */
import { canonical } from '../../engine/chain.ts';
import { decide } from '../../engine/decide.ts';
import type { CaseState, TaskStep, Token, Window } from '../../engine/model.ts';
import { openSteps } from '../../engine/printed.ts';
import type { Program } from '../../engine/program.ts';
import type { Calendar } from '../../rules/calendar/calendar.ts';
import { formatInstant } from '../../rules/calendar/date.ts';
import { formSchema } from '../../rules/form/json-schema.ts';
import type { Json, JsonObject } from '../../rules/json.ts';
import type { Label } from '../../rules/label.ts';
import { slugOf } from '../../store/outline.ts';
import type { CaseRow, DocumentRow, TaskRow } from '../../store/tables.ts';
import type { TaskItem } from '../../store/worklist.ts';
import type { CaseFile } from '../case-file.ts';
import { actingGroups, type Caller } from '../policy/standing.ts';
import type { Gazette } from '../ports.ts';
import { deadlineItems } from './deadlines.ts';
import { dueParts } from './due.ts';
import {
  type DataFields,
  documentName,
  fieldOf,
  fieldsOf,
  groupName,
  groupOf,
  itemFormsWords,
  itemLabel,
  itemLabels,
  itemLabelsOf,
  messageName,
  type Named,
  outcomeName,
  readableWhole,
  stepName,
  taskUnitLabel,
} from './names.ts';
import { officeActs, retrievable, taskActions } from './office-acts.ts';
import { prefilled, type RowsByRegister } from './prefill.ts';
import { SERVICE_WORDS, timelineItems } from './timeline.ts';

export type Names = ReadonlyMap<string, string>;

export function nameOf(names: Names, id: string): { id: string; name: string } {
  return { id, name: names.get(id) ?? id };
}

function personName(names: Names, id: string | null): { id: string; name: string } | null {
  return id === null ? null : nameOf(names, id);
}

// ── lists ───────────────────────────────────────────────────────────────────────────────────────────────────────

export function caseSummary(row: CaseRow, program: Program) {
  return {
    id: row.id,
    number: row.number,
    procedure: { id: row.procedure, label: program.procedure.title },
    subject: row.subject,
    unit: row.unit,
    status: row.status,
    outcome: row.outcome === null ? null : outcomeName(program, row.outcome),
    startedAt: formatInstant(row.started_at),
    endedAt: row.ended_at === null ? null : formatInstant(row.ended_at),
    seq: row.seq,
  };
}

export function taskId(caseId: string, token: number): string {
  return `${caseId}.${token}`;
}

export function readTaskId(id: string): { caseId: string; token: number } | null {
  const found = /^([0-9a-f-]{36})\.([1-9][0-9]{0,8})$/.exec(id);
  return found === null ? null : { caseId: found[1] ?? '', token: Number(found[2]) };
}

export interface TaskContext {
  program: Program;
  calendar: Calendar;
  gazettes: readonly Gazette[];
  names: Names;
  now: number;
}

export function taskSummary(task: TaskItem, { program, calendar, gazettes, names, now }: TaskContext) {
  return {
    id: taskId(task.caseId, task.token),
    caseId: task.caseId,
    caseNumber: task.caseNumber,
    subject: task.subject,
    procedure: { id: task.procedure, label: program.procedure.title },
    step: stepName(program, task.step),
    item: task.item,
    itemLabel: itemLabel(program, task.step, task.item, task.itemName),
    group: groupOf(gazettes, task.group),
    unit: task.unit,
    unitLabel: taskUnitLabel({ ...task, name: task.itemName }, program),
    claimedBy: personName(names, task.claimedBy),
    delegatedTo: personName(names, task.delegatedTo),
    sentBackAt: task.sentBackAt === null ? null : formatInstant(task.sentBackAt),
    urgedAt: task.urgedAt === null ? null : formatInstant(task.urgedAt),
    toSign: task.toSign,
    openedAt: formatInstant(task.openedAt),
    ...dueParts(task, { program, calendar, now }),
    formKey: `${task.definition}/${task.step}`,
    version: task.version,
  };
}

// ── one case ────────────────────────────────────────────────────────────────────────────────────────────────────

export interface Rights {
  data: boolean;
  incidents: boolean;
  may: string[];
}

export function caseDetail(
  file: CaseFile,
  caller: Caller,
  rights: Rights,
  context: { gazettes: readonly Gazette[]; names: Names; version: number; now: number },
) {
  const { view, state, program, calendar } = file;
  const { names, now } = context;
  const row = view.case;
  const open = view.tasks.filter((task) => task.state === 'open');
  return {
    ...caseSummary(row, program),
    definition: row.definition,
    definitionVersion: context.version,
    calendar: row.calendar,
    startedBy: personName(names, row.started_by),
    onBehalfOf: row.on_behalf_of,
    open: openSteps(program, state).map((id) => stepName(program, id)),
    tasks: open.map((task) => openTask(task, file, caller, context, rights)),
    deadlines: deadlineItems(program, state, calendar, now),
    documents: view.documents.map((document) => issuedDocument(document, file, rights.may)),
    timeline: timelineOf(file, rights, names).slice(-TIMELINE),
    data: rights.data ? dataItems(program, state.data, itemLabelsOf(file)) : ownData(file, caller),
    retrievable: retrievable(file, caller, now).map(({ case_id, token, step, item, item_name }) => ({
      id: taskId(case_id, token),
      step: stepName(program, step),
      item,
      itemLabel: itemLabel(program, step, item, item_name),
    })),
    messages: messageOffers(file, caller, now),
    expected: expectedMessages(file, now),
    incidents: rights.incidents
      ? state.incidents.map(({ incident, kind, reason, at }) => ({
          incident,
          kind,
          reason,
          raisedAt: formatInstant(at),
        }))
      : [],
    may: rights.may,
  };
}

/** So many of the latest entries come with the case; the route of the timeline has them all. */
const TIMELINE = 100;

export function timelineOf({ program, entries }: CaseFile, { data }: Pick<Rights, 'data'>, names: Names) {
  return timelineItems(program, entries, { inside: data }).map(({ by, standsInFor, ...item }) => ({
    ...item,
    ...(by === undefined ? {} : { by: nameOf(names, by) }),
    ...(standsInFor === undefined ? {} : { standsInFor: nameOf(names, standsInFor) }),
  }));
}

/** Persons whom the timeline names. */
export function actorsIn({ entries }: CaseFile): string[] {
  const acting = entries.flatMap(({ fact }) => ('by' in fact ? [fact.by?.person, fact.by?.standsInFor] : []));
  return [...new Set(acting)].filter((person) => person !== undefined);
}

function issuedDocument({ case_id, seq, document, number, issued_at }: DocumentRow, file: CaseFile, may: string[]) {
  const at = `/api/documents/${case_id}/${seq}?format=`;
  const isReadable = number !== null && may.includes('document.read');
  return {
    ...documentName(file.program, document),
    seq,
    number,
    issuedAt: formatInstant(issued_at),
    letters: isReadable ? { pdf: `${at}pdf`, docx: `${at}docx` } : null,
    service: serviceOf(file, seq, may.includes('document.read')),
  };
}

/** How it reached whom; by whom it was received only for those who may read the letter. */
export function serviceOf({ entries }: CaseFile, seq: number, reads: boolean) {
  const told = entries.find(({ fact }) => fact.type === 'document-served' && fact.of === seq)?.fact;
  if (told?.type !== 'document-served') return null;
  const { method, servedOn, receivedBy = null, note = null } = told;
  return {
    method: { id: method, label: SERVICE_WORDS[method] },
    servedOn,
    receivedBy: reads ? receivedBy : null,
    note: reads ? note : null,
  };
}

function openTask(
  task: TaskRow,
  file: CaseFile,
  caller: Caller,
  { gazettes, names, now }: { gazettes: readonly Gazette[]; names: Names; now: number },
  { may }: Rights,
) {
  // Who of the office holds it is the office's business; a party sees whose turn it is by the group.
  const shown =
    may.includes('case.read-history') || may.includes('incident.read') || task.claimed_by === caller.person.id;
  return {
    id: taskId(task.case_id, task.token),
    step: stepName(file.program, task.step),
    item: task.item,
    itemLabel: itemLabel(file.program, task.step, task.item, task.item_name),
    group: groupOf(gazettes, task.grp),
    unit: task.unit,
    unitLabel: taskUnitLabel({ ...task, name: task.item_name }, file.program),
    claimedBy: shown ? personName(names, task.claimed_by) : null,
    openedAt: formatInstant(task.opened_at),
    due: task.due,
    version: task.version,
    may: taskActions({ ...task, group: task.grp, claimedBy: task.claimed_by }, file, caller, now),
  };
}

/** Who started the case, or is the party for whom it was, sees what was handed in; null: nothing. */
function ownData({ program, state, entries, view }: CaseFile, caller: Caller) {
  const start = entries[0]?.fact;
  const group = `${slugOf(view.case.procedure)}/${state.startedBy?.group}`;
  const isOwn = view.parties.some(({ grp, person }) => grp === group && person === caller.person.id);
  return isOwn && start?.type === 'started' ? dataItems(program, start.input) : null;
}

/** Case data with labels, in the order in which they came. */
export function dataItems(program: Program, data: JsonObject, items = itemLabels(program, [])) {
  const fields = fieldsOf(program);
  return Object.entries(data).map(([name, value]) => {
    const field = fieldOf(fields, name, value);
    return {
      name,
      label: labelOf(program, name, field?.label),
      value,
      text: itemFormsWords(program, name, value, { fields, items }) ?? readableWhole(field, value),
      personal: field?.personal === true,
    };
  });
}

function labelOf(program: Program, name: string, label: Label | undefined): Label {
  return label ?? program.procedure.dataLabels[name] ?? program.steps.get(name)?.label ?? { zh: name, en: name };
}

/** Asked of the engine with an empty form: what is refused as not open or not authorised is not offered. */
export function messageOffers(file: CaseFile, caller: Caller, now: number) {
  const { program, state } = file;
  if (state.status !== 'open') return [];
  const groups = actingGroups(caller, file.view, file.gazette);
  return program.procedure.messages.flatMap((message) => {
    const as = senders(
      file,
      groups.map(({ group }) => group),
      message.id,
      now,
    );
    if (as.length === 0 || !accepts(state, message.id, program)) return [];
    const { id, label, citations, form, action = null } = message;
    return [{ id, label, citations, as, form: formSchema(form), action }];
  });
}

/** What the case would take now, and from which groups; what Banli itself sends is nobody's to do. */
function expectedMessages(file: CaseFile, now: number) {
  const { program, state } = file;
  if (state.status !== 'open') return [];
  const groups = program.procedure.groups.map(({ id }) => id);
  return program.procedure.messages.flatMap(({ id, from }) => {
    if (from.length === 0 || !accepts(state, id, program)) return [];
    const named = senders(file, groups, id, now);
    return named.length === 0 ? [] : [{ ...messageName(program, id), from: named }];
  });
}

export function senders(file: CaseFile, groups: readonly string[], message: string, now: number): Named[] {
  const { program, state, calendar } = file;
  const at = Math.max(now, state.now);
  return [...new Set(groups)]
    .filter((group) => {
      const decided = decide(program, calendar, state, { type: 'message', message, by: { group }, data: {} }, at);
      return decided.ok || decided.refusal.reason === 'invalid';
    })
    .map((group) => groupName(program, group));
}

/** Windows that steps open and close are told now; those with a condition may need the message itself. */
export function accepts(state: CaseState, id: string, program: Program): boolean {
  const message = program.messages.get(id);
  return (message?.accepts ?? []).every((window) => isIn(state, window));
}

function isIn(state: CaseState, window: Window): boolean {
  switch (window.kind) {
    case 'while':
      return window.steps.some((step) => state.tokens.some((token) => token.step === step && token.state === 'open'));
    case 'until-opened':
      return window.steps.every((step) => (state.steps[step]?.opened ?? 0) === 0);
    case 'until-done':
      return window.steps.every((step) => (state.steps[step]?.completed ?? 0) === 0);
    case 'when':
      return true;
  }
}

// ── one task ────────────────────────────────────────────────────────────────────────────────────────────────────

export function taskDetail(
  task: TaskItem,
  file: CaseFile,
  caller: Caller,
  candidates: { id: string; name: string }[],
  context: TaskContext,
  rows: RowsByRegister = new Map(),
) {
  const { program, state, calendar } = file;
  const step = program.steps.get(task.step) as TaskStep;
  const covering = new Set([
    task.deadline,
    ...program.procedure.deadlines.filter(({ covers }) => covers.includes(step.id)).map(({ id }) => id),
  ]);
  const token = state.tokens.find(({ id }) => id === task.token);
  return {
    ...taskSummary(task, context),
    citations: step.citations,
    form: formSchema(step.form),
    data: dataItems(program, state.data, itemLabelsOf(file)),
    initial: { ...initialOf(step, state, fieldsOf(program)), ...prefilled(file, step, token, rows, context.now) },
    itemValue: itemValue(token),
    deadlines: deadlineItems(program, state, calendar, context.now).filter(({ id }) => covering.has(id)),
    candidates,
    ...officeActs(task, file, context.names),
    may: taskActions(task, file, caller, context.now),
  };
}

function itemValue(token: Token | undefined): Json {
  return token?.item?.value ?? null;
}

/** A later form is filled in over what is known; what another field of the same name wrote in its own codes is not. */
function initialOf(step: TaskStep, state: CaseState, fields: DataFields): JsonObject {
  if (step.each !== undefined) return {};
  return Object.fromEntries(
    step.form.fields.flatMap(({ name, type }) => {
      const value = state.data[name];
      if (value === undefined || value === null) return [];
      const written = fieldOf(fields, name, value);
      return written !== undefined && canonical(written.type) === canonical(type) ? [[name, value]] : [];
    }),
  );
}
