/**
 * Commands are signed with Ed25519 (RFC 8032) over their canonical JSON (RFC 8785), so that whoever reaches the
 * Temporal server can't act in an officer's name. Verification keys are kept for ever.
 */
import { createPrivateKey, createPublicKey, type KeyObject, sign, verify } from 'node:crypto';
import { canonical } from '../engine/chain.ts';
import type { SigningKey } from '../runtime/keys.ts';
import type { CommandEnvelope, SignedCommand, Verdict } from '../workflows/contract.ts';

/** Keeps a signature on a command from being one on anything else. */
const PURPOSE = 'banli command 1\n';

export type Signer = (envelope: CommandEnvelope) => SignedCommand;
export type Verifier = (command: SignedCommand) => Verdict;

/** Signs with the first key that has its private half. @throws RangeError if none has. */
export function createSigner(keys: readonly SigningKey[]): Signer {
  const key = keys.find(({ privateKey }) => privateKey !== undefined);
  if (key?.privateKey === undefined) throw new RangeError('No command key with a private half: nothing can be signed.');
  const privateKey = createPrivateKey({ key: key.privateKey, format: 'jwk' });
  return (signed) => ({ signed, key: key.id, signature: sign(null, bytesOf(signed), privateKey).toString('base64') });
}

export function createVerifier(keys: readonly SigningKey[]): Verifier {
  const publicKeys = new Map<string, KeyObject>(
    keys.map(({ id, publicKey }) => [id, createPublicKey({ key: publicKey, format: 'jwk' })]),
  );
  return ({ signed, key, signature }) => {
    const publicKey = publicKeys.get(key);
    if (publicKey === undefined) return 'unknown-key';
    return verify(null, bytesOf(signed), publicKey, Buffer.from(signature, 'base64')) ? 'valid' : 'invalid';
  };
}

function bytesOf(signed: CommandEnvelope): Buffer {
  return Buffer.from(PURPOSE + canonical(signed));
}
