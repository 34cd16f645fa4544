/**
 * Goal: what the desk shows stands in its address; a list that changes by itself stays where it is under a hand; many
 * acts are each done once and told on their own; one form serves many tasks only where they are the same.
 * Method: examples over the pure parts of the page.
 */
import { describe, expect, test } from 'vitest';
import type { TaskDetail } from '../../web/src/api/queries.ts';
import type { FormSchema } from '../../web/src/form/shape.ts';
import { createKeys, doAll } from '../../web/src/worklist/bulk.ts';
import {
  addressOf,
  type DeskFilter,
  filterOf,
  firstViewOf,
  isPlain,
  isSame,
  queryOf,
} from '../../web/src/worklist/filter.ts';
import { compareForms, type SameForm, valuesFor } from '../../web/src/worklist/same-form.ts';
import { type Row, steady } from '../../web/src/worklist/steady.ts';

describe('the address', () => {
  const read = (address: string): DeskFilter => {
    const { searchParams } = new URL(address, 'http://here');
    return filterOf((name) => searchParams.get(name));
  };

  test('holds the whole filter', () => {
    const filter: DeskFilter = {
      view: 'groups',
      procedure: 'pets.licence',
      group: 'pets/window',
      unit: 'yaodu',
      claimed: 'no',
      from: '2026-01-01',
      to: '2026-02-01',
      q: '〔2026〕 王&李',
    };
    expect(read(addressOf(filter))).toEqual(filter);
    expect(addressOf({})).toBe('/');
    expect(isSame(read('/?q=a&view=done'), { view: 'done', q: 'a' })).toBe(true);
  });

  test('that names nothing opens with the work of the groups, or with what is one’s own as a party', () => {
    expect([isPlain(read('/')), isPlain(read('/?view=groups')), isPlain(read('/?q=a'))]).toEqual([true, false, false]);
    const [office, party] = [{ party: false }, { party: true }];
    expect([[], [office], [party, office], [party]].map(firstViewOf)).toEqual(['groups', 'groups', 'groups', 'party']);
  });

  test('written by hand, gives what fits and nothing else', () => {
    expect(read('/?view=nonsense&claimed=maybe&from=yesterday&to=2026-02-01&unit=')).toEqual({ to: '2026-02-01' });
  });

  test('asks the API for what it says', () => {
    expect(queryOf({ claimed: 'no', from: '2026-01-01', q: 'a' })).toEqual({
      claimed: false,
      dueFrom: '2026-01-01',
      q: 'a',
    });
  });
});

describe('a list that changes', () => {
  const tasks = (ids: string) => [...ids].map((id) => ({ id }));
  const rows = (ids: string): Row<{ id: string }>[] => tasks(ids).map((item) => ({ item, gone: false }));
  const shown = ({ rows: now }: ReturnType<typeof steady>) =>
    now.map(({ item: { id }, gone }) => (gone ? `-${id}` : id)).join('');

  test('is shown as it is while no hand is on it', () => {
    expect(shown(steady(rows('abc'), tasks('xab'), false, false))).toBe('xab');
  });

  test('keeps its rows under a hand, tells what waits and what has gone', () => {
    const now = steady(rows('abc'), tasks('axcy'), true, false);
    expect([shown(now), now.waiting]).toEqual(['a-bcy', 1]);
  });

  test('shows the new state of a row in its place', () => {
    const before = [{ item: { id: 'a', by: '' }, gone: false }];
    expect(steady(before, [{ id: 'a', by: 'li' }], true, false).rows[0]?.item.by).toBe('li');
  });

  test('does not take for gone what was only pushed to the next page', () => {
    expect(shown(steady(rows('abc'), tasks('xab'), true, true))).toBe('abc');
    expect(shown(steady(rows('abc'), tasks('xab'), true, false))).toBe('ab-c');
  });

  test('that was empty shows what comes at once', () => {
    expect(shown(steady([], tasks('a'), true, false))).toBe('a');
  });
});

describe('an act on many', () => {
  test('is done for each once, and what fails is told without stopping the others', async () => {
    const done: number[] = [];
    const told: number[] = [];
    const act = async (one: number) => {
      if (one === 2) throw new Error('no');
      done.push(one);
    };
    const failed = await doAll([1, 2, 3, 4, 5], act, (n) => told.push(n));
    expect(done.sort()).toEqual([1, 3, 4, 5]);
    expect([...failed.keys()]).toEqual([2]);
    expect(told).toEqual([1, 2, 3, 4, 5]);
  });

  test('has a key for each task and content, the same for a repeat', () => {
    let n = 0;
    const keyFor = createKeys(() => `key${++n}`);
    const first = keyFor({ id: 'a', version: 1, content: { x: 1 } });
    expect(keyFor({ id: 'a', version: 1, content: { x: 1 } })).toBe(first);
    expect(keyFor({ id: 'b', version: 1, content: { x: 1 } })).not.toBe(first);
    expect(keyFor({ id: 'a', version: 2, content: { x: 1 } })).not.toBe(first);
    expect(keyFor({ id: 'a', version: 1, content: { x: 2 } })).not.toBe(first);
  });
});

describe('one form for many tasks', () => {
  const form: FormSchema = {
    properties: {
      result: { enum: ['yes', 'no'], 'x-labels': { zh: '结果', en: 'Result' } },
      note: { type: 'string', 'x-labels': { zh: '说明', en: 'Note' } },
      fee: { type: 'integer', 'x-labels': { zh: '费用', en: 'Fee' } },
    },
    required: ['result'],
    allOf: [{ if: { properties: { result: { enum: ['yes'] } } }, then: { required: ['fee'] } }],
  };
  const task = (id: string, initial: object) => ({ id, form, initial }) as unknown as TaskDetail;

  test('is that of all, with what all have', () => {
    const same = compareForms([task('a', { note: '同' }), task('b', { note: '同' })]) as SameForm;
    expect(same).toMatchObject({ initial: { note: '同' }, own: [] });
    expect(valuesFor(same, 'a', { result: 'yes' })).toEqual({ result: 'yes' });
  });

  test('leaves each what differs where it may be left out', () => {
    const same = compareForms([task('a', { note: '甲' }), task('b', {})]) as SameForm;
    expect(same.own.map(({ label }) => label.zh)).toEqual(['说明']);
    expect(Object.keys(same.form.properties ?? {})).toEqual(['result', 'fee']);
    expect(valuesFor(same, 'a', { result: 'no' })).toEqual({ result: 'no', note: '甲' });
    expect(valuesFor(same, 'b', { result: 'no' })).toEqual({ result: 'no' });
  });

  test('is none where what is needed differs, be it under a condition', () => {
    expect(compareForms([task('a', { result: 'yes' }), task('b', {})])).toEqual({
      differs: { zh: '结果', en: 'Result' },
    });
    expect(compareForms([task('a', { fee: 1 }), task('b', { fee: 2 })])).toMatchObject({ differs: { zh: '费用' } });
  });
});
