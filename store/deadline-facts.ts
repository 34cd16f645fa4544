/**
 * What is due at whose desk, and how each running of a deadline went: rows of `read.agenda` and `read.deadline_runs`.
 * Pure: the same history gives the same rows, whether it comes fact by fact or at once.
 */
import type { CaseState, DeadlineState, Due, Fact } from '../engine/model.ts';
import type { Outline } from './outline.ts';
import type { AgendaRow, DeadlineRunRow } from './tables.ts';

/** Sorts after every due date. */
export const NO_DUE_DATE = '9999-12-31';

export function datesOf(due: Due | null): {
  due: string | null;
  due_earliest: string | null;
  unknown_year: number | null;
} {
  if (due === null) return { due: null, due_earliest: null, unknown_year: null };
  if ('date' in due) return { due: due.date, due_earliest: null, unknown_year: null };
  return { due: null, due_earliest: due.earliest, unknown_year: due.unknownYear };
}

// ── what is due, and at whose desk ──────────────────────────────────────────────────────────────────────────────

/**
 * A row for each deadline that runs and each group and unit that has an open task under it. Where nobody has one, the
 * deadline is the whole office's (`<slug>/`): it still ends on its day.
 */
export function agendaOf(state: CaseState, outline: Outline, unit: string): AgendaRow[] {
  if (state.status === 'ended') return [];
  return Object.entries(state.deadlines).flatMap(([id, deadline]) =>
    isLive(deadline) ? rowsOf(state, outline, unit, id, deadline) : [],
  );
}

type LiveDeadline = DeadlineState & Pick<AgendaRow, 'state'>;

function isLive(deadline: DeadlineState): deadline is LiveDeadline {
  return deadline.state !== 'met' && deadline.state !== 'cancelled';
}

function rowsOf(state: CaseState, outline: Outline, unit: string, id: string, deadline: LiveDeadline): AgendaRow[] {
  const known = outline.deadlines.get(id);
  const dates = datesOf(deadline.due);
  const row = {
    case_id: state.id,
    deadline: id,
    run: deadline.starts,
    case_unit: unit,
    procedure: outline.procedure,
    state: deadline.state,
    basis: deadline.basis,
    counts_from: deadline.from,
    ...dates,
    due_sort: dates.due ?? NO_DUE_DATE,
    warn_days: known?.warnDays ?? 0,
  };
  const desks = desksUnder(state, outline, known?.steps ?? new Set());
  if (desks.length === 0) return [{ ...row, grp: `${outline.slug}/`, unit, unclaimed: 0 }];
  return desks.map((desk) => ({ ...row, ...desk }));
}

type Desk = Pick<AgendaRow, 'grp' | 'unit' | 'unclaimed'>;

function desksUnder(state: CaseState, { slug }: Outline, steps: ReadonlySet<string>): Desk[] {
  const desks = new Map<string, Desk>();
  for (const { step, state: at, group, unit = '', claimedBy } of state.tokens) {
    if (at !== 'open' || group === undefined || !steps.has(step)) continue;
    const name = `${group}\n${unit}`;
    const { unclaimed } = desks.get(name) ?? { unclaimed: 0 };
    desks.set(name, { grp: `${slug}/${group}`, unit, unclaimed: unclaimed + (claimedBy === undefined ? 1 : 0) });
  }
  return [...desks.values()];
}

// ── how each running went ───────────────────────────────────────────────────────────────────────────────────────

/** Of a running that began before these facts; what is null or left out stays as it is. */
export type RunPatch = Pick<
  DeadlineRunRow,
  'deadline' | 'run' | 'overdue_at' | 'ended_at' | 'ended_as' | 'judged_at'
> & {
  /** Whether `due` is told. */
  moved: boolean;
  due: string | null;
  version: number;
  changed_at: number;
  /** With `judged_at`: tasks opened in these facts before that. */
  opened: readonly OpenedTask[];
};

interface OpenedTask {
  step: string;
  grp: string;
}

type Change = Partial<Pick<DeadlineRunRow, 'due' | 'overdue_at' | 'ended_at' | 'ended_as' | 'judged_at'>>;

/** Follows the runnings of all deadlines of a case through the facts. */
export class RunFold {
  readonly #state: CaseState;
  readonly #outline: Outline;
  /** The running that the next fact is about, by deadline. */
  readonly #present = new Map<string, number>();
  readonly #rows = new Map<string, DeadlineRunRow>();
  readonly #patches = new Map<string, RunPatch>();
  readonly #opened: OpenedTask[] = [];

  /** @param state after the last of the facts: it tells how many runnings there were before the first */
  constructor(facts: readonly Fact[], state: CaseState, outline: Outline) {
    this.#state = state;
    this.#outline = outline;
    for (const [id, { starts }] of Object.entries(state.deadlines)) {
      const here = facts.filter((fact) => fact.type === 'deadline-started' && fact.deadline === id).length;
      this.#present.set(id, starts - here);
    }
  }

  take(fact: Fact): void {
    switch (fact.type) {
      case 'task-opened':
        this.#opened.push({ step: fact.step, grp: `${this.#outline.slug}/${fact.group}` });
        return;
      case 'deadline-started':
        return this.#start(fact.deadline, datesOf(fact.due).due, fact);
      case 'deadline-suspended':
        return this.#change(fact.deadline, { due: null }, fact);
      case 'deadline-resumed':
      case 'deadline-extended':
      case 'deadline-reckoned':
        return this.#change(fact.deadline, { due: datesOf(fact.due).due }, fact);
      case 'overdue':
        return this.#change(fact.deadline, { overdue_at: fact.at, judged_at: fact.at }, fact);
      case 'deadline-met':
        return this.#change(fact.deadline, { ended_at: fact.at, ended_as: 'met', judged_at: fact.at }, fact);
      case 'deadline-cancelled':
        return this.#change(fact.deadline, { ended_at: fact.at, ended_as: 'cancelled' }, fact);
      case 'ended':
        for (const id of this.#present.keys()) {
          this.#change(id, { ended_at: fact.at, ended_as: 'cancelled' }, fact);
        }
        return;
    }
  }

  result(): { runs: DeadlineRunRow[]; runPatches: RunPatch[] } {
    return { runs: [...this.#rows.values()], runPatches: [...this.#patches.values()] };
  }

  /** One that begins anew is over as it was. */
  #start(id: string, due: string | null, fact: Fact): void {
    const before = this.#present.get(id) ?? 0;
    if (before > 0) this.#change(id, { ended_at: fact.at, ended_as: 'cancelled' }, fact);
    this.#present.set(id, before + 1);
    this.#rows.set(nameOf(id, before + 1), {
      case_id: this.#state.id,
      procedure: this.#outline.procedure,
      deadline: id,
      run: before + 1,
      steps: [...(this.#outline.deadlines.get(id)?.steps ?? [])],
      started_at: fact.at,
      due,
      overdue_at: null,
      ended_at: null,
      ended_as: null,
      version: fact.seq,
      changed_at: fact.at,
      judged_at: null,
      grps: [],
    });
  }

  /** What has ended stays as it ended. */
  #change(id: string, change: Change, fact: Fact): void {
    const run = this.#present.get(id) ?? 0;
    if (run === 0) return;
    const name = nameOf(id, run);
    const told = { version: fact.seq, changed_at: fact.at };
    const row = this.#rows.get(name);
    if (row !== undefined) {
      if (row.ended_at !== null) return;
      const judged =
        row.judged_at === null && change.judged_at !== undefined
          ? { grps: this.#groupsOf(row.steps) }
          : { judged_at: row.judged_at };
      this.#rows.set(name, { ...row, ...change, ...told, ...judged });
      return;
    }
    const patch = this.#patches.get(name) ?? { ...NO_PATCH, deadline: id, run };
    if (patch.ended_at !== null) return;
    const judged =
      patch.judged_at === null && change.judged_at !== undefined
        ? { opened: [...this.#opened] }
        : { judged_at: patch.judged_at };
    const moved = patch.moved || 'due' in change;
    this.#patches.set(name, { ...patch, ...change, moved, ...told, ...judged });
  }

  #groupsOf(steps: readonly string[]): string[] {
    return [...new Set(this.#opened.filter(({ step }) => steps.includes(step)).map(({ grp }) => grp))];
  }
}

const NO_PATCH = {
  moved: false,
  due: null,
  overdue_at: null,
  ended_at: null,
  ended_as: null,
  judged_at: null,
  opened: [],
};

function nameOf(deadline: string, run: number): string {
  return `${deadline}\n${run}`;
}
