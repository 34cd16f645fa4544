/** Persons, memberships and demo persons in the database. */

import type { SigningKey } from '../../runtime/keys.ts';
import type { Store } from '../../store/database.ts';
import { listGazettes } from '../../store/gazettes.ts';
import {
  grantMembership,
  listPersons,
  membershipsOf,
  membersOf,
  namesOf,
  personBySubject,
  putPerson,
} from '../../store/people.ts';
import { signDemoToken } from '../auth/tokens.ts';
import { OWN, OWN_GROUPS } from '../policy/standing.ts';
import type { Demo, Gazette, People } from '../ports.ts';

export function createPeople(store: Store): People {
  const { db } = store;
  return {
    bySubject: (subject) => personBySubject(db, subject),
    memberships: (person) => membershipsOf(db, person),
    names: (ids) => namesOf(db, ids),
    members: (group) => membersOf(db, group),
  };
}

// ── demo persons ────────────────────────────────────────────────────────────────────────────────────────────────

const BY = 'demo';
const SEATS = ['甲', '乙'] as const;
const OWN_NAMES: Readonly<Record<(typeof OWN_GROUPS)[number], string>> = {
  operator: '运维员',
  auditor: '审计员',
  author: '定义员',
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
