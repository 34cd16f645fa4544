/** The data converter of every client and worker of Banli. */
import { fileURLToPath } from 'node:url';
import type { DataConverter } from '@temporalio/common';
import type { ContentStore } from '../activities/ports.ts';
import type { Keys } from '../runtime/keys.ts';
import { createCipher } from './cipher.ts';
import { createPayloadCodec } from './payload-codec.ts';
import { createVerifier } from './signing.ts';

/** Path that bundling a workflow needs too, so that failures raised inside are encoded. */
export const FAILURE_CONVERTER = fileURLToPath(new URL('./failure-converter.cjs', import.meta.url));

/** @param content fills in references; given on workers only. */
export function createDataConverter(
  keys: Pick<Keys, 'dataKeys' | 'commandKeys'>,
  content?: ContentStore,
): Required<Pick<DataConverter, 'payloadCodecs' | 'failureConverterPath'>> {
  const parts = { cipher: createCipher(keys.dataKeys), verify: createVerifier(keys.commandKeys) };
  const codec = createPayloadCodec(content === undefined ? parts : { ...parts, content });
  return { payloadCodecs: [codec], failureConverterPath: FAILURE_CONVERTER };
}
