/** What cases owe was carried out exactly once: documents and their numbers, registers, offers, notices, other cases. */
import { sql } from 'kysely';
import { canonical } from '../../engine/chain.ts';
import type { Fact } from '../../engine/model.ts';
import type { JsonObject } from '../../rules/json.ts';
import { offerInput } from '../../store/offers.ts';
import { slugOf } from '../../store/outline.ts';
import { PLACES } from '../../store/places.ts';
import type { Report } from './compare.ts';
import type { CaseHistory, Records } from './records.ts';

type Written = { key: string; values: JsonObject };
type Histories = ReadonlyMap<string, CaseHistory>;
type FactOf<T extends Fact['type']> = Extract<Fact, { type: T }>;

interface Owned<T extends Fact['type']> {
  caseId: string;
  slug: string;
  fact: FactOf<T>;
}

export async function compareEffects(records: Records, histories: Histories, report: Report): Promise<void> {
  await compareDocuments(records, histories, report);
  await compareRegisters(records, histories, report);
  await compareOffers(records, histories, report);
  await compareNotices(records, histories, report);
  compareSubcases(records, histories, report);
  for (const [caseId, { folded }] of histories) {
    for (const owed of folded.state.owed) report('owed', caseId, owed.of, 'carried out', owed);
  }
}

function factsOf<T extends Fact['type']>(histories: Histories, type: T): Owned<T>[] {
  return [...histories].flatMap(([caseId, { runs, folded }]) => {
    const slug = slugOf(runs[0]?.bundle.content?.procedure.id ?? '');
    const facts = folded.facts.flatMap(({ fact }) => (fact.type === type ? [fact as FactOf<T>] : []));
    return facts.map((fact) => ({ caseId, slug, fact }));
  });
}

/** Both sides keyed by case and number. */
function compareSets(
  check: string,
  expected: ReadonlyMap<string, unknown>,
  found: readonly (readonly [string, unknown])[],
  report: Report,
): void {
  const there = new Map<string, unknown>();
  for (const [key, value] of found) {
    if (there.has(key)) at(report, check, key, 'once', 'twice');
    there.set(key, value);
  }
  for (const key of new Set([...expected.keys(), ...there.keys()])) {
    const [want, have] = [expected.get(key) ?? 'nothing', there.get(key) ?? 'nothing'];
    if (canonical(want) !== canonical(have)) at(report, check, key, want, have);
  }
}

function at(report: Report, check: string, key: string, expected: unknown, found: unknown): void {
  const [caseId = '', seq] = key.split('/');
  report(check, caseId, Number(seq), expected, found);
}

async function compareDocuments({ store }: Records, histories: Histories, report: Report): Promise<void> {
  const numbers = new Map(
    factsOf(histories, 'effect-done').map(({ caseId, fact }) => [`${caseId}/${fact.of}`, fact.result.number ?? null]),
  );
  const expected = new Map(
    factsOf(histories, 'document-issued').map(({ caseId, fact }) => {
      const key = `${caseId}/${fact.seq}`;
      return [key, { document: fact.document, number: numbers.get(key) ?? null }];
    }),
  );
  const rows = await store.db.selectFrom('app.documents').select(['case_id', 'seq', 'document', 'number']).execute();
  const found = rows.map(({ case_id, seq, ...row }) => [`${case_id}/${seq}`, row] as const);
  compareSets('documents', expected, found, report);
}

async function compareRegisters({ store }: Records, histories: Histories, report: Report): Promise<void> {
  const registered = factsOf(histories, 'registered');
  const writes = await store.db.selectFrom('app.register_history').selectAll().orderBy('id').execute();
  compareSets(
    'register writes',
    new Map(
      registered.map(({ caseId, slug, fact: { seq, register, key, values } }) => [
        `${caseId}/${seq}`,
        { register: `${slug}/${register}`, key, values },
      ]),
    ),
    writes.map(({ case_id, seq, register, row }) => {
      const { key, values } = store.vault.openJson<Written>(PLACES.registerWrite(case_id, seq), row);
      return [`${case_id}/${seq}`, { register, key, values }] as const;
    }),
    report,
  );
  const merged = new Map<string, JsonObject>();
  for (const { slug, fact } of registered) {
    const key = `${slug}/${fact.register} ${fact.key}`;
    merged.set(key, { ...merged.get(key), ...fact.values });
  }
  const rows = await store.db.selectFrom('read.registers').select(['register', 'key', 'values']).execute();
  const there = new Map(rows.map(({ register, key, values }) => [`${register} ${key}`, values]));
  for (const key of new Set([...merged.keys(), ...there.keys()])) {
    const [want, have] = [merged.get(key) ?? 'no row', there.get(key) ?? 'no row'];
    if (canonical(want) !== canonical(have)) report('register row', key, null, want, have);
  }
}

async function compareOffers({ store }: Records, histories: Histories, report: Report): Promise<void> {
  const rows = await store.db.selectFrom('app.offers').selectAll().execute();
  compareSets(
    'offers',
    new Map(
      factsOf(histories, 'start-offered').map(({ caseId, slug, fact }) => [
        `${caseId}/${fact.seq}`,
        { definition: fact.definition, to: `${slug}/${fact.to}`, input: fact.input },
      ]),
    ),
    rows.map(
      (row) =>
        [
          `${row.case_id}/${row.seq}`,
          { definition: row.definition, to: row.grp, input: offerInput(store, row) },
        ] as const,
    ),
    report,
  );
}

/** Each notice, reminder and escalation stands in the inbox once. */
async function compareNotices({ store }: Records, histories: Histories, report: Report): Promise<void> {
  const expected = new Map<string, unknown>();
  const add = (caseId: string, seq: number, place: number, kind: string, grp: string) =>
    expected.set(`${caseId}/${seq}/${place}`, { kind, grp });
  for (const { caseId, slug, fact } of factsOf(histories, 'notified'))
    add(caseId, fact.seq, 0, 'notice', `${slug}/${fact.to}`);
  for (const { caseId, slug, fact } of factsOf(histories, 'escalated')) {
    add(caseId, fact.seq, 0, 'escalation', `${slug}/${fact.to}`);
  }
  for (const { caseId, slug, fact } of factsOf(histories, 'reminder')) {
    fact.to.forEach((to, place) => {
      add(caseId, fact.seq, place, 'reminder', `${slug}/${to}`);
    });
  }
  const rows = await store.db.selectFrom('read.inbox').select(['case_id', 'seq', 'place', 'kind', 'grp']).execute();
  const found = rows.map(({ case_id, seq, place, ...row }) => [`${case_id}/${seq}/${place}`, row] as const);
  compareSets('inbox', expected, found, report);
}

/** A case started by another: one under the number of the fact, and its end is told once. */
function compareSubcases({ cases }: Records, histories: Histories, report: Report): void {
  const expected = new Map(
    factsOf(histories, 'case-started').map(({ caseId, fact }) => [`${caseId}/${fact.seq}`, fact.definition]),
  );
  const found = cases.flatMap(({ idempotency_key, procedure }) =>
    idempotency_key.startsWith('effect/') ? [[idempotency_key.slice('effect/'.length), procedure] as const] : [],
  );
  compareSets('started cases', expected, found, report);
  for (const [caseId, { folded }] of histories) {
    const linked = folded.facts.filter(({ fact }) => fact.type === 'case-started' && fact.link !== undefined).length;
    const told = folded.facts.filter(
      ({ fact }) => fact.type === 'wait-completed' && fact.message === 'sub-errand-closed',
    ).length;
    if (linked !== told) report('end told', caseId, null, `${linked} times`, `${told} times`);
  }
}

/** Numbers of cases and documents run from 1 without a gap up to the counter. */
export async function compareNumbers({ store }: Records, report: Report): Promise<void> {
  const counters = await store.db.selectFrom('app.numbers').selectAll().execute();
  const cases = (await store.db.selectFrom('app.cases').select('number').execute()).map(({ number }) => number);
  const documents = await sql<{ key: string; number: string }>`
    SELECT split_part(c.procedure, '.', 1) || '/' || d.document AS key, d.number
    FROM app.documents d JOIN app.cases c ON c.id = d.case_id`.execute(store.db);
  for (const { kind, key, year, last } of counters) {
    const given =
      kind === 'case'
        ? cases.filter((number) => number.startsWith(`${key}〔${year}〕`))
        : documents.rows
            .filter((row) => row.key === key && row.number.includes(`〔${year}〕`))
            .map(({ number }) => number);
    const counted = given.map((number) => Number(number.slice(number.indexOf('〕') + 1))).sort((a, b) => a - b);
    const isGapless = counted.length === last && counted.every((number, index) => number === index + 1);
    if (!isGapless) report('numbers', `${kind} ${key}`, last, `1 to ${last} without a gap`, counted.join(' '));
  }
}
