/**
 * Goal: the service of an issued document is told once, with its day and way, and periods run from that day.
 * Method: a small procedure and scenarios on the core; then every state of random walks through shipped procedures is
 * asked to take a service of each of its documents.
 */
import { describe, expect, test } from 'vitest';
import { decide } from '../../engine/decide.ts';
import { evolve } from '../../engine/evolve.ts';
import { violations } from '../../engine/invariants.ts';
import type { Fact, ServeDocument } from '../../engine/model.ts';
import { loadProgram } from '../../engine/program.ts';
import { rehearse } from '../../rehearsal/core.ts';
import { parseScenario } from '../../rehearsal/scenario.ts';
import { localDate } from '../../rules/calendar/date.ts';
import type { JsonObject } from '../../rules/json.ts';
import { compileText } from '../compiler/tree.ts';
import { walk } from '../random-walk.ts';
import { calendar, programOf, shippedDefinitions } from '../support.ts';

const PROCEDURE = `
procedure: demo.test
version: 1
title: 试用 | Trial
startedBy: applicant
input: {}
start: review
steps:
  review:
    label: 审查 | Review
    task: reviewer
    form:
      again: { label: 重新出具 | Again, type: boolean }
    then:
      - { when: form.again, document: refusal, goto: review }
      - document: refusal
      - goto: appeal
  appeal:
    label: 救济期间 | Time for review
    message: objection
    then: [{ end: contested }]
deadlines:
  appeal-period:
    label: 复议期限 | Reconsideration
    basis: calendar
    days: 60
    starts: served refusal
    met: message objection
    overdue: [{ end: final }]
messages:
  objection:
    label: 异议 | Objection
    from: applicant
    form: {}
outcomes: { contested: 提出异议 | Contested, final: 生效 | Final }
`;

const compiled = compileText(PROCEDURE);
const bundle = compiled.bundles.get('demo.test');
if (bundle === undefined) throw new Error(JSON.stringify(compiled.findings));
const program = loadProgram(bundle);

const at = (time: string) => `${time}+08:00`;
const issue = (again = false) => ({
  at: at('2024-01-15T10:00:00'),
  complete: 'review',
  by: 'reviewer',
  data: { again },
});
const serve = (time: string, data: JsonObject = { method: 'direct' }, by = 'reviewer') => ({
  at: at(time),
  serve: 'refusal',
  data,
  by,
});

function run(...script: object[]) {
  const scenario = { id: 's', definition: 'demo.test', start: at('2024-01-10T09:00:00'), input: {}, script };
  const parsed = parseScenario(scenario);
  if ('faults' in parsed) throw new Error(JSON.stringify(parsed.faults));
  const ran = rehearse(program, calendar, parsed.ok);
  if (ran.kind !== 'ran') throw new Error(ran.kind);
  const result = ran.result as { events: JsonObject[]; deadlines: JsonObject; outcome: string | null };
  return { ...ran, ...result, refused: result.events.filter(({ type }) => type === 'refused') };
}

const servedFacts = (facts: readonly Fact[]) => facts.filter(({ type }) => type === 'document-served');

describe('service', () => {
  test('is a fact of its own with day, way and who received it, and is not printed', () => {
    const data = { method: 'mail', servedOn: '2024-01-18', receivedBy: '王某', note: '挂号' };
    const { facts, events, state } = run(issue(), serve('2024-01-20T09:00:00', data));
    const issued = facts.find(({ type }) => type === 'document-issued')?.seq;
    expect(servedFacts(facts)).toMatchObject([{ document: 'refusal', of: issued, ...data, by: { group: 'reviewer' } }]);
    expect(events.some(({ type }) => type === 'document-served')).toBe(false);
    expect(state.documents.refusal).toMatchObject({ served: { on: '2024-01-18', method: 'mail' } });
  });

  test('starts a period that counts from the day of service, not from the day on which it is told', () => {
    const told = { method: 'mail', servedOn: '2024-01-18' };
    const { deadlines } = run(issue(), serve('2024-01-20T09:00:00', told));
    expect(deadlines['appeal-period']).toEqual({ due: '2024-03-18', state: 'running' });
  });

  test('the period ends the case when nobody objects, and is met when somebody does', () => {
    const wait = { at: at('2024-04-01T09:00:00'), wait: true };
    expect(run(issue(), serve('2024-01-16T09:00:00'), wait).outcome).toBe('final');
    const objection = { at: at('2024-02-01T09:00:00'), message: 'objection' };
    expect(run(issue(), serve('2024-01-16T09:00:00'), objection)).toMatchObject({
      outcome: 'contested',
      deadlines: { 'appeal-period': { state: 'met' } },
    });
  });

  test('of a document issued anew is told anew', () => {
    const { facts, refused } = run(
      issue(true),
      serve('2024-01-16T09:00:00'),
      { ...issue(), at: at('2024-01-17T10:00:00') },
      serve('2024-01-18T09:00:00'),
    );
    expect(refused).toEqual([]);
    expect(servedFacts(facts)).toHaveLength(2);
  });
});

describe('after the end of the case', () => {
  const objection = { at: at('2024-01-16T09:00:00'), message: 'objection' };

  test('service is still told, once, and nothing follows from it', () => {
    const before = run(issue(), objection);
    const after = run(issue(), objection, serve('2024-01-17T09:00:00'));
    expect(after.facts.slice(0, -1)).toEqual(before.facts);
    expect(after.facts.at(-1)).toMatchObject({ type: 'document-served', document: 'refusal', servedOn: '2024-01-17' });
    expect(after.result).toEqual(before.result);
    expect(after.deadlines).toEqual({});
    const twice = run(issue(), objection, serve('2024-01-17T09:00:00'), serve('2024-01-18T09:00:00'));
    expect([servedFacts(twice.facts).length, twice.refused]).toMatchObject([1, [{ reason: 'not-open' }]]);
  });

  test('a party cannot serve', () => {
    const byParty = run(issue(), objection, serve('2024-01-17T09:00:00', { method: 'direct' }, 'applicant'));
    expect([servedFacts(byParty.facts).length, byParty.refused]).toMatchObject([0, [{ reason: 'not-authorised' }]]);
  });
});

describe('service is refused', () => {
  const refusal = (...script: object[]) => {
    const { refused, facts } = run(...script);
    return { refused, told: servedFacts(facts).length };
  };

  test('of what was not issued, or is served already', () => {
    expect(refusal(serve('2024-01-12T09:00:00'))).toMatchObject({ refused: [{ reason: 'not-open' }], told: 0 });
    const twice = refusal(issue(), serve('2024-01-16T09:00:00'), serve('2024-01-17T09:00:00'));
    expect(twice).toMatchObject({ refused: [{ reason: 'not-open' }], told: 1 });
  });

  test('by a party', () => {
    const byParty = refusal(issue(), serve('2024-01-16T09:00:00', { method: 'direct' }, 'applicant'));
    expect(byParty).toMatchObject({ refused: [{ reason: 'not-authorised' }], told: 0 });
  });

  test.each([
    ['before it was issued', { method: 'direct', servedOn: '2024-01-14' }, 'servedOn'],
    ['in the future', { method: 'direct', servedOn: '2024-01-17' }, 'servedOn'],
    ['on a day that is none', { method: 'direct', servedOn: '2024-02-30' }, 'servedOn'],
    ['in a way that is none', { method: 'pigeon' }, 'method'],
  ])('%s', (_, data, field) => {
    const { refused, told } = refusal(issue(), serve('2024-01-16T09:00:00', data));
    expect(refused).toMatchObject([{ reason: 'invalid', faults: [{ field }] }]);
    expect(told).toBe(0);
  });
});

test('whatever a case has done, its issued documents can be served once, and it stays sound', () => {
  const shipped = programOf(shippedDefinitions(), 'ride-hailing.violation-case');
  const served = { new: 0, open: 0, ended: 0 };
  for (let seed = 1; seed <= 40; seed++) {
    walk(shipped, calendar, seed, 20, ({ after, at: now }) => {
      for (const document of after.calls.length === 0 ? Object.keys(after.documents) : []) {
        const command: ServeDocument = {
          type: 'serve',
          document,
          method: 'direct',
          servedOn: localDate(Math.max(now, after.now)),
        };
        const decided = decide(shipped, calendar, after, command, Math.max(now, after.now));
        if (!decided.ok) throw new Error(`seed ${seed}: ${JSON.stringify(decided.refusal)}`);
        expect(violations(shipped, decided.state)).toEqual([]);
        expect(decided.facts.reduce(evolve, after)).toEqual(decided.state);
        expect(decide(shipped, calendar, decided.state, command, Math.max(now, after.now)).ok).toBe(false);
        if (after.status === 'ended') expect(decided.facts.map(({ type }) => type)).toEqual(['document-served']);
        served[after.status] += 1;
      }
    });
  }
  expect(Math.min(served.open, served.ended)).toBeGreaterThan(10);
});
