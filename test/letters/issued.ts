/** Letters of rehearsed scenarios, as they would be issued. */
import { SHIPPED_DEFINITIONS } from '../../cli/definition-files.ts';
import type { Fact } from '../../engine/model.ts';
import type { Program } from '../../engine/program.ts';
import { composeLetter } from '../../letters/compose.ts';
import type { Letter } from '../../letters/letter.ts';
import { rehearse } from '../../rehearsal/core.ts';
import { parseScenario } from '../../rehearsal/scenario.ts';
import { localDate, yearOf } from '../../rules/calendar/date.ts';
import { calendar, jsonCases, programOf, shippedDefinitions } from '../support.ts';

type ScenarioJson = { id: string; definition: string };

export function shippedScenarios(): ScenarioJson[] {
  return jsonCases<ScenarioJson>(SHIPPED_DEFINITIONS)
    .filter(({ file }) => /\/scenarios\//.test(file))
    .map(({ entry }) => entry);
}

export interface IssuedLetter {
  document: string;
  letter: Letter;
}

/** In the order in which they were issued. */
export function lettersOf(scenario: ScenarioJson, program = programOf(shippedDefinitions(), scenario.definition)) {
  const parsed = parseScenario(scenario);
  if ('faults' in parsed) throw new Error(JSON.stringify(parsed.faults));
  const rehearsed = rehearse(program, calendar, parsed.ok);
  return rehearsed.kind === 'ran' ? lettersIn(program, scenario.id, rehearsed.facts) : [];
}

function lettersIn(program: Program, id: string, facts: readonly Fact[]): IssuedLetter[] {
  return facts.flatMap((fact) => {
    if (fact.type !== 'document-issued') return [];
    const label = program.procedure.documents.find((kind) => kind.id === fact.document)?.label.zh;
    const number = `${label}〔${yearOf(localDate(fact.at))}〕00001`;
    const known = { id, number: id, definition: '', calendar: '' };
    const letter = composeLetter({ program, calendar, case: known, facts, seq: fact.seq, number });
    return [{ document: fact.document, letter }];
  });
}
