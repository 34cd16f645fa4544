/** Persons, memberships and demo persons in the database. */

import type { SigningKey } from '../../runtime/keys.ts';
import { sha256 } from '../../store/content.ts';
import type { Store } from '../../store/database.ts';
import { dropDraft, readDraft, saveDraft } from '../../store/drafts.ts';
import { listGazettes } from '../../store/gazettes.ts';
import {
  addPerson,
  disablePerson,
  findPerson,
  grantMembership,
  listPersons,
  membershipsOf,
  membersOf,
  namesOf,
  pagePersons,
  personBySubject,
  putPerson,
  withdrawMembership,
} from '../../store/people.ts';
import { isHolder } from '../../store/receipts.ts';
import { nameSubstitute, standInsOf, substitutesOf, withdrawSubstitute } from '../../store/substitutes.ts';
import { signDemoToken } from '../auth/tokens.ts';
import { OWN, OWN_GROUPS } from '../policy/standing.ts';
import type { Demo, Directory, Drafts, Gazette, People, Substitutes } from '../ports.ts';

/** In place of a name: who acted had the receipt of the case. */
const BY_RECEIPT = '当事人（凭回执）';

export function createPeople(store: Store): People {
  const { db } = store;
  return {
    bySubject: (subject) => personBySubject(db, subject),
    memberships: (person) => membershipsOf(db, person),
    async names(ids) {
      const names = await namesOf(
        db,
        ids.filter((id) => !isHolder(id)),
      );
      for (const id of ids) if (isHolder(id)) names.set(id, BY_RECEIPT);
      return names;
    },
    members: (group) => membersOf(db, group),
  };
}

export function createDirectory(store: Store): Directory {
  const { db } = store;
  return {
    list: (query) => pagePersons(db, query),
    find: (id) => findPerson(db, id),
    add: (person) => addPerson(db, person),
    disable: (id) => disablePerson(db, id),
    grant: (id, to, by) => grantMembership(store, id, to, by),
    withdraw: (id, from, by) => withdrawMembership(store, id, from, by),
  };
}

export function createSubstitutes({ db }: Store): Substitutes {
  return {
    name: (named) => nameSubstitute(db, named),
    of: (person, day) => substitutesOf(db, person, day),
    withdraw: (id, person, by) => withdrawSubstitute(db, id, person, by),
    standIns: (substitute, day) => standInsOf(db, substitute, day),
  };
}

export function createDrafts(store: Store): Drafts {
  return {
    read: (person, subject) => readDraft(store, person, subject),
    save: (person, subject, version, data) => saveDraft(store, person, subject, version, data),
    drop: (person, subject) => dropDraft(store, person, subject),
  };
}

/** The first administrator, from whom all others come; repeating it changes nothing. */
export async function ensureAdministrator(store: Store, subject: string): Promise<void> {
  const known = await personBySubject(store.db, subject);
  const id = known?.id ?? `administrator-${sha256(subject).slice(0, 12)}`;
  if (known === null) await addPerson(store.db, { id, name: '管理员', subject });
  await grantMembership(store, id, { group: `${OWN}/administrator`, unit: '' }, 'settings');
}

// ── demo persons ────────────────────────────────────────────────────────────────────────────────────────────────

const BY = 'demo';
const SEATS = ['甲', '乙'] as const;
const OWN_NAMES: Readonly<Record<(typeof OWN_GROUPS)[number], string>> = {
  operator: '运维员',
  auditor: '审计员',
  author: '定义员',
  administrator: '管理员',
  leader: '领导',
};

/** Two persons for each group of the deployed documents and of Banli itself; repeating it changes nothing. */
export async function ensureDemoPersons(store: Store): Promise<void> {
  for (const role of OWN_GROUPS) await ensurePair(store, OWN, role, OWN_NAMES[role]);
  for (const gazette of await listGazettes(store.db)) await ensureFor(store, gazette);
}

async function ensureFor(store: Store, gazette: Gazette): Promise<void> {
  for (const { id, label } of gazette.groups) await ensurePair(store, gazette.id, id, label.zh);
}

async function ensurePair(store: Store, slug: string, group: string, name: string): Promise<void> {
  for (const [i, seat] of SEATS.entries()) {
    const id = `demo-${slug}-${group}-${i + 1}`;
    await putPerson(store.db, { id, name: `演示-${name}-${seat}`, subject: id, demo: true });
    await grantMembership(store, id, { group: `${slug}/${group}`, unit: '' }, BY);
  }
}

/** @param keys of the demo issuer */
export function createDemo(store: Store, keys: readonly SigningKey[], now: () => number): Demo {
  const persons = async () => (await listPersons(store.db, { demo: true })).filter(({ disabled }) => !disabled);
  return {
    persons: async () => (await persons()).map(({ id, name, memberships }) => ({ id, name, memberships })),
    async token(id) {
      const person = (await persons()).find((demo) => demo.id === id);
      return person === undefined ? null : signDemoToken(keys, person.id, now());
    },
  };
}
