/**
 * Goal: what a step is done for is called by its label wherever people read it, in both languages, never by its code;
 * where nothing names it, by the key that people know.
 * Method: shipped scenarios on the core, read as the API reads a case: items written out, codes of an enum, figures of a
 * declared enum, records with a name.
 */
import { expect, test } from 'vitest';
import type { CaseFile } from '../../api/case-file.ts';
import { callerOf } from '../../api/policy/standing.ts';
import { stateAfter } from '../../api/present/case-states.ts';
import { caseDetail } from '../../api/present/cases.ts';
import { unitNames } from '../../api/present/names.ts';
import { procedureWords } from '../../api/present/procedures.ts';
import type { Fact } from '../../engine/model.ts';
import { calendar, programOf } from '../support.ts';
import { documentOf, rehearsedFile } from './fixtures/rehearsed.ts';

const officer = callerOf({ id: 'o', name: 'o', disabled: false }, [], []);
const may = ['case.read-history'];

function shown(file: CaseFile) {
  const rights = { data: true, incidents: false, may };
  return caseDetail(file, officer, rights, { gazettes: [], names: new Map(), version: 1, now: file.state.now });
}

/** Up to the first completion of the step, which leaves the other items open. */
const firstDone = (id: string, step: string) =>
  rehearsedFile(id, (fact: Fact) => fact.type === 'task-completed' && fact.step === step);

const labelsOf = (file: CaseFile) => shown(file).tasks.map(({ itemLabel }) => itemLabel);
const lastWords = (file: CaseFile) => shown(file).timeline.at(-1)?.text;

test('items written out, in their order', () => {
  const file = firstDone('mineral-plan/conformity-review/objection', 'department-opinions');
  expect(shown(file).tasks[0]).toMatchObject({ item: 'forestry', itemLabel: { zh: '林业', en: 'Forestry' } });
  expect(labelsOf(file).map((label) => label?.zh)).toEqual(['林业', '水利', '交通', '文物']);
  expect(lastWords(file)).toEqual({
    zh: '办理：部门会审（生态环境）',
    en: 'Completed: Opinions of the departments (Environment)',
  });
  expect(shown(file).data?.find(({ name }) => name === 'department-opinions')?.text).toEqual({
    zh: '生态环境：意见 同意',
    en: 'Environment: Opinion Agrees',
  });
});

test('counties are told by their enum, also those that another step found, and so is the unit of the task', () => {
  const file = firstDone('medical-emergency/annual-assessment/coverage-of-the-year', 'self-check');
  expect(shown(file).tasks[0]).toMatchObject({
    item: 'puxian',
    itemLabel: { zh: '蒲县', en: 'Puxian' },
    unitLabel: { zh: '蒲县' },
  });
  const correction = rehearsedFile(
    'medical-emergency/annual-assessment/with-corrections',
    (fact) => fact.type === 'task-opened' && fact.step === 'correct',
  );
  expect(labelsOf(correction).every((label) => label?.zh.endsWith('县'))).toBe(true);
  expect(lastWords(correction)?.zh).toMatch(/^待办：整改（.+县）$/);
});

test('figures by the enum that the definition names', () => {
  const file = firstDone('kindergarten-admission/season/happy', 'post-notice');
  expect(lastWords(file)).toEqual({
    zh: '办理：园门口张贴公告（临汾市幼儿园）',
    en: 'Completed: Post the notice at the gate (Linfen Kindergarten)',
  });
  expect(shown(file).tasks.find(({ item }) => item === 'yaodu-7')).toMatchObject({
    itemLabel: { zh: '尧都区第七幼儿园' },
    unitLabel: { zh: '尧都区第七幼儿园' },
  });
});

test('records by their name, though later facts have but the key; the unit that is the item as well', () => {
  const file = firstDone('food-safety.annual-evaluation/order-of-everything', 'self-evaluation');
  expect(lastWords(file)?.zh).toBe('办理：县(市、区)自评（尧都区）');
  expect(shown(file).tasks.find(({ item }) => item === 'hongtong')).toMatchObject({
    itemLabel: { zh: '洪洞县', en: '洪洞县' },
    unitLabel: { zh: '洪洞县' },
  });
  const scores = shown(file).data?.find(({ name }) => name === 'daily-assessment')?.text;
  expect(scores?.zh).toBe('尧都区：日常考核得分 90，考核方式 线上抽查；洪洞县：日常考核得分 85');
});

test('units to choose from by a task in them, those without one by an enum, or as they are', () => {
  const { program, view } = firstDone('food-safety.annual-evaluation/order-of-everything', 'self-evaluation');
  const counties = programOf(documentOf('medical-emergency'), 'medical-emergency.annual-assessment');
  const tasks = view.tasks.map((task) => ({ task: { ...task, name: task.item_name }, program }));
  expect(unitNames(['hongtong', 'puxian', '未知'], tasks, [program, counties])).toEqual([
    { id: 'hongtong', label: { zh: '洪洞县', en: '洪洞县' } },
    { id: 'puxian', label: { zh: '蒲县', en: 'Puxian' } },
    { id: '未知', label: { zh: '未知', en: '未知' } },
  ]);
});

test('numbers and names are told as they are', () => {
  const file = firstDone('coordination-groups.founding/suggestions-returned-refused', 'consult');
  expect(lastWords(file)?.zh).toBe('办理：征求意见（甲局）');
  expect(labelsOf(file)[0]).toEqual({ zh: '乙局', en: '乙局' });
});

test('the auditor reads the same of each fact and of the state after it', () => {
  const file = firstDone('food-safety.annual-evaluation/order-of-everything', 'self-evaluation');
  const life = { ...file, calendar: '' };
  const n = file.entries.length;
  const state = stateAfter(
    life,
    n,
    { before: file.state, after: file.state },
    { names: new Map(), definition: undefined, calendar },
  );
  expect(state.fact.text.zh).toBe('办理：县(市、区)自评（尧都区）');
  expect(state.steps.map(({ itemLabel }) => itemLabel?.zh)).toContain('洪洞县');
});

test('the page of the procedure names the items that are written out', () => {
  const program = programOf(documentOf('mineral-plan'), 'mineral-plan.mine-closure');
  const words = procedureWords(program, new Map());
  expect(words.steps.find(({ id }) => id === 'verify')?.each).toEqual({
    zh: '地质环境保护与治理、土地复垦、生态环境修复',
    en: 'Geological environment, Reclamation of land, Ecological restoration',
  });
});
