/** Clients that take cases from their start to their end, one after the other, each with random numbers of its own. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { JsonObject } from '../../rules/json.ts';
import type { Office } from './office.ts';
import { type Random, randomOf } from './random.ts';

export const PERMIT = 'ride-hailing.platform-permit';
export const ERRAND = 'chaos.errand';

const LONGEST_THOUGHT_MS = 400;
const LOOK_AGAIN_MS = 300;
/** This part of the acts is given up when no answer comes, and the case is left standing. */
const IMPATIENT = 0.15;
/** A case that stands still so long is not driven on; comparing tells why. */
const CASE_LIMIT_MS = 8 * 60_000;

/** Who does the steps of a group: one of its two demo persons. */
function personOf(group: string, random: Random): string {
  return `demo-${group.replace('/', '-')}-${1 + random.below(2)}`;
}

const GROUPS = [
  ...['applicant', 'approval-window', 'approval-reviewer', 'approval-director', 'provincial-transport'].map(
    (group) => `ride-hailing/${group}`,
  ),
  ...['applicant', 'clerk', 'chief'].map((group) => `chaos/${group}`),
];
export const AUTHOR = 'demo-banli-author-1';

export const PERSONS = [
  AUTHOR,
  ...GROUPS.flatMap((group) => [1, 2].map((n) => `demo-${group.replace('/', '-')}-${n}`)),
];

export interface Driven {
  caseId: string;
  number: string;
  procedure: string;
  input: JsonObject;
  ended: boolean;
  /** An act was given up without an answer, and nobody came back to the case. */
  left: boolean;
}

export async function runClient(
  office: Office,
  seed: number,
  stream: number,
  goesOn: () => boolean,
  driven: Driven[],
): Promise<void> {
  const random = randomOf(seed, stream);
  while (goesOn()) {
    const procedure = random.next() < 0.5 ? PERMIT : ERRAND;
    const input = procedure === PERMIT ? permitInput(random) : errandInput(stream, random);
    const person = personOf(procedure === PERMIT ? 'ride-hailing/applicant' : 'chaos/applicant', random);
    const started = await office.act({ kind: 'start', person, path: '/api/cases', body: { procedure, input } });
    if (typeof started === 'string') continue;
    const one: Driven = {
      caseId: started.caseId,
      number: started.answer.number as string,
      procedure,
      input,
      ended: false,
      left: false,
    };
    driven.push(one);
    await drive(office, one, random);
  }
}

async function drive(office: Office, one: Driven, random: Random): Promise<void> {
  const viewer = one.procedure === PERMIT ? 'demo-ride-hailing-approval-window-1' : 'demo-chaos-clerk-1';
  const until = performance.now() + CASE_LIMIT_MS;
  while (performance.now() < until) {
    const found = await office.read(viewer, `/api/cases/${one.caseId}`);
    if (found?.status === 'ended') {
      one.ended = true;
      return;
    }
    const acted = found !== null && (await step(office, one, found as unknown as Shown, random));
    if (one.left) return;
    await sleep(acted ? random.below(LONGEST_THOUGHT_MS) : LOOK_AGAIN_MS);
  }
}

interface Shown {
  tasks: { id: string; step: { id: string }; group: { id: string }; version: number }[];
  open: { id: string }[];
}

/** @returns whether there was something to do */
async function step(office: Office, one: Driven, shown: Shown, random: Random): Promise<boolean> {
  const { caseId, procedure } = one;
  const isPatient = random.next() >= IMPATIENT;
  const [task] = shown.tasks;
  if (task !== undefined) {
    const person = personOf(task.group.id, random);
    const body = { data: formOf(procedure, task.step.id) };
    const path = `/api/tasks/${task.id}/complete`;
    const act = { kind: 'complete' as const, person, path, body, ifMatch: `"${task.version}"`, caseId };
    one.left = (await office.act(act, isPatient)) === 'abandoned';
    return true;
  }
  if (!shown.open.some(({ id }) => id === 'recognition')) return false;
  const person = personOf('ride-hailing/provincial-transport', random);
  const body = { message: 'recognition-result', data: { recognised: true } };
  const act = { kind: 'message' as const, person, path: `/api/cases/${caseId}/messages`, body, caseId };
  one.left = (await office.act(act, isPatient)) === 'abandoned';
  return true;
}

// ── forms ───────────────────────────────────────────────────────────────────────────────────────────────────────

function permitInput(random: Random): JsonObject {
  const firstTime = random.next() < 0.5;
  const recognition = firstTime ? [] : ['m3-recognition'];
  return {
    companyName: '晋通出行科技有限公司',
    creditCode: '91140100MA0K1A2B3C',
    firstTime,
    registeredInLinfen: firstTime,
    branch: false,
    ePayment: true,
    foreignInvested: false,
    submitted: [
      ...['m1-application-form', 'm2-identity-credit', ...recognition, 'm4-business-licence', 'm5-local-office'],
      ...(firstTime ? ['m6-online-capability', 'm7-payment-agreement'] : []),
      'm8-systems',
    ],
  };
}

/** The date is past, so that the deadline is overdue as soon as it starts. */
function errandInput(stream: number, random: Random): JsonObject {
  return { subject: `试验${stream}-${random.below(1_000_000)}`, dueOn: '2026-01-02' };
}

const CONDITIONS = [
  ...['legalPerson', 'platformCapability', 'dataAccess', 'supervisionLink', 'serverInMainland', 'networkSecurity'],
  ...['paymentAgreement', 'managementRules', 'safetyRules', 'serviceRules', 'localService', 'otherConditions'],
];

const FORMS: Readonly<Record<string, JsonObject>> = {
  [`${PERMIT}/check-materials`]: { result: 'complete' },
  [`${PERMIT}/review`]: Object.fromEntries(CONDITIONS.map((name) => [name, true])),
  [`${PERMIT}/decide`]: { decision: 'grant', scope: '网络预约出租汽车客运', area: '临汾市区', termYears: 4 },
  [`${PERMIT}/deliver-permit`]: { receivedBy: '张强' },
  [`${ERRAND}/receive`]: { amount: 3 },
  [`${ERRAND}/approve`]: { approved: true },
};

function formOf(procedure: string, step: string): JsonObject {
  const form = FORMS[`${procedure}/${step}`];
  if (form === undefined) throw new Error(`no form for ${step} of ${procedure}`);
  return form;
}
