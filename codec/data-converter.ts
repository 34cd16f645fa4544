/** The data converter of every client and worker of Banli. */
import { fileURLToPath } from 'node:url';
import type { DataConverter, PayloadCodec } from '@temporalio/common';
import type { ContentStore } from '../activities/ports.ts';
import type { Keys } from '../runtime/keys.ts';
import { createCipher } from './cipher.ts';
import { createPayloadCodec } from './payload-codec.ts';
import { createVerifier } from './signing.ts';

/** Paths, because each side loads its own: a client, a worker, and what bundles the workflow for its sandbox. */
export const CONVERTERS = {
  failureConverterPath: fileURLToPath(new URL('./failure-converter.cjs', import.meta.url)),
  payloadConverterPath: fileURLToPath(new URL('./payload-converter.ts', import.meta.url)),
} as const;

type CodecKeys = Pick<Keys, 'dataKeys' | 'commandKeys'>;

/** Opens, verifies and seals payloads with the keys of an installation. @param content fills in references */
export function codecWith(keys: CodecKeys, content?: ContentStore): PayloadCodec {
  const parts = { cipher: createCipher(keys.dataKeys), verify: createVerifier(keys.commandKeys) };
  return createPayloadCodec(content === undefined ? parts : { ...parts, content });
}

/** @param content given on workers only */
export function createDataConverter(
  keys: CodecKeys,
  content?: ContentStore,
): Required<Pick<DataConverter, 'payloadCodecs' | 'failureConverterPath' | 'payloadConverterPath'>> {
  return { payloadCodecs: [codecWith(keys, content)], ...CONVERTERS };
}
