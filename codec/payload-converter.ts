/**
 * Between values and payloads, on clients, on workers and in the workflow's sandbox: JSON as the SDK writes it, with the
 * machine's own reader of UTF-8 (the SDK brings one in JavaScript), and content by its hash, which is read only by who
 * asks for it: of the cases of a worker mostly the first.
 */
import {
  CompositePayloadConverter,
  encodingKeys,
  encodingTypes,
  METADATA_ENCODING_KEY,
  type Payload,
  type PayloadConverterWithEncoding,
  UndefinedPayloadConverter,
  ValueError,
} from '@temporalio/common';
import type { Ref } from '../workflows/contract.ts';

const UTF8 = { encode: new TextEncoder(), decode: new TextDecoder() };

const json: PayloadConverterWithEncoding = {
  encodingType: encodingTypes.METADATA_ENCODING_JSON,
  toPayload(value) {
    if (value === undefined) return undefined;
    const data = UTF8.encode.encode(JSON.stringify(value));
    return { metadata: { [METADATA_ENCODING_KEY]: encodingKeys.METADATA_ENCODING_JSON }, data };
  },
  fromPayload: ({ data }) => {
    if (!data) throw new ValueError('Got payload with no data');
    return JSON.parse(UTF8.decode.decode(data));
  },
};

/** Made by the codec, of what a store has under the hash; nothing is written like this. */
const CONTENT = 'banli/content';

const content: PayloadConverterWithEncoding = {
  encodingType: CONTENT,
  toPayload: () => undefined,
  fromPayload<T>({ metadata, data }: Payload) {
    const $ref = UTF8.decode.decode(metadata?.ref) as Ref['$ref'];
    return readWhenAsked($ref, UTF8.decode.decode(metadata?.hash), data ?? new Uint8Array()) as T;
  },
};

function readWhenAsked($ref: Ref['$ref'], hash: string, text: Uint8Array): Ref {
  let value: unknown;
  return {
    $ref,
    hash,
    get content() {
      value ??= JSON.parse(UTF8.decode.decode(text));
      return value;
    },
  };
}

/** @param text canonical JSON, whose SHA-256 is `hash` */
export function contentPayload({ $ref, hash }: Pick<Ref, '$ref' | 'hash'>, text: string): Payload {
  const metadata = {
    [METADATA_ENCODING_KEY]: UTF8.encode.encode(CONTENT),
    ref: UTF8.encode.encode($ref),
    hash: UTF8.encode.encode(hash),
  };
  return { metadata, data: UTF8.encode.encode(text) };
}

/** The name by which the SDK takes it. */
export const payloadConverter = new CompositePayloadConverter(new UndefinedPayloadConverter(), json, content);
