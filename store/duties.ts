/** What schedules have owed and how far each has been followed. */
import { sql } from 'kysely';
import type { Duty } from '../scheduler/tick.ts';
import { sha256 } from './content.ts';
import type { Store } from './database.ts';
import { PLACES } from './places.ts';

export interface ScheduleTick {
  procedure: string;
  schedule: string;
  /** Epoch ms: everything up to here is claimed. */
  until: number;
  /** It waits for the holidays of this year. */
  waitingForYear: number | null;
  /** Why its expressions could not be evaluated. */
  fault: string | null;
}

export async function readTicks(store: Store): Promise<ScheduleTick[]> {
  const rows = await store.db.selectFrom('app.schedule_ticks').selectAll().execute();
  return rows.map(({ procedure, schedule, until, waiting_for_year, fault }) => ({
    procedure,
    schedule,
    until,
    waitingForYear: waiting_for_year,
    fault,
  }));
}

/** A duty's key may name a person or an enterprise of a register: it is sealed, and known by its hash. */
function sealedDuty({ vault }: Store, { key, input, offer, row, procedure, schedule, period, unit, at }: Duty) {
  const name = sha256(key);
  const duty = vault.sealJson(PLACES.duty(procedure, name), {
    key,
    input,
    ...(offer !== undefined && { offer }),
    ...(row !== undefined && { row }),
  });
  return { key: name, procedure, schedule, period, unit, at, duty };
}

/** Claims the duties and notes how far the schedules were followed, in one transaction: none is lost in between. */
export async function recordTick(store: Store, duties: readonly Duty[], ticks: readonly ScheduleTick[]): Promise<void> {
  await store.db.transaction().execute(async (tx) => {
    for (const duty of duties) {
      await tx
        .insertInto('app.duty_keys')
        .values(sealedDuty(store, duty))
        .onConflict((conflict) => conflict.column('key').doNothing())
        .execute();
    }
    for (const tick of ticks) {
      const { procedure, schedule, until, waitingForYear, fault } = tick;
      const values = { until, waiting_for_year: waitingForYear, fault };
      await tx
        .insertInto('app.schedule_ticks')
        .values({ procedure, schedule, ...values })
        .onConflict((conflict) =>
          conflict.columns(['procedure', 'schedule']).doUpdateSet({ ...values, ticked_at: sql`now()` }),
        )
        .execute();
    }
  });
}

/** Claimed and not started yet, by legal instant; those that failed least often first. */
export async function dutiesToStart(store: Store, limit: number): Promise<Duty[]> {
  const rows = await store.db
    .selectFrom('app.duty_keys')
    .select(['key', 'procedure', 'schedule', 'period', 'unit', 'at', 'duty'])
    .where('case_id', 'is', null)
    .orderBy('attempts')
    .orderBy('at')
    .orderBy('key')
    .limit(limit)
    .execute();
  return rows.map(({ key: name, duty, ...row }) => ({
    ...row,
    ...store.vault.openJson<Pick<Duty, 'key' | 'input' | 'offer' | 'row'>>(PLACES.duty(row.procedure, name), duty),
  }));
}

/** @param caseId of an offer or of a row that was written: the id under which it is kept */
export async function dutyStarted(store: Store, key: string, caseId: string): Promise<void> {
  await store.db
    .updateTable('app.duty_keys')
    .set({ case_id: caseId, last_error: null })
    .where('key', '=', sha256(key))
    .execute();
}

/** @param reason without anybody's data */
export async function dutyFailed(store: Store, key: string, reason: string): Promise<void> {
  await store.db
    .updateTable('app.duty_keys')
    .set({ attempts: sql`attempts + 1`, last_error: reason })
    .where('key', '=', sha256(key))
    .execute();
}
