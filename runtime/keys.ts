import { generateKeyPairSync, type JsonWebKey, randomBytes } from 'node:crypto';
import { chmodSync, statSync } from 'node:fs';
import { readJsonFile, writePrivateFile } from './data-directory.ts';
import { RuntimeFault } from './errors.ts';

/** A symmetric key for AES-256-GCM: 32 bytes in base64. */
export interface DataKey {
  readonly id: string;
  readonly key: string;
}

/** An Ed25519 key pair as JSON Web Keys (RFC 8037). Of a key out of force the private half may be gone. */
export interface SigningKey {
  readonly id: string;
  readonly publicKey: JsonWebKey;
  readonly privateKey?: JsonWebKey;
}

/**
 * The keys of an installation. In each list the first is in force; the others are only read with
 * (decrypt, verify) and are kept for ever, because a history may be eight years old.
 */
export interface Keys {
  readonly version: 1;
  readonly dataKeys: readonly DataKey[];
  /** The api signs each command with the officer's verified identity. */
  readonly commandKeys: readonly SigningKey[];
  /** Issuer of the tokens of demo persons; production has its own OpenID provider. */
  readonly demoIssuerKeys: readonly SigningKey[];
}

/** Fresh random keys. */
export function createKeys(): Keys {
  return {
    version: 1,
    dataKeys: [{ id: keyId('data'), key: randomBytes(32).toString('base64') }],
    commandKeys: [createSigningKey('command')],
    demoIssuerKeys: [createSigningKey('issuer')],
  };
}

function createSigningKey(purpose: string): SigningKey {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519');
  return {
    id: keyId(purpose),
    publicKey: publicKey.export({ format: 'jwk' }),
    privateKey: privateKey.export({ format: 'jwk' }),
  };
}

function keyId(purpose: string): string {
  return `${purpose}-${randomBytes(4).toString('hex')}`;
}

/** Reads the keys of an installation. @throws RuntimeFault if the file is missing, open to others or incomplete. */
export function readKeys(path: string): Keys {
  const value = readJsonFile(path) as Partial<Keys> | undefined;
  if (value === undefined) throw new RuntimeFault(`No keys at ${path}. \`banli start\` creates them; or restore them.`);
  if ((statSync(path).mode & 0o077) !== 0) {
    throw new RuntimeFault(`${path} can be read by other users. Make it private: chmod 600 ${path}`);
  }
  const lists = [value.dataKeys, value.commandKeys, value.demoIssuerKeys];
  if (value.version !== 1 || !lists.every((list) => Array.isArray(list) && list.length > 0)) {
    throw new RuntimeFault(
      `${path} is not a key file of version 1: expected dataKeys, commandKeys and demoIssuerKeys, each with a key.`,
    );
  }
  if (Buffer.from(value.dataKeys?.[0]?.key ?? '', 'base64').length !== 32) {
    throw new RuntimeFault(`${path}: dataKeys[0].key must be 32 bytes in base64.`);
  }
  return value as Keys;
}

/** Reads the keys, or creates them at the first start. */
export function readOrCreateKeys(path: string): Keys {
  if (readJsonFile(path) === undefined) {
    writePrivateFile(path, `${JSON.stringify(createKeys(), null, 2)}\n`);
    chmodSync(path, 0o600);
  }
  return readKeys(path);
}
