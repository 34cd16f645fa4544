/**
 * Goal: the acts of office practice do what they say and nothing to the law: no clock moves by them, nobody completes
 * what others work on, and what goes back comes again.
 * Method: a small procedure on the core; then every state of random walks through the shipped procedures, in which each
 * open task is sent back, and done again with the same data.
 */
import { describe, expect, test } from 'vitest';
import { decide, offered } from '../../engine/decide.ts';
import { evolve } from '../../engine/evolve.ts';
import { violations } from '../../engine/invariants.ts';
import type { Actor, CaseState, Command, Fact, Signing, Token } from '../../engine/model.ts';
import { newCase } from '../../engine/new-case.ts';
import { loadProgram, type Program } from '../../engine/program.ts';
import { waysBack } from '../../engine/transitions/return-task.ts';
import { settled } from '../../engine/transitions/sign-task.ts';
import type { JsonObject } from '../../rules/json.ts';
import { compileText } from '../compiler/tree.ts';
import { walk } from '../random-walk.ts';
import { calendar, programOf, shippedDefinitions } from '../support.ts';

/** A window checks, a reviewer decides; the rest is what a test is about. */
function programWith(deadlines = '', { between = '', review = '' } = {}): Program {
  const compiled = compileText(`
procedure: demo.test
version: 1
title: 试用 | Trial
startedBy: applicant
input: {}
start: check
steps:
  check:
    label: 初审 | Check
    task: window
    form:
      note: { label: 备注 | Note, type: text }
    then:
      - set: { prepared: true }
      - notify: { to: reviewer, template: reminder }
${between}
      - goto: weigh
  weigh:
    label: 整理 | Prepare
    do: [{ set: { weighed: true } }]
    then: review
  review:
    label: 审查 | Review
    task: reviewer
    notSameAs: [check]
${review}
    form:
      result: { label: 结果 | Result, enum: { pass: 通过 | Pass, fail: 不通过 | Fail } }
    then:
      - { document: permit, goto: deliver }
  deliver:
    label: 送达 | Deliver
    task: window
    then: [{ end: granted }]
deadlines:
  whole:
    label: 办理期限 | Whole
    basis: working
    days: 20
    starts: case
    met: completed review
${deadlines}
outcomes: { granted: 准予 | Granted }
`);
  const bundle = compiled.bundles.get('demo.test');
  if (bundle === undefined) throw new Error(JSON.stringify(compiled.findings));
  return loadProgram(bundle);
}

const program = programWith();
const NOW = Date.parse('2024-01-10T09:00:00+08:00');
const DAY = 86_400_000;
const person = (group: string, id: string, standsInFor?: string) => ({
  group,
  person: id,
  ...(standsInFor === undefined ? {} : { standsInFor }),
});
const li = person('window', 'li');
const zhao = person('window', 'zhao');
const wang = person('reviewer', 'wang');
const chen = person('reviewer', 'chen');
const check: Command = { type: 'complete', step: 'check', by: li, data: { note: 'x' } };
const review: Command = { type: 'complete', step: 'review', by: wang, data: { result: 'pass' } };
const on = (by: { group: string; person?: string }, step = 'review') => ({ step, by });

class Case {
  state = newCase({ id: 'c', number: 'c', definition: '', calendar: '' });
  facts: Fact[] = [];
  now = NOW;
  readonly program: Program;

  constructor(of: Program = program) {
    this.program = of;
    this.do({ type: 'start', by: { group: 'applicant', person: 'app' }, input: {} });
  }

  /** The detail of the refusal, or `done`. */
  do(command: Command): string {
    const decided = decide(this.program, calendar, this.state, command, this.now);
    if (!decided.ok) return decided.refusal.faults[0]?.code ?? decided.refusal.detail;
    expect(decided.facts.reduce(evolve, this.state)).toEqual(decided.state);
    this.state = decided.state;
    this.facts.push(...decided.facts);
    expect(violations(this.program, this.state)).toEqual([]);
    return 'done';
  }

  token(step = 'review'): Token {
    const found = this.state.tokens.find((token) => token.step === step && token.state === 'open');
    if (found === undefined) throw new Error(`${step} is not open`);
    return found;
  }

  types(): string[] {
    return this.facts.map(({ type }) => type);
  }
}

function atReview(of: Program = program): Case {
  const one = new Case(of);
  expect(one.do(check)).toBe('done');
  one.facts = [];
  return one;
}

describe('sending back', () => {
  test('closes the task and opens the earlier one, with the reason and who did it last', () => {
    const one = atReview();
    const before = one.state.deadlines;
    expect(one.do({ type: 'send-back', ...on(wang), to: 'check', reason: '缺页' })).toBe('done');
    expect(one.types()).toEqual(['task-sent-back', 'step-closed', 'task-opened']);
    expect(one.token('check').reopened).toEqual({ from: 'review', by: wang, reason: '缺页', performer: 'li' });
    expect(one.state.deadlines).toEqual(before);
    expect(one.state.data).toMatchObject({ note: 'x', prepared: true });
    expect(one.do(check)).toBe('done');
    expect(one.token('review').reopened).toBeUndefined();
    expect(one.do(review)).toBe('done');
  });

  test('is refused without a reason, to another step, by others, and where there is no way back', () => {
    const one = atReview();
    const back = { type: 'send-back' as const, ...on(wang), to: 'check', reason: '缺页' };
    expect(one.do({ ...back, reason: ' ' })).toBe('required');
    expect(one.do({ ...back, to: 'deliver' })).toBe('no-way-back');
    expect(one.do({ ...back, by: li })).toBe('other-group');
    expect(one.do({ type: 'claim', ...on(chen) })).toBe('done');
    expect(one.do(back)).toBe('claimed-by-other');
    const first = new Case();
    expect(first.do({ ...back, ...on(li, 'check') })).toBe('no-way-back');
    expect(one.do({ ...review, by: chen })).toBe('done');
    // A document was issued on the way to it.
    expect(one.do({ ...back, ...on(zhao, 'deliver'), to: 'review' })).toBe('no-way-back');
  });

  test.each([
    [
      'a clock that starts with the first step',
      'x: { label: 甲 | X, basis: working, days: 5, starts: completed check, met: completed deliver }',
    ],
    ['a clock that ends with it', 'x: { label: 甲 | X, basis: working, days: 5, starts: case, met: completed check }'],
    [
      'a clock that starts with the second step',
      'x: { label: 甲 | X, basis: working, days: 5, starts: opened review, met: completed deliver }',
    ],
    [
      'a clock that stands still while it is open',
      'x: { label: 甲 | X, basis: working, days: 5, starts: case, met: completed review, suspended: { while: review } }',
    ],
    [
      'a clock bound to the step on the way',
      'x: { label: 甲 | X, basis: working, days: 5, starts: completed weigh, met: completed deliver }',
    ],
  ])('there is no way back over %s', (_, deadline) => {
    const one = atReview(programWith(`  ${deadline}`));
    expect(waysBack(one.program, one.state, one.token())).toEqual([]);
  });

  test('a clock that only the first opening starts is no obstacle', () => {
    const one = atReview(
      programWith(
        '  x: { label: 甲 | X, basis: working, days: 5, starts: opened review first, met: completed deliver }',
      ),
    );
    expect(waysBack(one.program, one.state, one.token())).toEqual(['check']);
  });

  test('there is no way back over what is done for good', () => {
    const one = atReview(programWith('', { between: '      - document: permit' }));
    expect(waysBack(one.program, one.state, one.token())).toEqual([]);
  });

  test('an author names the ways, or that there is none', () => {
    const none = atReview(programWith('', { review: '    sendBack: []' }));
    expect(none.do({ type: 'send-back', ...on(wang), to: 'check', reason: 'r' })).toBe('no-way-back');
    const deadline = '  x: { label: 甲 | X, basis: working, days: 5, starts: opened check, met: completed check }';
    const named = atReview(programWith(deadline, { review: '    sendBack: [check]' }));
    expect(named.state.deadlines.x?.state).toBe('met');
    expect(named.do({ type: 'send-back', ...on(wang), to: 'check', reason: 'r' })).toBe('done');
    // The clock is the definition's own: it starts again.
    expect(named.state.deadlines.x?.state).toBe('running');
    expect(named.do({ type: 'retrieve', ...on(li, 'check') })).toBe('not-retrievable');
  });

  test('what was sent back can be sent back further', () => {
    const one = atReview();
    one.do({ type: 'send-back', ...on(wang), to: 'check', reason: 'r' });
    one.now += DAY;
    one.do(check);
    one.now += DAY;
    expect(one.do({ type: 'send-back', ...on(wang), to: 'check', reason: 'r' })).toBe('done');
  });
});

describe('taking back', () => {
  test('by who completed it, while nobody has touched what it led to', () => {
    const one = atReview();
    const before = one.state.deadlines;
    one.now += 60_000;
    expect(one.do({ type: 'retrieve', ...on(zhao, 'check') })).toBe('not-the-performer');
    expect(one.do({ type: 'retrieve', ...on(li, 'check') })).toBe('done');
    expect(one.types()).toEqual(['task-retrieved', 'step-closed', 'task-opened', 'task-claimed']);
    expect(one.token('check')).toMatchObject({ claimedBy: 'li', reopened: { from: 'review', performer: 'li' } });
    expect(one.state.deadlines).toEqual(before);
    expect(one.do({ type: 'retrieve', ...on(li, 'check') })).toBe('not-retrievable');
    expect(one.do(check)).toBe('done');
    expect(one.do(review)).toBe('done');
  });

  test('not once it is claimed, nor what was done for good', () => {
    const one = atReview();
    one.do({ type: 'claim', ...on(wang) });
    expect(one.do({ type: 'retrieve', ...on(li, 'check') })).toBe('not-retrievable');
    one.do(review);
    expect(one.do({ type: 'retrieve', ...on(wang) })).toBe('not-retrievable');
  });
});

describe('delegating', () => {
  const out = { type: 'delegate' as const, ...on(wang), to: 'chen', note: '请核对图纸' };

  test('the delegate gives an opinion, the owner completes', () => {
    const one = atReview();
    expect(one.do(out)).toBe('done');
    expect(one.types()).toEqual(['task-claimed', 'task-delegated']);
    for (const by of [wang, chen]) expect(one.do({ ...review, by })).toBe('delegated');
    expect(one.do({ type: 'send-back', ...on(wang), to: 'check', reason: 'r' })).toBe('delegated');
    expect(one.do({ type: 'release', ...on(wang) })).toBe('delegated');
    expect(one.do({ type: 'return-delegation', ...on(wang), opinion: '好' })).toBe('not-the-delegate');
    expect(one.do({ type: 'return-delegation', ...on(chen), opinion: ' ' })).toBe('required');
    expect(one.do({ type: 'return-delegation', ...on(chen), opinion: '图纸无误' })).toBe('done');
    expect(one.token().delegation).toMatchObject({ to: 'chen', returned: { opinion: '图纸无误' } });
    expect(one.do({ ...review, by: chen })).toBe('claimed-by-other');
    expect(one.do(review)).toBe('done');
  });

  test('the owner takes it back, or hands it over with the delegation, to the delegate without', () => {
    const one = atReview();
    expect(one.do({ ...out, to: 'wang' })).toBe('self');
    one.do(out);
    expect(one.do({ type: 'recall-delegation', ...on(chen) })).toBe('claimed-by-other');
    expect(one.do({ type: 'recall-delegation', ...on(wang) })).toBe('done');
    expect(one.do({ type: 'recall-delegation', ...on(wang) })).toBe('not-delegated');
    one.do(out);
    expect(one.do({ type: 'transfer', ...on(wang), to: 'sun' })).toBe('done');
    expect(one.token()).toMatchObject({ claimedBy: 'sun', delegation: { to: 'chen' } });
    expect(one.do({ type: 'transfer', ...on(person('reviewer', 'sun')), to: 'chen' })).toBe('done');
    expect(one.token()).toMatchObject({ claimedBy: 'chen' });
    expect(one.token().delegation).toBeUndefined();
  });
});

describe('leaving an opinion to another', () => {
  const pass = (by: Actor, to: string): Command => ({ type: 'pass-delegation', ...on(by), to });

  test('the delegate alone, or who acts for them; the owner keeps the task, and the note goes along', () => {
    const one = atReview();
    one.do({ type: 'delegate', ...on(wang), to: 'chen', note: '请核对图纸' });
    expect(one.do(pass(wang, 'sun'))).toBe('not-the-delegate');
    expect(one.do(pass(chen, ''))).toBe('required');
    expect(one.do(pass(chen, 'chen'))).toBe('self');
    expect(one.do(pass({ ...person('reviewer', 'clerk'), standsInFor: 'chen' }, 'sun'))).toBe('done');
    expect(one.types().slice(-2)).toEqual(['delegation-recalled', 'task-delegated']);
    expect(one.token()).toMatchObject({ claimedBy: 'wang', delegation: { to: 'sun', note: '请核对图纸' } });
    expect(one.do({ type: 'return-delegation', ...on(chen), opinion: '好' })).toBe('not-the-delegate');
  });

  test('passed to the owner it ends; what is not delegated is not passed', () => {
    const one = atReview();
    expect(one.do(pass(chen, 'sun'))).toBe('not-delegated');
    one.do({ type: 'delegate', ...on(wang), to: 'chen' });
    expect(one.do(pass(chen, 'wang'))).toBe('done');
    expect(one.token()).toMatchObject({ claimedBy: 'wang' });
    expect(one.do(review)).toBe('done');
  });
});

describe('signing', () => {
  const open = (mode: Signing['mode'], signers: string[], share?: number): Command => ({
    type: 'open-signing',
    ...on(wang),
    mode,
    signers,
    ...(share === undefined ? {} : { share }),
  });
  const sign = (id: string, agree: boolean): Command => ({ type: 'sign', ...on(person('window', id)), agree });

  test('all: agreed when everybody agrees; while it is open the task stays', () => {
    const one = atReview();
    expect(one.do(open('all', ['a', 'b']))).toBe('done');
    expect(one.do(review)).toBe('signing-open');
    expect(one.do({ type: 'send-back', ...on(wang), to: 'check', reason: 'r' })).toBe('signing-open');
    expect(one.do({ type: 'transfer', ...on(wang), to: 'chen' })).toBe('signing-open');
    expect(one.do(sign('x', true))).toBe('not-a-signer');
    expect(one.do(sign('a', true))).toBe('done');
    expect(one.do(sign('a', false))).toBe('signed-already');
    expect(one.do(sign('b', true))).toBe('done');
    expect(one.token().signing?.closed?.result).toBe('agreed');
    expect(one.do(sign('b', true))).toBe('no-signing');
    expect(one.do(review)).toBe('done');
  });

  test('signers are added and removed; what was answered stands; the last one stays', () => {
    const one = atReview();
    one.do(open('all', ['a']));
    expect(one.do({ type: 'add-signers', ...on(wang), add: ['a'] })).toBe('twice');
    expect(one.do({ type: 'add-signers', ...on(wang), add: ['b', 'c'] })).toBe('done');
    expect(one.do({ type: 'remove-signer', ...on(wang), signer: 'c' })).toBe('done');
    expect(one.do(sign('a', true))).toBe('done');
    expect(one.do({ type: 'remove-signer', ...on(wang), signer: 'a' })).toBe('signed-already');
    // Nobody is left to wait for.
    expect(one.do({ type: 'remove-signer', ...on(wang), signer: 'b' })).toBe('done');
    expect(one.token().signing?.closed?.result).toBe('agreed');
    one.do(open('any', ['d']));
    expect(one.do({ type: 'remove-signer', ...on(wang), signer: 'd' })).toBe('last-signer');
    expect(one.do({ type: 'withdraw-signing', ...on(wang) })).toBe('done');
    expect(one.token().signing?.closed?.result).toBe('withdrawn');
  });

  test('who has not answered leaves it to another, who signs once', () => {
    const one = atReview();
    const pass = (by: Actor, signer: string, to: string): Command => ({
      type: 'pass-signature',
      ...on(by),
      signer,
      to,
    });
    const inPlaceOf = (absent: string): Actor => ({ ...person('window', 'b'), standsInFor: absent });
    one.do(open('all', ['a', 'b']));
    expect(one.do(pass(wang, 'a', 'c'))).toBe('not-a-signer');
    expect(one.do(pass(inPlaceOf('a'), 'a', ''))).toBe('required');
    expect(one.do(pass(inPlaceOf('a'), 'a', 'a'))).toBe('self');
    // A signer who acts for another passes on the other's signature, not their own.
    expect(one.do(pass(inPlaceOf('a'), 'a', 'c'))).toBe('done');
    expect(one.types().slice(-2)).toEqual(['signer-removed', 'signer-added']);
    expect(one.token().signing?.signers.map(({ person: id }) => id)).toEqual(['b', 'c']);
    expect(one.do(pass(inPlaceOf('a'), 'a', 'd'))).toBe('no-such-signer');
    expect(one.do(sign('b', true))).toBe('done');
    expect(one.do(pass(person('window', 'b'), 'b', 'd'))).toBe('signed-already');
    // The other has signed: nobody is left to wait for.
    expect(one.do(pass(inPlaceOf('c'), 'c', 'b'))).toBe('done');
    expect(one.token().signing?.closed?.result).toBe('agreed');
    expect(one.do(pass(inPlaceOf('c'), 'c', 'd'))).toBe('no-signing');
  });

  test('what is asked wrongly is refused', () => {
    const one = atReview();
    expect(one.do(open('all', []))).toBe('required');
    expect(one.do(open('all', ['a', 'a']))).toBe('twice');
    expect(one.do(open('all', ['a'], 60))).toBe('unexpected');
    expect(one.do(open('vote', ['a'], 100))).toBe('range');
    expect(
      one.do(
        open(
          'all',
          Array.from({ length: 51 }, (_, i) => `p${i}`),
        ),
      ),
    ).toBe('too-many');
  });

  test.each([
    ['all', '++', undefined, 'agreed'],
    ['all', '+?', undefined, undefined],
    ['all', '-?', undefined, 'disagreed'],
    ['any', '?+', undefined, 'agreed'],
    ['any', '-?', undefined, 'disagreed'],
    ['any', '??', undefined, undefined],
    ['vote', '++?', undefined, 'agreed'],
    ['vote', '+-??', undefined, undefined],
    ['vote', '++-?', undefined, undefined],
    ['vote', '++--', undefined, 'disagreed'],
    ['vote', '--??', undefined, 'disagreed'],
    ['vote', '++-', 66, 'agreed'],
    ['vote', '++-', 67, 'disagreed'],
    ['vote', '+++?', 75, undefined],
    ['vote', '+++-', 75, 'disagreed'],
  ] as const)('%s of %s with share %s is %s', (mode, answers, share, result) => {
    const signers = [...answers].map((answer, i) => ({
      person: `p${i}`,
      ...(answer === '?' ? {} : { signed: { at: 0, agree: answer === '+' } }),
    }));
    expect(settled({ mode, signers, openedAt: 0, ...(share === undefined ? {} : { share }) })).toBe(result);
  });

  test('a vote never changes its result by later answers', () => {
    for (let n = 1; n <= 6; n++) {
      for (let answers = 0; answers < 3 ** n; answers++) {
        const given = Array.from({ length: n }, (_, i) => Math.floor(answers / 3 ** i) % 3);
        for (const share of [1, 33, 50, 66, 67, 99]) {
          const of = (list: number[]): Signing => ({
            mode: 'vote',
            share,
            openedAt: 0,
            signers: list.map((answer, i) => ({
              person: `p${i}`,
              ...(answer === 2 ? {} : { signed: { at: 0, agree: answer === 1 } }),
            })),
          });
          const result = settled(of(given));
          const open = given.indexOf(2);
          if (open < 0) expect(result).toBeDefined();
          else if (result !== undefined) {
            for (const answer of [0, 1]) expect(settled(of(given.with(open, answer)))).toBe(result);
          }
        }
      }
    }
  });
});

describe('telling others', () => {
  test('a case is copied to persons and groups of the office, not to parties, and moves nothing', () => {
    const one = atReview();
    const before = { ...one.state, seq: 0 };
    const copy: Command = { type: 'copy', by: wang, persons: ['zhao'], groups: ['window'], note: '知悉' };
    expect(one.do(copy)).toBe('done');
    expect({ ...one.state, seq: 0 }).toEqual(before);
    expect(one.do({ ...copy, persons: [], groups: [] })).toBe('required');
    expect(one.do({ ...copy, groups: ['applicant'] })).toBe('unknown-group');
    expect(one.do({ ...copy, by: person('applicant', 'app') })).toBe('other-group');
  });

  test('a task is urged once a day by each, never by its own group, and reaches who has it in hand', () => {
    const one = atReview();
    const urge: Command = { type: 'urge', ...on(person('applicant', 'app')), note: '急' };
    expect(one.do({ ...urge, by: chen })).toBe('own-task');
    expect(one.do(urge)).toBe('done');
    expect(one.facts.at(-1)).toMatchObject({ type: 'urged', group: 'reviewer', note: '急' });
    expect(one.facts.at(-1)).not.toHaveProperty('to');
    expect(one.do(urge)).toBe('urged-today');
    expect(one.do({ ...urge, by: li })).toBe('done');
    one.do({ type: 'delegate', ...on(wang), to: 'chen' });
    one.now += DAY;
    expect(one.do(urge)).toBe('done');
    expect(one.facts.at(-1)).toMatchObject({ to: 'chen' });
  });
});

describe('standing in for an officer on leave', () => {
  test('works on what they have claimed, in their name, and separation of duties looks at both', () => {
    const one = new Case();
    one.do({ type: 'claim', ...on(li, 'check') });
    expect(one.do({ ...check, by: zhao })).toBe('claimed-by-other');
    expect(one.do({ ...check, by: person('window', 'zhao', 'li') })).toBe('done');
    expect(one.state.steps.check?.completedBy).toEqual({ group: 'window', person: 'zhao', standsInFor: 'li' });
    for (const by of [
      person('reviewer', 'zhao'),
      person('reviewer', 'li'),
      person('reviewer', 'chen', 'li'),
      person('reviewer', 'chen', 'zhao'),
    ])
      expect(one.do({ ...review, by })).toBe('same-person');
    expect(one.do({ ...review, by: person('reviewer', 'chen', 'wang') })).toBe('done');
  });

  test('signs, gives the opinion and takes back for them', () => {
    const one = atReview();
    expect(one.do({ type: 'retrieve', ...on(person('window', 'zhao', 'li'), 'check') })).toBe('done');
    expect(one.token('check').claimedBy).toBe('zhao');
    one.do({ ...check, by: zhao });
    one.do({ type: 'delegate', ...on(wang), to: 'chen' });
    expect(one.do({ type: 'return-delegation', ...on(person('reviewer', 'sun', 'chen')), opinion: '可' })).toBe('done');
    one.do({ type: 'open-signing', ...on(wang), mode: 'all', signers: ['li'] });
    expect(one.do({ type: 'sign', ...on(person('window', 'zhao', 'li')), agree: true })).toBe('done');
    expect(one.facts.find(({ type }) => type === 'signed')).toMatchObject({ signer: 'li', by: { person: 'zhao' } });
  });
});

test('what is offered is what would be taken, whatever it brings along', () => {
  const one = atReview();
  const commands: Command[] = [
    { type: 'send-back', ...on(wang), to: '', reason: '' },
    { type: 'sign', ...on(wang), agree: true },
    { type: 'delegate', ...on(li), to: '' },
    { type: 'complete', ...on(wang), data: {} },
    { type: 'retrieve', ...on(li, 'check') },
  ];
  const before = one.state;
  const found = offered(program, calendar, one.state, commands, one.now).map(({ type }) => type);
  expect(found).toEqual(['send-back', 'complete', 'retrieve']);
  expect(one.state).toBe(before);
});

// ── on all shipped procedures ───────────────────────────────────────────────────────────────────────────────────

const CLOCKS = /^(deadline-|overdue|reminder|escalated)/;
const lasting = (facts: readonly Fact[]) =>
  facts.filter(
    ({ type }) => CLOCKS.test(type) || ['document-issued', 'registered', 'case-started', 'ended'].includes(type),
  );

/** Each way back from a state, gone and come again with the same data. */
function goBackAndCome(of: Program, state: CaseState, at: number, done: ReadonlyMap<string, JsonObject>): string[] {
  const found: string[] = [];
  for (const token of state.tokens) {
    for (const to of waysBack(of, state, token)) {
      const where = `${token.step} to ${to}: `;
      const by = { group: token.group as string, person: token.claimedBy ?? 'back' };
      const back = decide(
        of,
        calendar,
        state,
        { type: 'send-back', step: token.step, token: token.id, by, to, reason: 'r' },
        at,
      );
      if (!back.ok) {
        if (!['rule-out', 'delegated', 'signing-open'].includes(back.refusal.detail))
          found.push(where + back.refusal.detail);
        continue;
      }
      const own = back.facts.slice(back.facts.findIndex(({ type }) => type === 'task-sent-back'));
      if (own.length > 0 && lasting(own).length > 0) found.push(`${where}${lasting(own)[0]?.type}`);
      found.push(...violations(of, back.state).map((fault) => where + fault));
      const again = back.state.tokens.find((open) => open.step === to && open.state === 'open');
      const data = done.get(to);
      if (again === undefined || again.reopened === undefined) found.push(`${where}it is not open again`);
      else if (data !== undefined) {
        const come = decide(
          of,
          calendar,
          back.state,
          { type: 'complete', step: to, by: { group: again.group as string }, data },
          at,
        );
        if (come.ok && come.facts.every(({ type }) => type !== 'rule-called') && lasting(come.facts).length > 0)
          found.push(`${where}coming again brought ${lasting(come.facts)[0]?.type}`);
      }
    }
  }
  return found;
}

const definitions = shippedDefinitions();
const withWays = [...definitions.bundles.keys()].sort().filter((id) => programOf(definitions, id).waysBack.size > 0);

test.each(withWays)(
  '%s: going back and coming again with the same data moves no clock and does nothing for good',
  (id) => {
    const of = programOf(definitions, id);
    for (let seed = 1; seed <= 4; seed++) {
      const done = new Map<string, JsonObject>();
      const found: string[] = [];
      walk(of, calendar, seed, 30, ({ command, after, at, refusal }) => {
        if (refusal === undefined && command.type === 'complete') done.set(command.step, command.data);
        if (found.length === 0) found.push(...goBackAndCome(of, after, at, done));
      });
      expect(found.slice(0, 3), `seed ${seed}`).toEqual([]);
    }
  },
);

test('there are ways back to walk', () => expect(withWays.length).toBeGreaterThan(20));
