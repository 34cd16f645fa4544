/**
 * Goal: Chinese is spoken unless English is asked for; then problems and titles of forms are English, and nothing else
 * changes.
 * Method: headers as browsers send them; the same request in both languages.
 */
import { expect, test } from 'vitest';
import { languageOf } from '../../api/present/language.ts';
import { ask, start } from './fixtures/app.ts';

test.each([
  [undefined, 'zh'],
  ['', 'zh'],
  ['*', 'zh'],
  ['fr', 'zh'],
  ['zh-CN,zh;q=0.9,en;q=0.8', 'zh'],
  ['en', 'en'],
  ['en-GB,en;q=0.9,zh;q=0.8', 'en'],
  ['fr;q=1.0, en;q=0.5', 'en'],
  ['zh;q=0.3, en;q=0.4', 'en'],
  ['en;q=0', 'zh'],
  ['en;q=nonsense', 'en'],
] as const)('%s is %s', (header, language) => {
  expect(languageOf(header)).toBe(language);
});

const ENGLISH = { 'accept-language': 'en' };

test('a problem is in the language that was asked for, its code is the same', async () => {
  const body = { procedure: 'permits.permit', input: { company: '甲', area: 0 } };
  const send = (headers: object) =>
    ask('applicant1', 'POST', '/api/cases', body, { 'idempotency-key': 'k', ...headers });
  const [chinese, english] = [await send({}), await send(ENGLISH)];
  expect(chinese.headers).toMatchObject({ 'content-language': 'zh', vary: 'accept-language' });
  expect(chinese.body).toMatchObject({ type: '/problems/invalid', title: '填报内容有误' });
  expect(english.headers).toMatchObject({ 'content-language': 'en' });
  expect(english.body).toMatchObject({ type: '/problems/invalid', title: 'Invalid', detail: chinese.body.detailEn });
  expect(english.body.errors[0]).toEqual({ ...chinese.body.errors[0], detail: chinese.body.errors[0].detailEn });
});

test('the titles of a form are in the language that was asked for, labels in both', async () => {
  await start();
  const form = async (headers: object) =>
    (await ask('operator1', 'GET', '/api/definitions/permits.permit', undefined, headers)).body;
  const [chinese, english] = [await form({}), await form(ENGLISH)];
  expect(chinese.form.properties.company.title).toBe('企业');
  expect(english.form.properties.company.title).toBe('Company');
  expect(english.label ?? english.title).toEqual(chinese.label ?? chinese.title);
});

test('so are the head and the words of a register as a table', async () => {
  const csv = async (headers: object) =>
    (await ask('auditor1', 'GET', '/api/registers/permits/permits?format=csv', undefined, headers)).body;
  expect(await csv({})).toContain('企业');
  expect(await csv(ENGLISH)).toContain('Company');
});
