/**
 * Carries out what a case owes, once for each (case, number of the fact): the first call writes, a repeated one finds
 * the row and gives the same answer. Notices need nothing here: the projection puts them into the inbox.
 */
import { sql } from 'kysely';
import type { CaseSearch, Documents, EffectRequest, Offers, Registers } from '../activities/ports.ts';
import { NeverWill } from '../activities/ports.ts';
import type { Bundle } from '../engine/model.ts';
import { localDate, yearOf } from '../rules/calendar/date.ts';
import type { JsonObject } from '../rules/json.ts';
import { noneIfThere, type Queries, type Store } from './database.ts';
import { readContentAs } from './definitions.ts';
import { numberText, takeNumber } from './numbers.ts';
import { insertOffer } from './offers.ts';
import { slugOf } from './outline.ts';
import { PLACES } from './places.ts';
import { runPrepared } from './prepared.ts';
import { mergeIntoRegister } from './registers.ts';

export function createDocuments(store: Store): Documents {
  return { issue: (request) => neverWillIfUnstorable(() => issueDocument(store, request)) };
}

/**
 * The number is taken by the statement that inserts the document: no gap, also after a crash. Of two that issue the same
 * at once, the second fails as a whole, with the number that it took.
 */
async function issueDocument(store: Store, request: EffectRequest): Promise<{ number: string }> {
  const { caseId, of, at, content } = request;
  const document = textOf(content, 'document');
  const label = await documentLabel(store, request.definition, document);
  const year = yearOf(localDate(at));
  const sealed = store.vault.sealJson(PLACES.document(caseId, of), content);
  const isThere = sql`EXISTS (SELECT FROM app.documents WHERE case_id = ${caseId}::uuid AND seq = ${of}::integer)`;
  const insert = sql<{ number: string }>`
    WITH taken AS (${takeNumber({ kind: 'document', key: `${slugOf(request.procedure)}/${document}`, year }, isThere)})
    INSERT INTO app.documents (case_id, seq, document, number, content, issued_at)
    SELECT ${caseId}::uuid, ${of}::integer, ${document}, ${numberText(label, year, sql`taken.last`)},
      ${sealed}::bytea, ${at}::bigint FROM taken
    RETURNING number`;
  const issued = await runPrepared(store, insert).catch(noneIfThere);
  return { number: issued.rows[0]?.number ?? (await documentNumber(store.db, caseId, of)) };
}

async function documentNumber(db: Queries, caseId: string, seq: number): Promise<string> {
  const row = await db
    .selectFrom('app.documents')
    .select('number')
    .where('case_id', '=', caseId)
    .where('seq', '=', seq)
    .executeTakeFirstOrThrow();
  return row.number ?? '';
}

/** By definition and document: content under a hash never changes. */
const LABELS = new Map<string, string>();
const LABELS_MAX = 1_000;

async function documentLabel(store: Store, definition: string, document: string): Promise<string> {
  const key = `${definition}/${document}`;
  const label = LABELS.get(key) ?? (await readLabel(store, definition, document));
  if (LABELS.size >= LABELS_MAX) LABELS.clear();
  LABELS.set(key, label);
  return label;
}

async function readLabel(store: Store, definition: string, document: string): Promise<string> {
  const { procedure } = await readContentAs<Bundle>(store.db, definition);
  const kind = procedure.documents.find(({ id }) => id === document);
  if (kind === undefined) {
    throw new NeverWill(`${procedure.id} has no document ${document}: it has ${idsOf(procedure.documents)}`);
  }
  return kind.label.zh;
}

function idsOf(values: readonly { id: string }[]): string {
  return values.map(({ id }) => id).join(', ') || 'none';
}

export function createRegisters(store: Store): Registers {
  return { write: (request) => neverWillIfUnstorable(() => writeRegister(store, request)) };
}

async function writeRegister(store: Store, request: EffectRequest): Promise<void> {
  const { caseId, of: seq, at, content } = request;
  const register = `${slugOf(request.procedure)}/${textOf(content, 'register')}`;
  const adds = content.adds === undefined ? {} : { adds: objectOf(content, 'adds') };
  const row = { key: textOf(content, 'key'), values: objectOf(content, 'values'), ...adds };
  await mergeIntoRegister(store, register, row, { caseId, seq, at });
}

export function createOffers(store: Store): Offers {
  return {
    offer: (request) =>
      neverWillIfUnstorable(async () => {
        const { caseId, of, at, content } = request;
        const definition = textOf(content, 'definition');
        const group = `${slugOf(request.procedure)}/${textOf(content, 'to')}`;
        const input = objectOf(content, 'input');
        await insertOffer(store, { caseId, seq: of, definition, group, unit: '', input, at });
        return { offer: request.key };
      }),
  };
}

export function createCaseSearch(store: Store): CaseSearch {
  return { openCases: (procedure, match) => openCases(store, procedure, match) };
}

/** `match` holds short scalars; a case whose data have all of them, at the top level, is found. */
async function openCases(store: Store, procedure: string, match: JsonObject): Promise<string[]> {
  const result = await sql<{ case_id: string }>`
    SELECT k.case_id FROM read.case_keys k JOIN read.cases c ON c.id = k.case_id
    WHERE k.open AND k.procedure = ${procedure} AND k.keys @> ${JSON.stringify(match)}::jsonb
    ORDER BY c.number, k.case_id`.execute(store.db);
  return result.rows.map((row) => row.case_id);
}

// ── contents ────────────────────────────────────────────────────────────────────────────────────────────────────

function textOf(content: JsonObject, name: string): string {
  const value = content[name];
  if (typeof value !== 'string') throw new NeverWill(`the effect's ${name} is ${JSON.stringify(value)}: expected text`);
  return value;
}

function objectOf(content: JsonObject, name: string): JsonObject {
  const value = content[name];
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value;
  throw new NeverWill(`the effect's ${name} is ${JSON.stringify(value)}: expected an object`);
}

/** Characters that no jsonb or text column can hold (U+0000, half a surrogate pair). */
const UNSTORABLE = new Set(['22P05', '22021', '22P02']);

async function neverWillIfUnstorable<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const { code, message } = error as { code?: string; message: string };
    if (code === undefined || !UNSTORABLE.has(code)) throw error;
    throw new NeverWill(`the effect holds a character that the database cannot store: ${message}`);
  }
}
