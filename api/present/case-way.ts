/** Where a case stands in the drawing of its procedure, and the way it came. Pure. */
import { flowGraph } from '../../interchange/bpmn/graph.ts';
import { wayOf } from '../../interchange/bpmn/way.ts';
import { formatInstant } from '../../rules/calendar/date.ts';
import type { CaseFile } from '../case-file.ts';
import { stepName } from './names.ts';

export function caseWay(file: CaseFile) {
  const { program, entries, state } = file;
  const graph = flowGraph({ procedure: program.procedure, decisions: [...program.decisions.values()] });
  const facts = entries.map(({ fact }) => fact);
  const { visits, ...marks } = wayOf(graph, facts, state);
  return {
    ...marks,
    visits: visits.map(({ step, from, to, how }) => ({
      step: stepName(program, step),
      from: formatInstant(from),
      to: to === null ? null : formatInstant(to),
      how,
    })),
  };
}
