/**
 * Goal: the pages of definitions get from the API what they show. Method: the app with all ports in memory; a shelf with
 * a decision and a second version of the procedure.
 */
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Ports } from '../../api/ports.ts';
import { bundleHash } from '../../compiler/bundle-hash.ts';
import type { Decision } from '../../rules/decision/model.ts';
import type { DefinitionEntry } from '../../store/definitions.ts';
import { ask, started, world } from './fixtures/app.ts';
import { bundle, gazette, NOW } from './fixtures/world.ts';

const label = (zh: string, en: string) => ({ zh, en });
const cited = [{ document: gazette.number, article: '5' }];
const area = { op: 'path' as const, root: 'input', path: ['area'] };

const decision: Decision = {
  format: 1,
  id: 'permits.size',
  version: 1,
  title: label('面积判定', 'Size'),
  citations: [{ document: gazette.number, article: '4' }],
  inputs: { fields: [{ name: 'area', label: label('面积', 'Area'), type: { kind: 'integer', min: 1 } }], checks: [] },
  outputs: [{ name: 'large', label: label('大型', 'Large'), type: { kind: 'boolean' } }],
  stages: [
    {
      kind: 'rules',
      hit: 'first',
      rules: [
        {
          rule: 'large',
          when: { op: 'lt', by: 'number', left: { op: 'const', value: 100 }, right: area },
          values: [{ name: 'large', value: { op: 'const', value: true } }],
          citations: cited,
        },
        {
          rule: 'rest',
          when: { op: 'const', value: true },
          values: [{ name: 'large', value: { op: 'const', value: false } }],
          citations: cited,
        },
      ],
    },
  ],
  tables: {},
};

const [deadline] = bundle.procedure.deadlines;
const later = structuredClone(bundle);
later.procedure.version = 2;
later.procedure.deadlines = [
  { ...deadline, lengths: [{ basis: 'working', days: { op: 'const', value: 15 } }] } as never,
];

function fill(shelf: Ports['shelf']): void {
  const entry = (of: Partial<DefinitionEntry>): DefinitionEntry => ({
    kind: 'procedure',
    id: bundle.procedure.id,
    version: 1,
    hash: bundleHash(bundle),
    titleZh: bundle.procedure.title.zh,
    titleEn: bundle.procedure.title.en,
    current: true,
    deployedAt: new Date(NOW),
    deployedBy: 'operator1',
    ...of,
  });
  Object.assign(shelf, {
    list: async () => [
      entry({ version: 2, hash: 'later' }),
      entry({ current: false }),
      entry({ kind: 'decision', id: decision.id, hash: 'size', titleZh: decision.title.zh, titleEn: 'Size' }),
    ],
    bundle: async (hash: string) => (hash === 'later' ? later : bundle),
    decision: async () => decision,
  });
}

// The library of the app keeps the shelf of the first world; routes ask that of each test.
beforeAll(() => fill(world.ports.shelf));
beforeEach(() => fill(world.ports.shelf));

describe('a procedure', () => {
  test('is told in words, of the current version or the one that is asked for', async () => {
    const { status, body } = await ask('window1', 'GET', '/api/procedures/permits.permit');
    expect(status).toBe(200);
    expect(body).toMatchObject({
      version: 2,
      versions: 2,
      current: true,
      document: { id: 'permits', number: gazette.number },
      mayStart: true,
      mayRehearse: true,
      startedBy: { zh: '申请人、窗口' },
      steps: [
        { id: 'check', who: { zh: '窗口' }, then: [{ when: null, then: [{ zh: '转入“decide步”' }] }] },
        { id: 'decide', notSameAs: [{ id: 'check' }] },
      ],
      deadlines: [{ lengths: [{ zh: '15个工作日' }], starts: [{ zh: '立案' }] }],
    });
    const former = await ask('window1', 'GET', '/api/procedures/permits.permit?version=1');
    expect(former.body).toMatchObject({ current: false, deadlines: [{ lengths: [{ zh: '20个工作日' }] }] });
  });

  test('a party reads it and may not rehearse it; an unknown one is not found', async () => {
    expect((await ask('applicant1', 'GET', '/api/procedures/permits.permit')).body.mayRehearse).toBe(false);
    expect((await ask('window1', 'GET', '/api/procedures/permits.size')).status).toBe(404);
    expect((await ask('window1', 'GET', '/api/procedures/permits.permit?version=9')).status).toBe(404);
    expect((await ask(null, 'GET', '/api/procedures/permits.permit')).status).toBe(401);
  });
});

describe('a decision', () => {
  test('is a table with its articles', async () => {
    const { body } = await ask('applicant1', 'GET', '/api/decisions/permits.size');
    expect(body.stages).toMatchObject([
      {
        conditions: [{ zh: '面积' }],
        outputs: [{ zh: '大型' }],
        rules: [
          { tests: [{ zh: '大于100', en: 'more than 100' }], values: [{ zh: '是' }], citations: cited },
          { tests: [{ zh: '其余情形' }], values: [{ zh: '否' }] },
        ],
      },
    ]);
    expect(body.mayTry).toBe(false);
  });

  test('is tried: outputs, which rule gave them by which article', async () => {
    const { status, body } = await ask('window1', 'POST', '/api/decisions/permits.size/try', { inputs: { area: 120 } });
    expect(status).toBe(200);
    expect(body).toMatchObject({
      outputs: [{ name: 'large', text: { zh: '是' } }],
      values: { large: true },
      reasons: [{ text: { zh: '大型：是（因面积：120）' }, citations: cited }],
      citations: cited,
    });
  });

  test('tells bad inputs by field; is not tried by an applicant', async () => {
    const bad = await ask('window1', 'POST', '/api/decisions/permits.size/try', { inputs: { area: 'x' } });
    expect(bad).toMatchObject({ status: 422, body: { errors: [{ pointer: '/inputs/area' }] } });
    expect((await ask('applicant1', 'POST', '/api/decisions/permits.size/try', { inputs: {} })).status).toBe(403);
    expect((await ask('window1', 'POST', '/api/decisions/permits.none/try', { inputs: {} })).status).toBe(404);
  });
});

describe('versions', () => {
  test('who deployed which when, and how many cases run on it', async () => {
    await started();
    const { body } = await ask('window1', 'GET', '/api/definitions/permits.permit/versions?kind=procedure');
    expect(body.items).toMatchObject([
      { version: 2, current: true, openCases: expect.any(Number) },
      { version: 1, current: false },
    ]);
    const decisions = await ask('window1', 'GET', '/api/definitions/permits.size/versions?kind=decision');
    expect(decisions.body.items).toMatchObject([{ version: 1, openCases: null }]);
  });

  test('what differs between two of them', async () => {
    const url = '/api/definitions/permits.permit/comparison?kind=procedure&from=1&to=2';
    expect((await ask('window1', 'GET', url)).body.changes).toMatchObject([
      {
        what: { zh: '期限' },
        label: { zh: '决定期限' },
        change: 'changed',
        aspect: { zh: '长度' },
        before: [{ zh: '20个工作日' }],
        after: [{ zh: '15个工作日' }],
      },
    ]);
    expect((await ask('window1', 'GET', url.replace('to=2', 'to=7'))).status).toBe(404);
  });
});

test('articles of a document, each with what carries it out', async () => {
  const { body } = await ask('window1', 'GET', '/api/gazettes/permits/articles');
  expect(body.documents[0].document).toBe(gazette.number);
  expect(body.documents[0].articles.map(({ article }: { article: string }) => article)).toEqual(['3', '4', '5']);
  expect(body.documents[0].articles[2].carriedOutBy[0]).toMatchObject({
    kind: 'decision',
    what: { zh: '规则' },
    definition: { id: 'permits.size' },
  });
  expect((await ask('window1', 'GET', '/api/gazettes/none/articles')).status).toBe(404);
});

test('the list names the document and the laws', async () => {
  const { body } = await ask('window1', 'GET', '/api/definitions');
  expect(body.items).toContainEqual(
    expect.objectContaining({
      id: 'permits.permit',
      gazette: { id: 'permits', title: gazette.title },
      laws: [gazette.number],
    }),
  );
});
