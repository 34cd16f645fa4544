/**
 * An evidence file: one zip with everything that is needed to check a case without us (docs/evidence.md).
 *
 *   manifest.json        what is in it, with the SHA-256 of every other file, and where the case stands
 *   signature.json       Ed25519 over the canonical manifest, by the installation's command key
 *   runs/<n>-<run>.json  histories as the server kept them (proto3 JSON, payloads encrypted), in their order
 *   content/<hash>.json  definition and calendars, canonical JSON under their SHA-256
 *   facts.jsonl          one {"fact", "hash"} a line: h(n) = SHA-256(h(n−1) ‖ canonical fact), h(0) = 64 zeros
 */
import { createHash, createPrivateKey, createPublicKey, sign, verify } from 'node:crypto';
import { type Unzipped, unzipSync, zipSync } from 'fflate';
import { canonical } from '../engine/chain.ts';
import type { CaseState } from '../engine/model.ts';
import type { SigningKey } from '../runtime/keys.ts';
import { Differs, type Folded } from './fold.ts';

export interface Manifest {
  format: 'banli-evidence';
  version: 1;
  case: { id: string; number: string; procedure: string };
  /** Hashes: the definition, and every calendar that the case counted with. */
  definition: string;
  calendars: string[];
  runs: { path: string; runId: string }[];
  /** Where the case stood when the file was made. */
  head: { seq: number; chain: string; status: CaseState['status']; outcome: string | null };
  files: { path: string; sha256: string; bytes: number }[];
  /** ISO 8601, machine's time. */
  exportedAt: string;
}

export interface Evidence {
  manifest: Manifest;
  /** Histories by the order of the runs, proto3 JSON. */
  runs: { runId: string; json: string }[];
  /** By hash. */
  content: Map<string, string>;
  facts: Folded['facts'];
}

const PURPOSE = 'banli evidence 1\n';
const BYTES_MAX = 512 * 1024 * 1024;
/** Of the entries of the zip, so that the same evidence gives the same bytes. */
const ENTRY_TIME = '1980-01-01T00:00:00';

export function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

// ---- writing ----

export type EvidenceParts = Omit<Evidence, 'manifest'> & {
  manifest: Omit<Manifest, 'format' | 'version' | 'runs' | 'files'>;
};

/** @param key one with its private half. */
export function writeEvidence(parts: EvidenceParts, key: SigningKey): Uint8Array {
  const { runs, content, facts } = parts;
  const named = runs.map(({ runId, json }, index) => ({ path: `runs/${index + 1}-${runId}.json`, runId, json }));
  const texts: [string, string][] = [
    ...named.map(({ path, json }): [string, string] => [path, json]),
    ...[...content].map(([hash, text]): [string, string] => [`content/${hash}.json`, text]),
    ['facts.jsonl', facts.map((line) => `${canonical(line)}\n`).join('')],
  ];
  const files = texts.map(([path, text]) => ({ path, bytes: new TextEncoder().encode(text) }));
  const manifest: Manifest = {
    format: 'banli-evidence',
    version: 1,
    ...parts.manifest,
    runs: named.map(({ path, runId }) => ({ path, runId })),
    files: files.map(({ path, bytes }) => ({ path, sha256: sha256(bytes), bytes: bytes.length })),
  };
  return zipped(manifest, files, key);
}

function zipped(manifest: Manifest, files: { path: string; bytes: Uint8Array }[], key: SigningKey): Uint8Array {
  if (key.privateKey === undefined) throw new RangeError(`Key ${key.id} has no private half: nothing can be signed.`);
  const text = canonical(manifest);
  const privateKey = createPrivateKey({ key: key.privateKey, format: 'jwk' });
  const signature = sign(null, Buffer.from(PURPOSE + text), privateKey).toString('base64');
  const entries: Record<string, Uint8Array> = {
    'manifest.json': new TextEncoder().encode(text),
    'signature.json': new TextEncoder().encode(canonical({ key: key.id, signature })),
  };
  for (const { path, bytes } of files) entries[path] = bytes;
  return zipSync(entries, { mtime: ENTRY_TIME, level: 9 });
}

// ---- reading ----

/** @throws Differs `manifest` or `content`: what is in the file isn't what was signed. */
export function readEvidence(bytes: Uint8Array, keys: readonly SigningKey[]): Evidence {
  const files = unzipped(bytes);
  const manifest = json<Manifest>(files, 'manifest.json');
  if (manifest.format !== 'banli-evidence' || manifest.version !== 1) {
    throw new Differs('manifest', null, 'It is no evidence file of version 1.');
  }
  checkSignature(manifest, json(files, 'signature.json'), keys);
  checkFiles(manifest, files);
  return {
    manifest,
    runs: manifest.runs.map(({ path, runId }) => ({ runId, json: text(files, path) })),
    content: contentOf(files),
    facts: text(files, 'facts.jsonl')
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line) as Folded['facts'][number]),
  };
}

function unzipped(bytes: Uint8Array): Unzipped {
  let total = 0;
  try {
    return unzipSync(bytes, {
      filter({ originalSize }) {
        total += originalSize;
        if (total > BYTES_MAX) throw new RangeError(`more than ${BYTES_MAX} bytes`);
        return true;
      },
    });
  } catch (error) {
    throw new Differs('manifest', null, `The file is no zip that can be read: ${(error as Error).message}.`);
  }
}

function checkSignature(
  manifest: Manifest,
  { key, signature }: { key: string; signature: string },
  keys: readonly SigningKey[],
): void {
  const known = keys.find(({ id }) => id === key);
  if (known === undefined) throw new Differs('manifest', null, `The file is signed with key ${key}, not known here.`);
  const publicKey = createPublicKey({ key: known.publicKey, format: 'jwk' });
  const signed = Buffer.from(PURPOSE + canonical(manifest));
  if (verify(null, signed, publicKey, Buffer.from(signature, 'base64'))) return;
  throw new Differs('manifest', null, 'The signature of the manifest does not hold.');
}

function checkFiles(manifest: Manifest, files: Unzipped): void {
  const expected = new Map(manifest.files.map((file) => [file.path, file]));
  for (const [path, { sha256: hash, bytes }] of expected) {
    const found = files[path];
    if (found === undefined) throw new Differs('manifest', null, `${path} is missing.`);
    if (found.length === bytes && sha256(found) === hash) continue;
    throw new Differs('manifest', null, `${path} is another file than the manifest names.`);
  }
  const extra = Object.keys(files).find((path) => !expected.has(path) && !/^(manifest|signature)\.json$/.test(path));
  if (extra !== undefined) throw new Differs('manifest', null, `${extra} is not in the manifest.`);
}

function contentOf(files: Unzipped): Map<string, string> {
  const content = new Map<string, string>();
  for (const [path, bytes] of Object.entries(files)) {
    const hash = /^content\/([0-9a-f]{64})\.json$/.exec(path)?.[1];
    if (hash === undefined) continue;
    if (sha256(bytes) !== hash) throw new Differs('content', null, `${path} does not have the hash of its name.`);
    content.set(hash, new TextDecoder().decode(bytes));
  }
  return content;
}

function text(files: Unzipped, path: string): string {
  const bytes = files[path];
  if (bytes === undefined) throw new Differs('manifest', null, `${path} is missing.`);
  return new TextDecoder().decode(bytes);
}

function json<T>(files: Unzipped, path: string): T {
  try {
    return JSON.parse(text(files, path)) as T;
  } catch (error) {
    if (error instanceof Differs) throw error;
    throw new Differs('manifest', null, `${path} is no JSON.`);
  }
}
