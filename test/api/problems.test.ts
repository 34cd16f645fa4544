/**
 * Goal: every refusal of the API is documented, and every documented one exists.
 * Method: compare the catalogue with the headings and tables of docs/errors.md.
 */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { formErrors, PROBLEMS, Problem, type ProblemCode, problemBody } from '../../api/problems.ts';

const text = readFileSync(new URL('../../docs/errors.md', import.meta.url), 'utf8');

/** Of each section: code, status, what it says. */
function documented(): Map<string, { status: number; body: string }> {
  const sections = [...text.matchAll(/^### `([a-z-]+)` \((\d{3})\)\n([\s\S]*?)(?=^### |^## |$(?![\s\S]))/gm)];
  return new Map(sections.map(([, code = '', status, body = '']) => [code, { status: Number(status), body }]));
}

test('docs/errors.md has each code once, with its status', () => {
  const there = [...documented()].map(([code, { status }]) => [code, status]);
  const expected = Object.entries(PROBLEMS).map(([code, { status }]) => [code, status]);
  expect(there.toSorted()).toEqual(expected.toSorted());
});

test.each(Object.keys(PROBLEMS) as ProblemCode[])(
  '%s: cause and remedy are written, title and detail are Chinese',
  (code) => {
    const { body = '' } = documented().get(code) ?? {};
    expect(body).toMatch(/^- Cause: .{20,}$/m);
    expect(body).toMatch(/^- Remedy: .{15,}$/m);
    expect(PROBLEMS[code].title).toMatch(/^\p{Script=Han}/u);
    expect(PROBLEMS[code].detail).toMatch(/\p{Script=Han}/u);
  },
);

test('the body names the problem by a stable type, and the request', () => {
  const body = problemBody(new Problem('not-open', { reason: 'case-ended' }), 'r1');
  expect(body).toMatchObject({
    type: '/problems/not-open',
    status: 409,
    reason: 'case-ended',
    instance: 'urn:request:r1',
  });
});

test.each([
  ['companyName', '/data/companyName'],
  ['vehicle.wheelbaseMm', '/data/vehicle/wheelbaseMm'],
  ['items[3].plate', '/data/items/3/plate'],
  ['a/b', '/data/a~1b'],
  ['', '/data'],
])('a fault at %s points to %s', (field, pointer) => {
  const fault = { field, code: 'required', message: 'is required', messageZh: '必填' };
  expect(formErrors([fault], 'data')).toEqual([{ pointer, code: 'required', detail: '必填', detailEn: 'is required' }]);
});
