/**
 * Goal: a part of a name or number finds it, in any script, however it is typed.
 * Method: examples, and the property that the index never hides what contains the query.
 */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { gramsOf, gramsOfQuery, normalised, placeOf, searchText, termsOf } from '../../store/search-text.ts';

test('full width, capitals, blanks and brackets do not matter', () => {
  expect(normalised('网约车许可〔2026〕０００１２')).toBe('网约车许可202600012');
  expect(normalised(' Linfen Taxi-Co. ')).toBe('linfentaxico');
});

test('parts are kept apart', () => {
  expect(searchText(['王小明', '', '〔〕', '尧都'])).toBe('王小明 尧都');
  expect(gramsOf('王小 尧')).not.toContain('小尧');
});

test('one character is looked up by itself, more by their pairs', () => {
  expect(gramsOfQuery('王')).toEqual(['王']);
  expect(gramsOfQuery('王小明')).toEqual(['小明', '王小']);
});

test('whatever contains the query has all of its grams', () => {
  const text = fc.string({ unit: 'binary', maxLength: 20 });
  fc.assert(
    fc.property(text, text, text, (before, query, after) => {
      const wanted = normalised(query);
      fc.pre(wanted !== '');
      const grams = new Set(gramsOf(normalised(before) + wanted + normalised(after)));
      expect(gramsOfQuery(wanted).filter((gram) => !grams.has(gram))).toEqual([]);
    }),
  );
});

test('a match is found in the text as it was written', () => {
  expect(placeOf('晋通ＡＢＣ出行', 'abc')).toEqual({ from: 2, to: 5 });
  expect(placeOf('网约车〔2026〕 00001', '约车202600001')).toEqual({ from: 1, to: 15 });
  expect(placeOf('𠮷野家', '野')).toEqual({ from: 2, to: 3 });
  expect(placeOf('甲公司', '乙')).toBeNull();
});

test('a query is its words, each in its one form', () => {
  expect(termsOf(' 晋通　ＡBc  〔2026〕 （） 晋通')).toEqual(['晋通', 'abc', '2026']);
  expect(termsOf('（）')).toEqual([]);
});
