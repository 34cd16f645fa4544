/**
 * Goal: what an author can get wrong is found at deployment, at its place, with what to write instead.
 * Method: one line an expression, with the faults as `code@text`, all of them and in their order; then the
 * warnings; then the remedies that matter most.
 */
import { describe, expect, test } from 'vitest';
import { compileFeel, type Finding } from '../../compiler/feel/compile.ts';
import { compileExpr } from '../../rules/expression/evaluate.ts';
import {
  BOOLEAN,
  DATE,
  enumOf,
  INTEGER,
  listOf,
  optional,
  recordOf,
  TEXT,
  type Type,
} from '../../rules/expression/type.ts';
import { CONTEXT, compiled, ENV } from './fixture.ts';

function faultsOf(source: string, expected?: Type): readonly Finding[] {
  const result = compileFeel(source, CONTEXT, expected);
  return result.ok ? [] : result.faults;
}

function told(source: string, findings: readonly Finding[]): string[] {
  return findings.map(({ code, from, to }) => `${code}@${source.slice(from, to)}`);
}

const FAULTS: readonly (readonly [source: string, ...faults: string[]])[] = [
  // syntax
  ['', 'syntax@'],
  ['data.count >', 'syntax@'],
  ['data.count > 2)', 'syntax@)'],
  ['if data.count > 2 then 1', 'syntax@'],
  ['1 # 2', 'syntax@# 2'],
  ['"abc', 'syntax@"'],
  // full-width characters
  ['data.count ＞ 2', 'full-width@＞'],
  ['data.codes ＝ “a”', 'full-width@＝', 'full-width@“', 'type-mismatch@data.codes ＝ “a”', 'full-width@”'],
  ['count（data.tasks）', 'full-width@（', 'full-width@）'],
  ['data.grade = “A”', 'full-width@“', 'full-width@”'],
  ['data.count ≥ 2', 'full-width@≥'],
  // names
  ['count > 2', 'unknown-name@count'],
  ['date', 'unknown-name@date'],
  ['data.count a', 'unknown-field@count a'],
  ['data.tasks[status = "open"]', 'unknown-name@status'],
  ['date.x', 'unknown-name@date'],
  ['data.cuont + data.rat', 'unknown-field@cuont', 'unknown-field@rat'],
  ['data.count-x', 'unknown-name@x'],
  ['data.tasks.feee', 'unknown-field@feee'],
  ['data.toString', 'unknown-field@toString'],
  ['data.count.x', 'unknown-field@x'],
  ['data.date.hour', 'unknown-field@hour'],
  ['data.closedAt.year', 'unknown-field@year'],
  ['foo(bar)', 'unknown-function@foo', 'unknown-name@bar'],
  ['constructor(1)', 'unknown-function@constructor'],
  ['? > 2', 'unknown-name@?'],
  // ids and codes
  ['step("reviw").done', 'unknown-id@"reviw"'],
  ['step(data.item).done', 'unsupported@data.item'],
  ['deadline("report-due").state = "late"', 'unknown-code@deadline("report-due").state = "late"'],
  ['decide("mine.scor", {mine: "x"})', 'unknown-id@"mine.scor"'],
  ['decide("mine.score", {mine: 3})', 'type-mismatch@{mine: 3}'],
  ['decide("mine.score", {})', 'type-mismatch@{}'],
  ['decide("mine.score", {mine: "x", pionts: 3})', 'type-mismatch@{mine: "x", pionts: 3}'],
  ['lookup(tables.milestone, "x")', 'unknown-field@milestone', 'argument-type@tables.milestone'],
  ['lookup(tables.roads, "G108")', 'argument-count@lookup(tables.roads, "G108")'],
  ['lookup(tables.roads, "G108", 2)', 'type-mismatch@2'],
  ['lookup(data.tasks, "x")', 'argument-type@data.tasks'],
  ['data.grade = "D"', 'unknown-code@data.grade = "D"'],
  ['"D" = data.grade', 'unknown-code@"D" = data.grade'],
  ['data.grade in ("A", "D")', 'unknown-code@"D"'],
  ['data.grade in ["A", "D"]', 'unknown-code@["A", "D"]'],
  ['data.tasks[item.status = "opened"]', 'unknown-code@item.status = "opened"'],
  // types never meet
  ['data.count = "3"', 'type-mismatch@data.count = "3"'],
  ['data.date > "2023-01-01"', 'type-mismatch@data.date > "2023-01-01"'],
  ['data.date < data.closedAt', 'type-mismatch@data.date < data.closedAt'],
  ['data.codes = "a"', 'type-mismatch@data.codes = "a"'],
  ['data.vip > false', 'type-mismatch@data.vip > false'],
  ['data.owner < data.owner', 'type-mismatch@data.owner < data.owner'],
  ['data.count in ("a", 2)', 'type-mismatch@"a"'],
  ['data.count in ["a"]', 'type-mismatch@["a"]'],
  ['days(1) < months(1)', 'type-mismatch@days(1) < months(1)'],
  ['data.date + 3', 'type-mismatch@data.date + 3'],
  ['data.item + 3', 'type-mismatch@data.item + 3'],
  ['data.date + data.date', 'type-mismatch@data.date + data.date'],
  ['"a" - "b"', 'type-mismatch@"a" - "b"'],
  ['-"a"', 'type-mismatch@-"a"'],
  ['days(1) * 1.5', 'type-mismatch@days(1) * 1.5'],
  ['null + 1', 'type-mismatch@null'],
  ['[1, "a"]', 'type-mismatch@"a"'],
  ['if data.count > 2 then 1 else "a"', 'type-mismatch@if data.count > 2 then 1 else "a"'],
  // conditions
  ['data.count and true', 'not-boolean@data.count'],
  ['not(data.count)', 'not-boolean@data.count'],
  ['if data.item then 1 else 2', 'not-boolean@data.item'],
  ['some t in data.tasks satisfies t.fee', 'not-boolean@t.fee'],
  ['data.tasks[item.name]', 'not-boolean@item.name'],
  // arguments
  ['count()', 'argument-count@count()'],
  ['count(data.count)', 'type-mismatch@data.count'],
  ['sum(data.tasks.name)', 'argument-type@sum(data.tasks.name)'],
  ['max(data.tasks)', 'argument-type@data.tasks'],
  ['sort(data.tasks)', 'argument-type@data.tasks'],
  ['sort(data.tasks, 1)', 'argument-type@1'],
  ['substring(data.count, 1)', 'type-mismatch@data.count'],
  ['substring("abc", 1.5)', 'not-integer@1.5'],
  ['working day("2023-01-01", 3)', 'type-mismatch@"2023-01-01"'],
  ['list contains(data.codes, 3)', 'argument-type@3'],
  ['minus(data.codes, [1])', 'argument-type@[1]'],
  ['concatenate([1], ["a"])', 'argument-type@["a"]'],
  ['for i in 1..data.rate return i', 'not-integer@data.rate'],
  ['for x in data.count return x', 'type-mismatch@data.count'],
  ['string(data.tasks)', 'argument-type@data.tasks'],
  // literals
  ['date("2023-02-30")', 'bad-literal@"2023-02-30"'],
  ['date(2023, 2, 30)', 'bad-literal@2023'],
  ['@"yesterday"', 'bad-literal@@"yesterday"'],
  ['duration("3 days")', 'bad-literal@"3 days"'],
  ['0.12345678901234567', 'bad-literal@0.12345678901234567'],
  ['matches(data.item, "(a")', 'bad-literal@"(a"'],
  ['matches(data.item, "(?=a)")', 'bad-literal@"(?=a)"'],
  // left out
  ['data.count instance of number', 'unsupported@data.count instance of number'],
  ['time("10:00:00")', 'unsupported@time'],
  ['substring(string: "a", start position: 1)', 'unsupported@substring(string: "a", start position: 1)'],
  ['[1..3]', 'unsupported@[1..3]'],
  ['function(x) x', 'unsupported@function(x) x'],
  ['matches(data.item, data.item)', 'unsupported@data.item'],
  ['replace(data.item, "a+", "b")', 'unsupported@"a+"'],
  ['data.tasks[item.fee]', 'unsupported@item.fee'],
  // several at once
  [
    'data.x > 1 and foo(data.count = "a") or bar',
    'unknown-field@x',
    'unknown-function@foo',
    'type-mismatch@data.count = "a"',
    'unknown-name@bar',
  ],
];

describe('faults', () => {
  test.each(FAULTS)('%s', (source, ...faults) => {
    const found = told(source, faultsOf(source));
    expect(found).not.toStrictEqual([]);
    if (faults.length > 0) expect(found.toSorted()).toStrictEqual(faults.toSorted());
  });

  test('faults come in the order of the source', () => {
    const places = faultsOf('bar and data.x and “a” = foo(1)').map(({ from }) => from);
    expect(places).toStrictEqual(places.toSorted((a, b) => a - b));
    expect(places.length).toBe(5);
  });

  test('an expression that is too long or too deep is refused, not run into', () => {
    expect(faultsOf(`1${' + 1'.repeat(6000)}`)[0]?.code).toBe('limit');
    expect(faultsOf(`${'('.repeat(401)}1${')'.repeat(401)}`)[0]?.code).toBe('limit');
    expect(faultsOf(`${'('.repeat(9_000)}1${')'.repeat(9_000)}`)).not.toStrictEqual([]);
    expect(faultsOf('('.repeat(19_000))[0]?.code).toBe('syntax');
    expect(faultsOf(`${'('.repeat(300)}1${')'.repeat(300)}`)).toStrictEqual([]);
    expect(compileExpr(compiled(`data.count > 0${' and data.count > 0'.repeat(150)}`).tree)(ENV)).toBe(true);
  });
});

const EXPECTED: readonly (readonly [source: string, expected: Type, ...faults: string[]])[] = [
  ['data.count', INTEGER],
  ['data.count * 2 - 1', INTEGER],
  ['data.count / 2', INTEGER, 'not-integer@data.count / 2'],
  ['data.count * 0.5', INTEGER, 'not-integer@data.count * 0.5'],
  ['floor(data.count / 2)', INTEGER],
  ['round half up(data.rate, 2)', INTEGER, 'not-integer@round half up(data.rate, 2)'],
  ['sum(data.tasks.fee)', INTEGER],
  ['2 ** data.count', INTEGER, 'not-integer@2 ** data.count'],
  ['data.count', TEXT, 'type-mismatch@data.count'],
  ['data.count', BOOLEAN, 'type-mismatch@data.count'],
  ['if data.count > 2 then "A" else "B"', enumOf('A', 'B', 'C')],
  ['if data.count > 2 then "A" else "D"', enumOf('A', 'B', 'C'), 'unknown-code@if data.count > 2 then "A" else "D"'],
  ['data.item', enumOf('A', 'B'), 'type-mismatch@data.item'],
  ['data.grade', TEXT],
  ['data.tasks.status', listOf(TEXT)],
  ['data.tasks.status', listOf(DATE), 'type-mismatch@data.tasks.status'],
  ['[]', listOf(DATE)],
  ['null', optional(DATE)],
  ['null', DATE, 'type-mismatch@null'],
  ['{a: 1}', recordOf({ a: INTEGER, b: optional(TEXT) })],
  ['{b: "x"}', recordOf({ a: INTEGER, b: TEXT }), 'type-mismatch@{b: "x"}'],
  ['data.extra', INTEGER],
];

describe('what is expected', () => {
  test.each(EXPECTED.map(([source, expected, ...faults]) => ({ source, expected, faults })))(
    '$source',
    ({ source, expected, faults }) => {
      expect(told(source, faultsOf(source, expected))).toStrictEqual(faults);
    },
  );
});

const WARNINGS: readonly (readonly [source: string, ...warnings: string[]])[] = [
  ['data.due > today()', 'may-be-null@data.due'],
  ['data.limit + 1 > 2', 'may-be-null@data.limit'],
  ['data.vip and true', 'may-be-null@data.vip'],
  ['data.due > today() and data.due < date("2030-01-01")', 'may-be-null@data.due'],
  ['data.due != null and data.due > today()'],
  ['data.due = null or data.due > today()'],
  ['not(data.due = null) and data.due > today()'],
  ['not(data.due = null or data.limit = null) and data.due > today() and data.limit > 1'],
  ['if data.due = null then false else data.due > today()'],
  ['if data.due != null then false else data.due > today()', 'may-be-null@data.due'],
  ['data.due != null or data.due > today()', 'may-be-null@data.due'],
  ['data.limit = 3 and data.limit + 1 > 2'],
  ['data.limit in (1, 2) and data.limit + 1 > 2'],
  ['data.limit in (1, null) and data.limit + 1 > 2', 'may-be-null@data.limit'],
  ['data.limit != 3 and data.limit + 1 > 2', 'may-be-null@data.limit'],
  ['data.vip = true and data.vip'],
  ['get or else(data.limit, 0) + 1 > 2'],
  ['data.owner.name = "Li"'],
  ['data.owner.age > 18', 'may-be-null@data.owner.age'],
  ['data.owner != null and data.owner.age > 18', 'may-be-null@data.owner.age'],
  ['data.owner.age != null and data.owner.age > 18 and starts with(data.owner.name, "L")'],
  ['max(data.tasks.dueDate) > today()', 'may-be-null@max(data.tasks.dueDate)'],
  ['max(today(), data.date) > today()'],
  ['step("review").completedAt < now', 'may-be-null@step("review").completedAt'],
  ['step("review").completedAt != null and step("review").completedAt < now'],
  ['string join(data.tasks.note)', 'may-be-null@data.tasks.note'],
  ['string join(for t in data.tasks[item.note != null] return t.note)'],
  ['count(for t in data.tasks return string length(t.note)) > 1', 'may-be-null@t.note'],
  ['lookup(tables.milestones, "centre").due > today()'],
  ['lookup(tables.milestones, data.item).due > today()', 'may-be-null@lookup(tables.milestones, data.item).due'],
  ['lookup(tables.grades, data.grade).visits > 1'],
  ['data.tasks[1].fee > 3', 'may-be-null@data.tasks[1].fee'],
  ['data.tasks[1] != null and data.tasks[1].fee > 3'],
  ['data.due != null and (some due in data.tasks.dueDate satisfies due > data.due)'],
  ['(some t in [data.due] satisfies t != null) and (some t in [data.due] satisfies t > today())', 'may-be-null@t'],
];

describe('warnings of null', () => {
  test.each(WARNINGS)('%s', (source, ...warnings) => {
    expect(told(source, compiled(source).warnings)).toStrictEqual(warnings);
  });

  test('a condition that may be null is warned of where a condition is expected', () => {
    expect(told('data.vip', compiled('data.vip', BOOLEAN).warnings)).toStrictEqual(['may-be-null@data.vip']);
  });
});

const REMEDIES: readonly (readonly [source: string, remedy: string])[] = [
  ['data.cuont', 'did you mean count?'],
  ['tasks', 'write data.tasks'],
  ['data.tasks[status = "open"]', 'write item.status'],
  ['data.date > "2023-01-01"', 'write the date as date("2023-08-20")'],
  ['data.item + 3', 'write string(x) to make a number a text'],
  ['data.date + 3', 'write date + days(n), or add months(date, n)'],
  ['data.count ＞ 2', 'write >'],
  ['step("reviw")', 'did you mean review?'],
  ['lenght("a")', 'there are'],
  ['strng length("a")', 'did you mean string length?'],
  ['day of week(data.date)', 'write date.weekday: 1 is Monday, 7 is Sunday'],
];

describe('remedies', () => {
  test.each(REMEDIES)('%s', (source, remedy) => {
    const [fault] = faultsOf(source);
    expect(fault?.remedy).toContain(remedy);
  });
});

test('the paths that an expression reads are told', () => {
  const { reads } = compiled('data.count > 2 and max(data.tasks.dueDate) > form.finishBy or data.count < 0');
  expect(reads).toStrictEqual([
    ['data', 'count'],
    ['form', 'finishBy'],
    ['data', 'tasks', 'dueDate'],
  ]);
});
