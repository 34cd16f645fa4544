/**
 * Goal: content is loaded once, verified, and forgotten when there is too much of it.
 * Method: a store that counts how often it is asked.
 */
import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { cachedContent } from '../../codec/content-cache.ts';

const hashOf = (text: string) => createHash('sha256').update(text).digest('hex');

function countingStore(texts: Record<string, string>) {
  const asked: string[] = [];
  return {
    asked,
    get(hash: string) {
      asked.push(hash);
      return Promise.resolve(texts[hash] ?? null);
    },
  };
}

test('asks the store once for what is read often, also at the same time', async () => {
  const store = countingStore({ [hashOf('one')]: 'one' });
  const content = cachedContent(store);
  expect(await Promise.all([content.get(hashOf('one')), content.get(hashOf('one'))])).toEqual(['one', 'one']);
  expect(await content.get(hashOf('one'))).toBe('one');
  expect(store.asked).toEqual([hashOf('one')]);
});

test('takes content with another hash for missing, and asks again later', async () => {
  const texts = { [hashOf('one')]: 'two' };
  const content = cachedContent(countingStore(texts));
  expect(await content.get(hashOf('one'))).toBeNull();
  texts[hashOf('one')] = 'one';
  expect(await content.get(hashOf('one'))).toBe('one');
});

test('forgets what was not read for longest', async () => {
  const store = countingStore({ [hashOf('aaaa')]: 'aaaa', [hashOf('bbbb')]: 'bbbb', [hashOf('cccc')]: 'cccc' });
  const content = cachedContent(store, 8);
  for (const text of ['aaaa', 'bbbb', 'aaaa', 'cccc', 'aaaa', 'bbbb']) await content.get(hashOf(text));
  expect(store.asked).toEqual([hashOf('aaaa'), hashOf('bbbb'), hashOf('cccc'), hashOf('bbbb')]);
});
