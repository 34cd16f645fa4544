/** A case as its party sees it by receipt: where it stands, what is asked of them, what was issued; no more. Pure. */
import { canonical } from '../../engine/chain.ts';
import type { Fact, TaskStep } from '../../engine/model.ts';
import { composeLetter } from '../../letters/compose.ts';
import { LetterFault } from '../../letters/letter.ts';
import { formatInstant } from '../../rules/calendar/date.ts';
import { formSchema } from '../../rules/form/json-schema.ts';
import type { JsonObject } from '../../rules/json.ts';
import type { Label } from '../../rules/label.ts';
import type { TaskRow } from '../../store/tables.ts';
import type { CaseFile } from '../case-file.ts';
import { type Caller, candidateFor } from '../policy/standing.ts';
import { messageOffers, serviceOf } from './cases.ts';
import { deadlineItems } from './deadlines.ts';
import { documentName, fieldOf, fieldsOf, itemLabel, outcomeName, stepName } from './names.ts';

export function receiptCase(file: CaseFile, caller: Caller, group: string, now: number) {
  const { view, program, state, calendar } = file;
  const row = view.case;
  const tasks = partyTasks(file, caller);
  const isOpen = row.status === 'open';
  return {
    number: row.number,
    procedure: program.procedure.title,
    status: row.status,
    outcome: row.outcome === null ? null : outcomeName(program, row.outcome).label,
    startedAt: formatInstant(row.started_at),
    endedAt: row.ended_at === null ? null : formatInstant(row.ended_at),
    waitsFor: isOpen ? (tasks.length > 0 ? ('party' as const) : ('office' as const)) : null,
    tasks: tasks.map((task) => partyTask(task, file, group, now)),
    deadlines: deadlineItems(program, state, calendar, now).filter(({ state: of }) => RUNNING.has(of)),
    documents: view.documents.map(({ seq, document, number, issued_at }) => {
      const { label } = documentName(program, document);
      return { seq, label, number, issuedAt: formatInstant(issued_at), service: serviceOf(file, seq, false) };
    }),
    messages: messageOffers(file, caller, now),
  };
}

const RUNNING: ReadonlySet<string> = new Set(['running', 'suspended', 'overdue']);

/** Open tasks that the holder of the receipt can do. */
export function partyTasks({ view, gazette }: CaseFile, caller: Caller): TaskRow[] {
  return view.tasks.filter(
    (task) =>
      task.state === 'open' && candidateFor(caller, { ...task, group: task.grp }, view.parties, gazette) !== null,
  );
}

function partyTask(task: TaskRow, file: CaseFile, group: string, now: number) {
  const { program, state, calendar } = file;
  const step = program.steps.get(task.step) as TaskStep;
  const deadlines = deadlineItems(program, state, calendar, now);
  return {
    task: task.token,
    label: stepName(program, task.step).label,
    itemLabel: itemLabel(program, task.step, task.item, task.item_name),
    citations: step.citations.length > 0 ? step.citations : program.procedure.citations,
    form: formSchema(step.form),
    initial: initialOf(step, file, group),
    deadline: deadlines.find(({ id }) => id === task.deadline) ?? null,
    letters: lettersWith(task.token, file),
    isTaken: task.claimed_by !== null,
    version: task.version,
  };
}

/** A form is filled in over what the party itself wrote: a field of that name may hold an officer's words. */
function initialOf(step: TaskStep, { program, entries }: CaseFile, group: string): JsonObject {
  const fields = fieldsOf(program);
  const own = Object.assign({}, ...entries.map(({ fact }) => ownWords(fact, group))) as JsonObject;
  return Object.fromEntries(
    step.form.fields.flatMap(({ name, type }) => {
      const value = own[name];
      const written = value === undefined || value === null ? undefined : fieldOf(fields, name, value);
      return value !== undefined && written !== undefined && canonical(written.type) === canonical(type)
        ? [[name, value]]
        : [];
    }),
  );
}

function ownWords(fact: Fact, group: string): JsonObject {
  const by = 'by' in fact ? fact.by?.group : undefined;
  if (by !== group) return {};
  if (fact.type === 'started') return fact.input;
  return fact.type === 'task-completed' || fact.type === 'message-received' ? fact.data : {};
}

const ACTS: ReadonlySet<Fact['type']> = new Set([
  'started',
  'task-completed',
  'message-received',
  'timer-fired',
  'overdue',
]);

interface Words {
  label: Label;
  blocks: { kind: 'heading' | 'text' | 'item'; text: string }[];
}

/** The letters issued by the act that opened the task: they say what is asked for and why. */
function lettersWith(token: number, file: CaseFile): Words[] {
  const facts = file.entries.map(({ fact }) => fact);
  const opened = facts.findIndex((fact) => fact.type === 'task-opened' && fact.token === token);
  const act = facts.slice(0, opened).findLastIndex(({ type }) => ACTS.has(type));
  return facts
    .slice(act + 1, opened)
    .flatMap((fact) => (fact.type === 'document-issued' ? lettersWords(fact, file) : []));
}

function lettersWords(
  issued: Extract<Fact, { type: 'document-issued' }>,
  { view, program, calendar, entries }: CaseFile,
): Words[] {
  const { id, number, definition, calendar: of } = view.case;
  try {
    const letter = composeLetter({
      program,
      calendar,
      case: { id, number, definition, calendar: of },
      facts: entries.map(({ fact }) => fact),
      seq: issued.seq,
      number: '',
    });
    const blocks = letter.blocks.flatMap(({ kind, text }) =>
      kind === 'heading' || kind === 'text' || kind === 'item' ? [{ kind, text }] : [],
    );
    return [{ label: documentName(program, issued.document).label, blocks }];
  } catch (error) {
    // The letter itself says so when it is asked for.
    if (error instanceof LetterFault) return [];
    throw error;
  }
}
