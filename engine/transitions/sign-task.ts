/**
 * 会签、或签、票签: the holder of a task asks persons of the office; each agrees or not. The result follows at once when
 * it is settled. It completes nothing: the officer completes the task knowing it.
 *
 * - `all`: agreed when every signer agrees; the first who does not settles it.
 * - `any`: the first answer settles it.
 * - `vote`: agreed once agreeing × 100 > share × signers; disagreed once even the agreement of all who have not
 *   answered could not bring that.
 */
import { actsFor } from '../acting.ts';
import {
  type Actor,
  type Refusal,
  SIGNING_MODES,
  type Signer,
  type Signing,
  type SigningResult,
  type TaskCommand,
  type Token,
} from '../model.ts';
import { refusal } from '../refusal.ts';
import { emit, type Run, tokenById } from '../run.ts';
import { claim } from './claim-task.ts';
import { aboutTask, findFreeTask, findOpen, findTask, isRefusal, isSigning, type Named, placeOf } from './find-task.ts';
import { blank, fault } from './words.ts';

type Of<T extends TaskCommand['type']> = Extract<TaskCommand, { type: T }>;

export const MAX_SIGNERS = 50;
/** Of a vote that names no share: more than half of all signers. */
export const HALF = 50;

export function openSigning(run: Run, command: Of<'open-signing'>): Refusal | undefined {
  const token = findFreeTask(run, command);
  if (isRefusal(token)) return token;
  const { mode, signers, share, note, by } = command;
  const faults = faultsOf(command);
  if (faults.length > 0) return refusal('invalid', 'form', faults, placeOf(token));
  if (by.person === undefined) return refusal('invalid', 'person-needed', [], placeOf(token));
  claim(run, token, by);
  emit(run, {
    type: 'signing-opened',
    ...aboutTask(token),
    mode,
    signers,
    ...(share === undefined ? {} : { share }),
    ...(note === undefined ? {} : { note }),
    by,
  });
  return undefined;
}

function faultsOf({ mode, signers, share }: Of<'open-signing'>) {
  const faults = faultsOfSigners('signers', signers, []);
  if (!SIGNING_MODES.includes(mode)) faults.push(fault('mode', 'enum', 'all, any or vote', '方式应为会签、或签或票签'));
  if (share === undefined) return faults;
  if (mode !== 'vote') faults.push(fault('share', 'unexpected', 'only a vote has a share', '只有票签才填通过比例'));
  else if (!Number.isInteger(share) || share < 1 || share > 99)
    faults.push(fault('share', 'range', 'a whole number from 1 to 99', '通过比例应为1至99的整数'));
  return faults;
}

function faultsOfSigners(field: string, persons: readonly string[], there: readonly Signer[]) {
  if (persons.length === 0 || persons.includes('')) return [blank(field)];
  const all = [...there.map(({ person }) => person), ...persons];
  if (new Set(all).size < all.length) return [fault(field, 'twice', 'somebody is named twice', '签署人重复')];
  if (all.length <= MAX_SIGNERS) return [];
  return [fault(field, 'too-many', `at most ${MAX_SIGNERS} sign`, `签署人最多${MAX_SIGNERS}人`)];
}

export function addSigners(run: Run, command: Of<'add-signers'>): Refusal | undefined {
  const token = findSigning(run, command, findTask);
  if (isRefusal(token)) return token;
  const faults = faultsOfSigners('add', command.add, signingOf(token).signers);
  if (faults.length > 0) return refusal('invalid', 'form', faults, placeOf(token));
  for (const signer of command.add) emit(run, { type: 'signer-added', ...aboutTask(token), signer, by: command.by });
  return undefined;
}

/** An answer that was given stands. */
export function removeSigner(run: Run, command: Of<'remove-signer'>): Refusal | undefined {
  const token = findSigning(run, command, findTask);
  if (isRefusal(token)) return token;
  const { signer, by } = command;
  const { signers } = signingOf(token);
  const refused = unlessAsked(token, signer);
  if (refused !== undefined) return refused;
  if (signers.length === 1) return refusal('not-open', 'last-signer', [], placeOf(token));
  emit(run, { type: 'signer-removed', ...aboutTask(token), signer, by });
  closeIfSettled(run, token.id, by);
  return undefined;
}

function unlessAsked(token: Token, signer: string): Refusal | undefined {
  const found = signingOf(token).signers.find(({ person }) => person === signer);
  if (found === undefined) return refusal('not-open', 'no-such-signer', [], placeOf(token));
  return found.signed === undefined ? undefined : refusal('not-open', 'signed-already', [], placeOf(token));
}

/** Who signs already signs once: then there is one signer less. */
export function passSignature(run: Run, command: Of<'pass-signature'>): Refusal | undefined {
  const token = findSigning(run, command, findOpen);
  if (isRefusal(token)) return token;
  const { signer, to, by } = command;
  const { signers } = signingOf(token);
  if (!actsFor(by, signer)) return refusal('not-authorised', 'not-a-signer', [], placeOf(token));
  const refused = unlessAsked(token, signer);
  if (refused !== undefined) return refused;
  if (to === '') return refusal('invalid', 'form', [blank('to')], placeOf(token));
  if (to === signer) return refusal('invalid', 'form', [ASKED], placeOf(token));
  emit(run, { type: 'signer-removed', ...aboutTask(token), signer, by });
  if (!signers.some(({ person }) => person === to))
    emit(run, { type: 'signer-added', ...aboutTask(token), signer: to, by });
  closeIfSettled(run, token.id, by);
  return undefined;
}

const ASKED = fault('to', 'self', 'this person is asked already', '该人员已是签署人');

export function signTask(run: Run, command: Of<'sign'>): Refusal | undefined {
  const token = findSigning(run, command, findOpen);
  if (isRefusal(token)) return token;
  const { agree, opinion, by } = command;
  const signer = signerFor(signingOf(token), by);
  if (signer === undefined) return refusal('not-authorised', 'not-a-signer', [], placeOf(token));
  if (signer.signed !== undefined) return refusal('not-open', 'signed-already', [], placeOf(token));
  emit(run, {
    type: 'signed',
    ...aboutTask(token),
    signer: signer.person,
    agree,
    ...(opinion === undefined ? {} : { opinion }),
    by,
  });
  closeIfSettled(run, token.id, by);
  return undefined;
}

/** Themselves before the person whom they stand in for. */
function signerFor({ signers }: Signing, by: Actor): Signer | undefined {
  return (
    signers.find(({ person, signed }) => person === by.person && signed === undefined) ??
    signers.find(({ person }) => actsFor(by, person))
  );
}

export function withdrawSigning(run: Run, command: Of<'withdraw-signing'>): Refusal | undefined {
  const token = findSigning(run, command, findTask);
  if (isRefusal(token)) return token;
  emit(run, { type: 'signing-closed', ...aboutTask(token), result: 'withdrawn', by: command.by });
  return undefined;
}

function findSigning(run: Run, named: Named, find: typeof findTask): Token | Refusal {
  const token = find(run, named);
  if (isRefusal(token) || isSigning(token)) return token;
  return refusal('not-open', 'no-signing', [], placeOf(token));
}

function signingOf(token: Token): Signing {
  return token.signing as Signing;
}

function closeIfSettled(run: Run, id: number, by: Actor): void {
  const token = tokenById(run.state, id) as Token;
  const result = settled(signingOf(token));
  if (result !== undefined) emit(run, { type: 'signing-closed', ...aboutTask(token), result, by });
}

/** Undefined: it is open still. Whole numbers only. */
export function settled({ mode, signers, share = HALF }: Signing): SigningResult | undefined {
  const agreeing = signers.filter(({ signed }) => signed?.agree === true).length;
  const against = signers.filter(({ signed }) => signed?.agree === false).length;
  const all = signers.length;
  switch (mode) {
    case 'all':
      if (against > 0) return 'disagreed';
      return agreeing === all ? 'agreed' : undefined;
    case 'any':
      if (agreeing > 0) return 'agreed';
      return against > 0 ? 'disagreed' : undefined;
    case 'vote':
      if (agreeing * 100 > share * all) return 'agreed';
      return (all - against) * 100 > share * all ? undefined : 'disagreed';
  }
}
