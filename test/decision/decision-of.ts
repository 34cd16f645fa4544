/** Decisions for tests, written as in a definition. */
import { compileDecisions } from '../../compiler/decisions.ts';
import { type Finding, printFinding, Report } from '../../compiler/finding.ts';
import { compileCalendar } from '../../rules/calendar/calendar.ts';
import { type Decided, decideRule } from '../../rules/decision/decide.ts';
import type { Decision, DecisionResult } from '../../rules/decision/model.ts';
import type { JsonObject } from '../../rules/json.ts';
import { loadCalendars } from '../../store/calendar-files.ts';

const DOCUMENT = `
document: demo
number: 示例〔2024〕1号
title: 示例办法 | Demo measures
laws: [行政许可法]
types:
  grade: { enum: { a: 甲 | A, b: 乙 | B, c: 丙 | C } }
tables:
  fees:
    rows: [{ area: core, fen: 500 }, { area: outer, fen: 300 }]
`;

export const CALENDAR = compileCalendar(loadCalendars());

export interface Compiled {
  readonly decisions: ReadonlyMap<string, Decision>;
  readonly findings: readonly Finding[];
}

/** Compiles decision files of the document `demo`; `beside` are files of figures by name. */
export function compileDemo(files: readonly string[], beside: Readonly<Record<string, string>> = {}): Compiled {
  const report = new Report();
  const sources = files.map((text, i) => ({ path: `demo/d${i}.banli.yaml`, text }));
  const all = [{ path: 'demo/document.banli.yaml', text: DOCUMENT }, ...sources];
  const { decisions } = compileDecisions(all, report, (path) => beside[path.replace('demo/', '')]);
  return { decisions, findings: report.sorted() };
}

/** A whole decision from its inputs, outputs and rules; findings of any kind fail the test. */
export function decisionOf(yaml: string, beside: Readonly<Record<string, string>> = {}): Decision {
  const { decisions, findings } = compileDemo([wholeOf(yaml)], beside);
  const [decision] = decisions.values();
  if (findings.length > 0 || decision === undefined) throw new Error(findings.map(printFinding).join('\n'));
  return decision;
}

export function wholeOf(yaml: string, name = 'test'): string {
  return `decision: demo.${name}\ntitle: 试验 | Test\ncite: "1"\n${yaml}`;
}

/** `check` and place of each finding, with its message. */
export function findingsOf(yaml: string, beside: Readonly<Record<string, string>> = {}): string[] {
  return compileDemo([wholeOf(yaml)], beside).findings.map(
    ({ check, line, column, message }) => `${line - 3}:${column} ${check}: ${message}`,
  );
}

export function decide(decision: Decision, inputs: JsonObject): Decided {
  return decideRule(decision, inputs, CALENDAR);
}

export function resultOf(decision: Decision, inputs: JsonObject): DecisionResult {
  const decided = decide(decision, inputs);
  if (!decided.ok) throw new Error(JSON.stringify(decided.faults));
  return decided.result;
}
