/** The data converter of every client and worker of Banli. */
import { fileURLToPath } from 'node:url';
import type { DataConverter, PayloadCodec } from '@temporalio/common';
import type { ContentStore } from '../activities/ports.ts';
import type { Keys } from '../runtime/keys.ts';
import { createCipher } from './cipher.ts';
import { createPayloadCodec } from './payload-codec.ts';
import { createVerifier } from './signing.ts';

/** Path that bundling a workflow needs too, so that failures raised inside are encoded. */
export const FAILURE_CONVERTER = fileURLToPath(new URL('./failure-converter.cjs', import.meta.url));

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
): Required<Pick<DataConverter, 'payloadCodecs' | 'failureConverterPath'>> {
  return { payloadCodecs: [codecWith(keys, content)], failureConverterPath: FAILURE_CONVERTER };
}
