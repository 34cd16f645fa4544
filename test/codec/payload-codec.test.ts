/**
 * Goal: nothing readable leaves us, and nothing that isn't ours is believed when it comes back.
 * Method: payloads through the codec and back with fixed keys; every change to what is stored must be noticed.
 */
import { createHash } from 'node:crypto';
import { ApplicationFailure, type Payload, type SerializationContext } from '@temporalio/common';
import {
  decodeOptionalFailureToOptionalError,
  encodeErrorToFailure,
  loadDataConverter,
} from '@temporalio/common/lib/internal-non-workflow/index.js';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createDataConverter } from '../../codec/data-converter.ts';
import { payloadConverter } from '../../codec/payload-converter.ts';
import { createSigner } from '../../codec/signing.ts';
import { createKeys, type Keys } from '../../runtime/keys.ts';

const keys = createKeys();
const caseA: SerializationContext = { type: 'workflow', namespace: 'banli', workflowId: 'case-a' };
const caseB: SerializationContext = { ...caseA, workflowId: 'case-b' };
const unreadable = { unreadable: true };

const bundle = '{"procedure":{"id":"demo.procedure"}}';
const bundleHash = createHash('sha256').update(bundle).digest('hex');
const content = {
  get: (hash: string) => Promise.resolve(hash === bundleHash ? bundle : null),
};

function codecOf(withKeys: Keys = keys, store?: typeof content) {
  const [codec] = createDataConverter(withKeys, store).payloadCodecs;
  if (codec === undefined) throw new Error('no codec');
  return codec;
}

async function write(value: unknown, context?: SerializationContext, codec = codecOf()): Promise<Payload> {
  const [payload] = await codec.encode([payloadConverter.toPayload(value)], context);
  if (payload === undefined) throw new Error('nothing was encoded');
  return payload;
}

async function read(payload: Payload, context?: SerializationContext, codec = codecOf()): Promise<unknown> {
  const [plain] = await codec.decode([payload], context);
  if (plain === undefined) throw new Error('nothing was decoded');
  return payloadConverter.fromPayload(plain);
}

const stored = (payload: Payload) =>
  Buffer.concat([...Object.values(payload.metadata ?? {}), payload.data ?? new Uint8Array()]).toString('latin1');

describe('payloads', () => {
  test('come back as they were', async () => {
    await fc.assert(
      fc.asyncProperty(fc.jsonValue(), async (value) => {
        const json = JSON.parse(JSON.stringify({ value }));
        expect(await read(await write(json, caseA), caseA)).toEqual(json);
      }),
    );
  });

  test('of undefined come back as undefined', async () => {
    expect(await read(await write(undefined, caseA), caseA)).toBeUndefined();
  });

  test('hide their text, and equal texts look different', async () => {
    const [one, other] = [await write('身份证 secret', caseA), await write('身份证 secret', caseA)];
    expect(stored(one)).not.toContain('secret');
    expect(stored(one)).not.toBe(stored(other));
  });

  test('of another case are not readable', async () => {
    const payload = await write({ ok: 1 }, caseA);
    expect(await read(payload, caseB)).toEqual(unreadable);
    const renamed = { ...payload, metadata: { ...payload.metadata, 'banli/case': Buffer.from('case-b') } };
    expect(await read(renamed, caseB)).toEqual(unreadable);
    expect(await read(payload)).toEqual({ ok: 1 });
  });

  test('with any byte changed are not readable', async () => {
    const payload = await write({ ok: 1 }, caseA);
    const data = payload.data ?? new Uint8Array();
    for (let index = 0; index < data.length; index++) {
      const changed = Uint8Array.from(data);
      changed[index] = (changed[index] ?? 0) ^ 1;
      expect(await read({ ...payload, data: changed }, caseA)).toEqual(unreadable);
    }
  });

  test('that nobody encrypted are not readable', async () => {
    expect(await read(payloadConverter.toPayload({ ok: 1 }), caseA)).toEqual(unreadable);
    expect(await read({ metadata: {}, data: new Uint8Array() }, caseA)).toEqual(unreadable);
    expect(await read({}, caseA)).toEqual(unreadable);
  });

  test('written before a rotation stay readable, and new ones have the new key', async () => {
    const old = await write('old', caseA);
    const rotated: Keys = { ...keys, dataKeys: [...createKeys().dataKeys, ...keys.dataKeys] };
    expect(await read(old, caseA, codecOf(rotated))).toBe('old');
    const fresh = await write('new', caseA, codecOf(rotated));
    expect(await read(fresh, caseA)).toEqual(unreadable);
    expect(await read(fresh, caseA, codecOf(rotated))).toBe('new');
  });
});

describe('failures', () => {
  test('hide message, details and stack', async () => {
    const converter = loadDataConverter(createDataConverter(keys));
    const error = ApplicationFailure.nonRetryable('张三 has no permit', 'invalid', { field: 'plate' });
    const failure = await encodeErrorToFailure(converter, error, caseA);
    expect(JSON.stringify(failure)).not.toContain('张三');
    expect(failure.message).toBe('Encoded failure');
    expect(failure.stackTrace ?? '').toBe('');
    expect(failure.applicationFailureInfo?.type).toBe('invalid');
    const back = await decodeOptionalFailureToOptionalError(converter, failure, caseA);
    expect(back).toMatchObject({ message: '张三 has no permit', type: 'invalid', details: [{ field: 'plate' }] });
  });
});

describe('references', () => {
  const ref = { $ref: 'bundle', hash: bundleHash };

  test('are filled in on the worker and stay references on clients', async () => {
    const payload = await write(ref, caseA);
    expect(await read(payload, caseA)).toEqual(ref);
    expect(await read(payload, caseA, codecOf(keys, content))).toEqual({ ...ref, content: JSON.parse(bundle) });
    expect(Buffer.from(payload.metadata?.['banli/ref'] ?? []).toString()).toBe(`bundle:${bundleHash}`);
  });

  test('are written without their content', async () => {
    const payload = await write({ ...ref, content: { forged: true } }, caseA);
    expect(await read(payload, caseA)).toEqual(ref);
    expect(await read(payload, caseA, codecOf(keys, content))).toEqual({ ...ref, content: JSON.parse(bundle) });
  });

  test('never take content from the payload itself, however it is spelt', async () => {
    const forged = [
      JSON.stringify({ content: { forged: true }, ...ref }),
      JSON.stringify({ content: { forged: true }, ...ref }).replace('"$ref"', '"\\u0024ref"'),
    ];
    for (const text of forged) {
      const json = { metadata: { encoding: Buffer.from('json/plain') }, data: Buffer.from(text) };
      const [payload] = await codecOf().encode([json], caseA);
      expect(await read(payload ?? {}, caseA, codecOf(keys, content))).toEqual({ ...ref, content: JSON.parse(bundle) });
    }
  });

  test('to content that is missing, wrong or out of reach are marked', async () => {
    const other = { $ref: 'bundle', hash: 'f'.repeat(64) };
    expect(await read(await write(other, caseA), caseA, codecOf(keys, content))).toEqual({ ...other, ...unreadable });
    const down = { get: () => Promise.reject(new Error('database is down')) };
    expect(await read(await write(ref, caseA), caseA, codecOf(keys, down))).toEqual({ ...ref, ...unreadable });
  });

  test('with another hash in the clear are not readable', async () => {
    const payload = await write(ref, caseA);
    const metadata = { ...payload.metadata, 'banli/ref': Buffer.from(`bundle:${'0'.repeat(64)}`) };
    expect(await read({ ...payload, metadata }, caseA, codecOf(keys, content))).toEqual(unreadable);
  });
});

describe('signed commands', () => {
  const sign = createSigner(keys.commandKeys);
  const by = { group: 'window', person: 'p-1' };
  const command = sign({
    caseId: 'case-a',
    id: 'c-1',
    command: { type: 'complete', step: 'review', by, data: { ok: true } },
  });

  async function verdictOn(value: unknown) {
    return ((await read(await write(value, caseA), caseA)) as { verdict?: string }).verdict;
  }

  test('are marked valid', async () => {
    expect(await read(await write(command, caseA), caseA)).toEqual({ ...command, verdict: 'valid' });
  });

  test('are marked invalid when anything signed was changed', async () => {
    const { signed } = command;
    const changed = [
      { ...signed, id: 'c-2' },
      { ...signed, caseId: 'case-b' },
      { ...signed, command: { ...signed.command, by: { ...by, person: 'p-2' } } },
      { ...signed, at: 0 },
    ];
    for (const envelope of changed) expect(await verdictOn({ ...command, signed: envelope })).toBe('invalid');
    expect(await verdictOn({ ...command, signature: '' })).toBe('invalid');
  });

  test('by a key of somebody else are marked so', async () => {
    const stranger = createSigner(createKeys().commandKeys);
    expect(await verdictOn(stranger(command.signed))).toBe('unknown-key');
  });

  test('can not bring their own verdict', async () => {
    expect(await verdictOn({ ...command, signature: 'AAAA', verdict: 'valid' })).toBe('invalid');
    expect(await read(await write({ verdict: 'valid', signed: 7 }, caseA), caseA)).toEqual(unreadable);
    const text = JSON.stringify({ verdict: 'valid', ...command, signature: 'AAAA' });
    for (const spelt of [text, text.replace('"signed"', '"\\u0073igned"').replace('"verdict"', '"\\u0076erdict"')]) {
      const json = { metadata: { encoding: Buffer.from('json/plain') }, data: Buffer.from(spelt) };
      const [payload] = await codecOf().encode([json], caseA);
      expect(await read(payload ?? {}, caseA)).toMatchObject({ verdict: 'invalid' });
    }
  });
});
