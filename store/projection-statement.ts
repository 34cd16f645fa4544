/**
 * The statement that writes a projection: all rows of a case at once. Whether it may is decided by its first part, the
 * head, which writes the row of the case; without that the other parts write nothing.
 */
import { type RawBuilder, sql } from 'kysely';
import type { ProjectionBatch } from '../activities/ports.ts';
import type { Rows } from './project-facts.ts';

/** Facts that were written at different times, as a whole history has them: one machine time for each. */
export interface DatedBatch extends ProjectionBatch {
  machineTimes?: readonly number[];
}

export type Part = RawBuilder<unknown>;

/** What the statement answers with. */
export interface Written {
  /** Groups (`<slug>/<group>`) with tasks that were open before and are over now. */
  closed: string[];
}

/** Number of the first fact; of an empty batch that of the fact to come. */
export function firstOf(batch: ProjectionBatch): number {
  return batch.facts[0]?.fact.seq ?? batch.state.seq + 1;
}
/**
 * Writes all rows, if `head` wrote that of the case; answers with one row then, else with none. Rows that a patch
 * changes and rows that are inserted are never the same. Parts without rows are left out.
 */
export function statement(batch: ProjectionBatch, rows: Rows, head: Part): RawBuilder<Written> {
  const changed = rows.onlyEffects ? [] : openParts(batch, rows);
  const parts = [
    sql`head AS (${head} RETURNING c.id)`,
    ...(batch.facts.length > 0 ? [factsPart(batch)] : []),
    ...recordParts(rows),
    ...changed,
  ];
  const closed = changed.length > 0 ? closedOn(rows) : NOBODY;
  return sql<Written>`WITH ${sql.join(parts, sql`, `)} SELECT ${closed} AS closed FROM head`;
}

/** What is open, due and found in a case. */
function openParts(batch: ProjectionBatch, rows: Rows): Part[] {
  return [
    ...taskParts(batch, rows),
    ...(rows.deadlines.length > 0 ? [deadlinesPart(rows)] : []),
    ...agendaParts(rows),
    ...runParts(rows),
    ...signersParts(rows),
    ...actedParts(rows),
    ...lookupParts(rows),
  ];
}

const NOBODY = sql`ARRAY[]::text[]`;

/** The groups on whose desks the tasks lay that are over now. */
function closedOn(rows: Rows): Part {
  const closed = [
    ...(rows.patches.length > 0 ? [sql`SELECT grp FROM old_tasks`] : []),
    ...(rows.case.status === 'ended' ? [sql`SELECT grp FROM left_tasks`] : []),
  ];
  return closed.length === 0 ? NOBODY : sql`ARRAY(${sql.join(closed, sql` UNION `)})`;
}

const CASE_COLUMNS = sql`
  calendar = excluded.calendar, definition = excluded.definition, subject = excluded.subject, unit = excluded.unit,
  units = excluded.units,
  started_by = excluded.started_by, on_behalf_of = excluded.on_behalf_of, status = excluded.status,
  outcome = excluded.outcome, started_at = excluded.started_at, ended_at = excluded.ended_at,
  seq = excluded.seq, hash = excluded.hash, state_hash = excluded.state_hash,
  run_number = excluded.run_number, history_length = excluded.history_length,
  parent_case = excluded.parent_case, dirty = false, projected_at = now()`;

function caseRecord(batch: ProjectionBatch, rows: Rows): Part {
  return sql`json_populate_record(NULL::read.cases, ${caseRow(batch, rows)}::json)`;
}

/** Whatever stands there: its case is locked, and it was looked at before. */
export function headInAnyCase(batch: ProjectionBatch, rows: Rows): Part {
  return sql`
    INSERT INTO read.cases AS c SELECT * FROM ${caseRecord(batch, rows)} ON CONFLICT (id) DO UPDATE SET ${CASE_COLUMNS}`;
}

/**
 * Only if the batch follows what stands there. The case is locked by the statement itself, whose snapshot is older than
 * the lock: so the number is asked of the snapshot (`seen`, which nothing may merge with the row) and of the row as it
 * is after waiting for its writer.
 */
export function headIfNext(batch: ProjectionBatch, rows: Rows): Part {
  const { caseId, previous, runNumber, historyLength } = batch;
  const lock = sql`(SELECT pg_advisory_xact_lock(hashtextextended(${caseId}, 0))) AS locked`;
  const before = firstOf(batch) - 1;
  if (before === 0) {
    return sql`
      INSERT INTO read.cases AS c SELECT n.* FROM ${lock}, ${caseRecord(batch, rows)} AS n
      ON CONFLICT (id) DO NOTHING`;
  }
  return sql`
    UPDATE read.cases AS c SET ${CASE_COLUMNS}
    FROM ${lock}, ${caseRecord(batch, rows)} AS excluded,
      (SELECT seq FROM read.cases WHERE id = ${caseId}::uuid OFFSET 0) AS seen
    WHERE c.id = ${caseId}::uuid AND seen.seq = ${before} AND c.seq = ${before} AND c.hash = ${previous}
      AND (c.run_number, c.history_length) <= (${runNumber}::integer, ${historyLength}::integer)`;
}

function factsPart(batch: ProjectionBatch): Part {
  return sql`facts AS (
    INSERT INTO read.facts (case_id, seq, at, type, body, hash, machine_at)
    SELECT head.id, f.seq, f.at, f.type, f.body::json, f.hash, f.machine_at
    FROM head, unnest(${column(batch, 'seq')}::integer[], ${column(batch, 'at')}::bigint[],
      ${column(batch, 'type')}::text[], ${batch.facts.map(({ fact }) => JSON.stringify(fact))}::text[],
      ${batch.facts.map(({ hash }) => hash)}::text[],
      ${machineTimes(batch)}::bigint[]) AS f(seq, at, type, body, hash, machine_at)
    ON CONFLICT DO NOTHING
  )`;
}

const CLOSED_COLUMNS = sql`
  claimed_by = NULL, delegated_to = NULL, urged_at = NULL, deadline = NULL, due = NULL, due_basis = NULL, due_earliest = NULL, due_sort = '9999-12-31'`;

function taskParts(batch: ProjectionBatch, rows: Rows): Part[] {
  const parts: Part[] = [];
  if (rows.tasks.length > 0) {
    parts.push(sql`new_tasks AS (
      INSERT INTO read.tasks AS t
      SELECT n.* FROM head, json_populate_recordset(NULL::read.tasks, ${JSON.stringify(rows.tasks)}::json) AS n
      ON CONFLICT (case_id, token) DO UPDATE SET
        state = excluded.state, claimed_by = excluded.claimed_by, delegated_to = excluded.delegated_to,
        urged_at = excluded.urged_at, closed_at = excluded.closed_at,
        completed_by = excluded.completed_by, deadline = excluded.deadline, due = excluded.due,
        due_basis = excluded.due_basis, due_earliest = excluded.due_earliest, due_sort = excluded.due_sort,
        version = CASE excluded.version WHEN 0 THEN t.version ELSE excluded.version END
      WHERE (excluded.version <> 0 AND excluded.version <> t.version)
        OR (t.deadline, t.due, t.due_earliest, t.claimed_by, t.delegated_to, t.urged_at) IS DISTINCT FROM
          (excluded.deadline, excluded.due, excluded.due_earliest, excluded.claimed_by, excluded.delegated_to,
            excluded.urged_at)
    )`);
  }
  if (rows.patches.length > 0) {
    parts.push(sql`old_tasks AS (
      UPDATE read.tasks AS t SET
        state = p.state, closed_at = p.closed_at, completed_by = p.completed_by, version = p.version, ${CLOSED_COLUMNS}
      FROM head, json_to_recordset(${JSON.stringify(rows.patches)}::json)
        AS p(token integer, state text, closed_at bigint, completed_by text, version integer)
      WHERE t.case_id = head.id AND t.token = p.token AND t.state = 'open'
      RETURNING t.grp
    )`);
  }
  if (rows.case.status === 'ended') {
    const told = [...rows.tasks, ...rows.patches].map((task) => task.token);
    parts.push(sql`left_tasks AS (
      UPDATE read.tasks AS t SET
        state = 'closed', closed_at = ${batch.state.endedAt}::bigint, version = ${batch.state.seq}::integer,
        ${CLOSED_COLUMNS}
      FROM head WHERE t.case_id = head.id AND t.state = 'open' AND t.token <> ALL (${told}::integer[])
      RETURNING t.grp
    )`);
  }
  return parts;
}

/** Written as they stand now; who is named no more is asked no more. */
function signersParts({ signers }: Rows): Part[] {
  if (signers === null) return [];
  const kept = [signers.map(({ token }) => token), signers.map(({ person }) => person)] as const;
  const parts = [
    sql`signers_gone AS (
      DELETE FROM read.signers AS s USING head WHERE s.case_id = head.id AND (s.token, s.person) NOT IN (
        SELECT * FROM unnest(${kept[0]}::integer[], ${kept[1]}::text[]))
    )`,
  ];
  if (signers.length > 0) {
    parts.push(sql`signers AS (
      INSERT INTO read.signers
      SELECT n.* FROM head, json_populate_recordset(NULL::read.signers, ${JSON.stringify(signers)}::json) AS n
      ON CONFLICT (case_id, token, person) DO UPDATE SET state = excluded.state, due_sort = excluded.due_sort
    )`);
  }
  return parts;
}

function deadlinesPart(rows: Rows): Part {
  return sql`deadlines AS (
    INSERT INTO read.deadlines AS d
    SELECT n.* FROM head, json_populate_recordset(NULL::read.deadlines, ${JSON.stringify(rows.deadlines)}::json) AS n
    ON CONFLICT (case_id, deadline) DO UPDATE SET
      state = excluded.state, basis = excluded.basis, counts_from = excluded.counts_from, days = excluded.days,
      due = excluded.due, due_earliest = excluded.due_earliest, unknown_year = excluded.unknown_year,
      suspensions = excluded.suspensions, extensions = excluded.extensions, started_at = excluded.started_at
    WHERE d IS DISTINCT FROM excluded
  )`;
}

/** What is due now replaces what was due before. */
function agendaParts({ agenda }: Rows): Part[] {
  const parts = [
    sql`agenda_gone AS (
      DELETE FROM read.agenda AS a USING head WHERE a.case_id = head.id AND NOT EXISTS (
        SELECT FROM json_to_recordset(${JSON.stringify(agenda)}::json) AS n(deadline text, grp text, unit text)
        WHERE n.deadline = a.deadline AND n.grp = a.grp AND n.unit = a.unit)
    )`,
  ];
  if (agenda.length > 0) {
    parts.push(sql`agenda AS (
      INSERT INTO read.agenda AS a
      SELECT n.* FROM head, json_populate_recordset(NULL::read.agenda, ${JSON.stringify(agenda)}::json) AS n
      ON CONFLICT (case_id, deadline, grp, unit) DO UPDATE SET
        run = excluded.run, case_unit = excluded.case_unit, procedure = excluded.procedure, state = excluded.state,
        basis = excluded.basis, counts_from = excluded.counts_from, due = excluded.due,
        due_earliest = excluded.due_earliest, unknown_year = excluded.unknown_year, due_sort = excluded.due_sort,
        warn_days = excluded.warn_days, unclaimed = excluded.unclaimed
      WHERE a IS DISTINCT FROM excluded
    )`);
  }
  return parts;
}

function runParts({ runs, runPatches }: Rows): Part[] {
  const parts: Part[] = [];
  if (runs.length > 0) {
    parts.push(sql`new_runs AS (
      INSERT INTO read.deadline_runs AS r
      SELECT n.case_id, n.procedure, n.deadline, n.run, n.steps, n.started_at, n.due, n.overdue_at, n.ended_at, n.ended_as,
        n.version, n.changed_at, n.judged_at,
        CASE WHEN n.judged_at IS NULL THEN n.grps ELSE ${groupsUnder(sql`n.steps`, sql`SELECT unnest(n.grps)`)} END
      FROM head, json_populate_recordset(NULL::read.deadline_runs, ${JSON.stringify(runs)}::json) AS n
      ON CONFLICT (case_id, deadline, run) DO UPDATE SET
        due = excluded.due, overdue_at = excluded.overdue_at, ended_at = excluded.ended_at,
        ended_as = excluded.ended_as, version = excluded.version, changed_at = excluded.changed_at,
        judged_at = excluded.judged_at, grps = CASE WHEN r.judged_at IS NULL THEN excluded.grps ELSE r.grps END
    )`);
  }
  if (runPatches.length > 0) {
    const opened = sql`SELECT o.grp FROM json_to_recordset(p.opened) AS o(step text, grp text) WHERE o.step = ANY (r.steps)`;
    parts.push(sql`old_runs AS (
      UPDATE read.deadline_runs AS r SET
        due = CASE WHEN p.moved THEN p.due ELSE r.due END, overdue_at = coalesce(r.overdue_at, p.overdue_at),
        ended_at = p.ended_at, ended_as = p.ended_as, version = p.version, changed_at = p.changed_at,
        judged_at = coalesce(r.judged_at, p.judged_at),
        grps = CASE WHEN r.judged_at IS NULL AND p.judged_at IS NOT NULL
          THEN ${groupsUnder(sql`r.steps`, opened)} ELSE r.grps END
      FROM head, json_to_recordset(${JSON.stringify(runPatches)}::json) AS p(deadline text, run integer, moved boolean,
        due date, overdue_at bigint, ended_at bigint, ended_as text, version integer, changed_at bigint, judged_at bigint,
        opened json)
      WHERE r.case_id = head.id AND r.deadline = p.deadline AND r.run = p.run AND r.ended_at IS NULL
    )`);
  }
  return parts;
}

/** Groups with a task of these steps: what stands there was opened before these facts. */
function groupsUnder(steps: Part, here: Part): Part {
  return sql`ARRAY(
    SELECT t.grp FROM read.tasks t WHERE t.case_id = head.id AND t.step = ANY (${steps}) UNION ${here} ORDER BY 1)`;
}

/** Notices, documents and incidents. */
function recordParts(rows: Rows): Part[] {
  const parts: Part[] = [];
  if (rows.inbox.length > 0) parts.push(insertPart('inbox', JSON.stringify(rows.inbox)));
  if (rows.documents.length > 0) parts.push(insertPart('documents', documentRows(rows)));
  if (rows.documentNumbers.length > 0) {
    parts.push(sql`numbered AS (
      UPDATE read.documents AS d SET number = n.number
      FROM head, json_to_recordset(${JSON.stringify(rows.documentNumbers)}::json) AS n(seq integer, number text)
      WHERE d.case_id = head.id AND d.seq = n.seq
    )`);
  }
  if (rows.incidents.length > 0) parts.push(insertPart('incidents', incidentRows(rows)));
  if (rows.resolved.length > 0) {
    parts.push(sql`resolved AS (
      UPDATE read.incidents AS i SET resolved_at = r.resolved_at
      FROM head, json_to_recordset(${JSON.stringify(rows.resolved)}::json) AS r(incident integer, resolved_at bigint)
      WHERE i.case_id = head.id AND i.incident = r.incident
    )`);
  }
  if (rows.parties.length > 0) parts.push(insertPart('parties', JSON.stringify(rows.parties)));
  if (rows.copies.length > 0) parts.push(insertPart('copies', JSON.stringify(rows.copies)));
  if (rows.links.length > 0) parts.push(insertPart('links', JSON.stringify(rows.links)));
  return parts;
}

function insertPart(
  table: 'inbox' | 'documents' | 'incidents' | 'parties' | 'copies' | 'links',
  records: string,
): Part {
  const name = sql.table(`read.${table}`);
  return sql`${sql.ref(`new_${table}`)} AS (
    INSERT INTO ${name} SELECT n.* FROM head, json_populate_recordset(NULL::${name}, ${records}::json) AS n
    ON CONFLICT DO NOTHING
  )`;
}

/** Who acts here, and for those who acted before how urgent the case is now. */
function actedParts({ acted, urgency }: Rows): Part[] {
  const told = acted.map(({ person }) => person);
  const parts = [
    sql`acted_before AS (
      UPDATE read.acted AS a SET open = ${urgency.open}::boolean, due_sort = ${urgency.due_sort}::date
      FROM head WHERE a.case_id = head.id AND a.person <> ALL (${told}::text[])
        AND (a.open, a.due_sort) IS DISTINCT FROM (${urgency.open}::boolean, ${urgency.due_sort}::date)
    )`,
  ];
  if (acted.length > 0) {
    parts.push(sql`acted AS (
      INSERT INTO read.acted
      SELECT n.* FROM head, json_populate_recordset(NULL::read.acted, ${JSON.stringify(acted)}::json) AS n
      ON CONFLICT (case_id, person) DO UPDATE SET open = excluded.open, due_sort = excluded.due_sort
    )`);
  }
  return parts;
}

/** By which cases are found: keys of messages and text. */
function lookupParts({ keys, search }: Rows): Part[] {
  const parts = [
    sql`keys AS (
      INSERT INTO read.case_keys AS k
      SELECT head.id, ${keys.procedure}::text, ${keys.open}::boolean, ${JSON.stringify(keys.keys)}::jsonb FROM head
      ON CONFLICT (case_id) DO UPDATE SET open = excluded.open, keys = excluded.keys
      WHERE k.open <> excluded.open OR k.keys <> excluded.keys
    )`,
  ];
  if (search !== null) {
    parts.push(sql`search AS (
      INSERT INTO read.search AS s
      SELECT head.id, ${search.text}::text, ${search.grams}::text[], ${JSON.stringify(search.parts)}::jsonb FROM head
      ON CONFLICT (case_id) DO UPDATE SET text = excluded.text, grams = excluded.grams, parts = excluded.parts
      WHERE s.text <> excluded.text OR s.parts <> excluded.parts
    )`);
  }
  return parts;
}

/** Facts go as columns: as one JSON document, PostgreSQL would refuse the characters that only type json can hold. */
function column(batch: ProjectionBatch, name: 'seq' | 'at' | 'type'): unknown[] {
  return batch.facts.map(({ fact }) => fact[name]);
}

function machineTimes(batch: DatedBatch): readonly number[] {
  return batch.machineTimes ?? batch.facts.map(() => batch.machineAt);
}

/** Documents that are issued and numbered in one batch. */
function documentRows(rows: Rows): string {
  const numbers = new Map(rows.documentNumbers.map(({ seq, number }) => [seq, number]));
  return JSON.stringify(rows.documents.map((row) => ({ ...row, number: numbers.get(row.seq) ?? null })));
}

/** Incidents that are raised and resolved in one batch. */
function incidentRows(rows: Rows): string {
  const resolved = new Map(rows.resolved.map(({ incident, resolved_at }) => [incident, resolved_at]));
  return JSON.stringify(rows.incidents.map((row) => ({ ...row, resolved_at: resolved.get(row.incident) ?? null })));
}

function caseRow(batch: ProjectionBatch, rows: Rows): string {
  return JSON.stringify({
    ...rows.case,
    hash: batch.facts.at(-1)?.hash ?? batch.previous,
    state_hash: batch.stateHash,
    run_number: batch.runNumber,
    history_length: batch.historyLength,
    parent_case: batch.parent?.caseId ?? null,
    dirty: false,
    projected_at: new Date(batch.machineAt).toISOString(),
  });
}
