/**
 * What comes after a task: by the definition alone, for each condition of its script in words; and on what a person has
 * typed, by a dry run of the engine with its rules, which changes nothing. Pure.
 */
import { decide } from '../../engine/decide.ts';
import { evaluateRules } from '../../engine/evaluate-rules.ts';
import type { CaseState, Clause, Command, Effect, Fact, Refusal, Step, TaskStep } from '../../engine/model.ts';
import { openCalls } from '../../engine/owed.ts';
import { type Program, successors } from '../../engine/program.ts';
import type { Calendar } from '../../rules/calendar/calendar.ts';
import type { Instant } from '../../rules/calendar/date.ts';
import type { Label } from '../../rules/label.ts';
import { decisionName, groupName, stepName } from './names.ts';
import { ruleSentences } from './reasons.ts';
import { timelineItems } from './timeline.ts';
import { conditionWords } from './words/expression.ts';
import { type Lexicon, lexiconOf, type Titles } from './words/lexicon.ts';
import { fill, joined, quoted } from './words/say.ts';
import { effectWords, exitWords, nameWords } from './words/script.ts';

/** One way on. `when` null: in any case. */
export interface Way {
  when: Label | null;
  follows: Label[];
}

const OTHERWISE: Label = { zh: '其他情形', en: 'Otherwise' };
const ALL_ITEMS: Label = { zh: '全部对象办毕后', en: 'When all items are done' };

// ── by the definition ───────────────────────────────────────────────────────────────────────────────────────────

/** The ways on from a task, in the order of its script. */
export function waysFrom(step: TaskStep, program: Program, titles: Titles = new Map()): Way[] {
  const lexicon = lexiconOf(program.procedure, [...program.decisions.values()], titles).within(step.form);
  let hasLeft = false;
  const ways = step.then.flatMap((clause): Way[] => {
    const otherwise = hasLeft;
    hasLeft ||= clause.exit !== undefined;
    const follows = consequences(clause, program, lexicon);
    if (follows.length === 0) return [];
    if (clause.when !== undefined) return [{ when: conditionWords(clause.when, lexicon), follows }];
    return [{ when: otherwise ? OTHERWISE : null, follows }];
  });
  const all = merged(ways);
  return step.each === undefined ? all : all.map((way) => (way.when === null ? { ...way, when: ALL_ITEMS } : way));
}

/** Neighbours under one condition are one way. */
function merged(ways: readonly Way[]): Way[] {
  const all: Way[] = [];
  for (const way of ways) {
    const before = all.at(-1);
    if (before === undefined || before.when?.zh !== way.when?.zh) all.push({ ...way });
    else before.follows = [...before.follows, ...way.follows];
  }
  return all;
}

/** What the case only notes for itself is left out. */
const UNTOLD: ReadonlySet<string> = new Set(['set', 'clear', 'merge']);

function consequences({ effects, exit }: Clause, program: Program, lexicon: Lexicon): Label[] {
  const told = effects.filter(({ kind }) => !UNTOLD.has(kind)).map((effect) => briefly(effect, lexicon));
  if (exit === undefined) return told;
  if (exit.kind !== 'goto') return [...told, exitWords(exit, lexicon)];
  const targets = exit.targets.map(({ step, when }) => {
    const onwards = onward(step, program, lexicon);
    if (when === undefined) return onwards;
    return fill({ zh: '{0}时，{1}', en: 'if {0}: {1}' }, conditionWords(when, lexicon), onwards);
  });
  return [...told, ...targets];
}

/** A row of a register by the register alone: its fields are the case data. */
function briefly(effect: Effect, lexicon: Lexicon): Label {
  if (effect.kind !== 'register') return effectWords(effect, lexicon);
  return fill({ zh: '登记入册{0}', en: 'is registered in {0}' }, quoted(lexicon.named('register', effect.register)));
}

/** A step with whose it is; of one that runs by itself, the people's steps behind it too. */
function onward(id: string, program: Program, lexicon: Lexicon): Label {
  const step = program.steps.get(id);
  if (step?.kind !== 'auto') return stepWords(id, program, lexicon);
  const behind = peopleBehind(step, program).map((next) => stepWords(next, program, lexicon));
  const own = quoted(lexicon.named('step', id));
  if (behind.length === 0) return fill({ zh: '转入{0}', en: 'on to {0}' }, own);
  return fill({ zh: '转入{0}，随后{1}', en: 'on to {0}, then {1}' }, own, joined(behind, { zh: '，或', en: ', or ' }));
}

/** The first steps behind automatic ones at which the case waits for somebody. */
function peopleBehind(step: Step, program: Program, seen = new Set<string>()): string[] {
  return successors(step).flatMap((id) => {
    const next = program.steps.get(id);
    if (next === undefined || seen.has(id)) return [];
    seen.add(id);
    return next.kind === 'auto' || next.kind === 'join' ? peopleBehind(next, program, seen) : [id];
  });
}

const WAITS: Label = { zh: '等待{0}', en: 'waits for {0}' };
const GOES_TO: Label = { zh: '转{0}办理{1}', en: '{0} does {1}' };
const GOES_ON: Label = { zh: '转入{0}', en: 'on to {0}' };

function stepWords(id: string, program: Program, lexicon: Lexicon): Label {
  const step = program.steps.get(id);
  const name = quoted(lexicon.named('step', id));
  if (step?.kind === 'wait') return fill(WAITS, name);
  return step?.kind === 'task' ? fill(GOES_TO, nameWords(step.group, 'group', lexicon), name) : fill(GOES_ON, name);
}

// ── on what is typed ────────────────────────────────────────────────────────────────────────────────────────────

export interface Outlook {
  refusal: Refusal | null;
  follows: Label[];
}

/** More rules in a row than any procedure has. */
const RULES_MAX = 50;

/** What the command would bring about now. */
export function foresee(
  { program, calendar, state }: { program: Program; calendar: Calendar; state: CaseState },
  command: Command,
  now: Instant,
): Outlook {
  const at = Math.max(now, state.now);
  const first = decide(program, calendar, state, command, at);
  if (!first.ok) return { refusal: first.refusal, follows: [] };
  const facts = [...first.facts];
  let after = first.state;
  for (let i = 0; i < RULES_MAX && after.status === 'open'; i++) {
    const call = openCalls(after)[0];
    if (call === undefined) break;
    const answer = evaluateRules(call.evaluations, program.decisions, calendar);
    if (!answer.ok) break;
    const next = decide(
      program,
      calendar,
      after,
      { type: 'rule-returned', call: call.call, results: answer.results },
      at,
    );
    if (!next.ok) break;
    facts.push(...next.facts);
    after = next.state;
  }
  return { refusal: null, follows: facts.flatMap((fact) => foreseen(program, fact)) };
}

/** Of what happens, what a person wants to know beforehand. */
function foreseen(program: Program, fact: Fact): Label[] {
  switch (fact.type) {
    case 'task-opened':
      return [fill(GOES_TO, groupName(program, fact.group).label, quoted(stepName(program, fact.step).label))];
    case 'wait-opened': {
      const step = program.steps.get(fact.step);
      return step?.kind === 'wait' && step.listed ? [fill(WAITS, quoted(step.label))] : [];
    }
    case 'decided':
      return fact.gathered ? [] : [ruleOutcome(program, fact)];
    case 'started':
    case 'task-completed':
    case 'message-received':
    case 'reminder':
      return [];
    default:
      return timelineItems(program, [{ fact, hash: '', machineAt: 0 }]).map(({ text }) => text);
  }
}

function ruleOutcome(program: Program, fact: Extract<Fact, { type: 'decided' }>): Label {
  const name = quoted(decisionName(program, fact.decision).label);
  const { concluded } = ruleSentences(program, fact);
  if (concluded.length === 0) return fill({ zh: '依规则判定{0}', en: 'the rule {0} decides' }, name);
  return fill({ zh: '依规则判定{0}：{1}', en: '{0}: {1}' }, name, joined(concluded, { zh: '，', en: ', ' }));
}
