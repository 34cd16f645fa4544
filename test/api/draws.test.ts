/**
 * Goal: a draw is shown from the sealing to the publication with codes only, is drawn again to the same result, and a
 * seed, a pool or a result that was altered is found and named.
 * Method: shipped scenarios of two draws on the core, read as the API reads a case.
 */
import { expect, test } from 'vitest';
import { type DrawRecord, drawAgain, drawingDecision, drawnIn } from '../../api/draw.ts';
import { callerOf } from '../../api/policy/standing.ts';
import { drawDetail, drawnList } from '../../api/present/draw.ts';
import { programOf } from '../support.ts';
import { ask, started } from './fixtures/app.ts';
import { documentOf, rehearsedFile } from './fixtures/rehearsed.ts';

const HAPPY = 'kindergarten-admission/draw-round/happy';
const HASH = '4dac26d95d3911c931871f4846a2882fe06ff655842ad5eef516db3363e7c744';
const officer = callerOf({ id: 'o', name: 'o', disabled: false }, [], []);

const record = (): DrawRecord => structuredClone(drawnIn(rehearsedFile(HAPPY))?.record) as DrawRecord;

test('which procedures draw is told by the functions of their decisions', () => {
  const drawing = ['kindergarten-admission', 'school-admission'].flatMap((slug) => {
    const compiled = documentOf(slug);
    return [...compiled.bundles.keys()].filter((id) => drawingDecision(programOf(compiled, id)) !== undefined);
  });
  expect(drawing).toEqual(['kindergarten-admission.draw-round', 'school-admission.two-school-round']);
});

test('before the draw: the sealed hash, the next step, no result', () => {
  const sealed = rehearsedFile(HAPPY, ({ type }) => type === 'task-opened');
  expect(drawDetail(sealed, officer)).toMatchObject({
    stage: 'sealed',
    pool: { hash: HASH, intact: null },
    tasks: [{ label: { zh: '公证封存' }, group: { label: { zh: '公证机构' } }, unit: '', isMine: false }],
    acts: [],
    result: null,
  });
  expect(drawnIn(sealed)).toBeNull();
});

test('after it: how the seed was made, figures and lists of the result, its publication', () => {
  const file = rehearsedFile(HAPPY);
  const detail = drawDetail(file, officer);
  expect(detail).toMatchObject({
    stage: 'published',
    pool: { hash: HASH, intact: true },
    acts: [{ label: { zh: '公证封存' } }, { label: { zh: '公布随机种子' } }, { label: { zh: '公布中签结果' } }],
    published: [{ label: { zh: '摇号公证记录' } }],
  });
  expect(detail.acts[1]?.items.map(({ value }) => value)).toEqual(['5-3-6-1', '骰子']);
  expect(detail.result?.lists.map(({ id, total }) => [id, total])).toEqual([
    ['order', 7],
    ['admitted', 3],
    ['waiting', 4],
  ]);
  const drawn = drawnIn(file);
  if (drawn === null) throw new Error('it was drawn');
  const page = drawnList(file, drawn, 'order', 5, 5);
  expect(page).toMatchObject({ total: 7, next: null, items: [{ place: 6 }, { place: 7 }] });
  expect(page?.columns.map(({ label }) => label.zh)).toEqual(['序号', '报名单元编号', '幼儿人数', '摇号值', '结果']);
  expect(drawnList(file, drawn, 'admitted', 0, 2)).toMatchObject({
    items: [{ cells: [{ value: 'K09-002' }] }, { cells: [{ value: 'K09-008' }] }],
    next: 2,
  });
  for (const none of ['drawn', 'nothing', '__proto__']) expect(drawnList(file, drawn, none, 0, 5)).toBeNull();
});

test('drawn again, it is the same; what was altered is named, of a list by its first entry', () => {
  const file = rehearsedFile(HAPPY);
  expect(drawAgain(file, record())).toEqual([]);

  const otherResult = record();
  (otherResult.outputs.admitted as string[])[1] = 'K09-001';
  expect(drawAgain(file, otherResult)).toEqual([
    { output: 'admitted', entry: 2, published: 'K09-001', drawn: 'K09-008' },
  ]);

  const otherSeed = record();
  otherSeed.input.seed = '5-3-6-2';
  expect(drawAgain(file, otherSeed)?.map(({ output }) => output)).toContain('order');

  const otherPool = record();
  (otherPool.input.units as object[]).pop();
  expect(drawAgain(file, otherPool)?.map(({ output }) => output)).toContain('poolHash');

  const shorter = record();
  (shorter.outputs.waiting as string[]).pop();
  expect(drawAgain(file, shorter)).toEqual([{ output: 'waiting', entry: 4, published: null, drawn: 'K09-005' }]);
});

test('a case that does not draw has no such page, and the action is not offered', async () => {
  const id = await started();
  for (const path of ['', '/lists/order', '/record']) {
    expect([path, (await ask('window1', 'GET', `/api/draws/${id}${path}`)).status]).toEqual([path, 404]);
  }
  expect((await ask('window1', 'POST', `/api/draws/${id}/verification`)).status).toBe(404);
  expect((await ask('applicant2', 'GET', `/api/draws/${id}`)).status).toBe(404);
  expect((await ask('window1', 'GET', `/api/cases/${id}`)).body.may).not.toContain('draw.read');
});
