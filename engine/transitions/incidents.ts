/** An operator tries the cause of an incident again, or takes it as settled, with a reason that stays in the history. */
import { continueScript, scopeOf } from '../flow/script.ts';
import type { Command, Refusal } from '../model.ts';
import { refusal } from '../refusal.ts';
import { emit, type Run } from '../run.ts';

export function retryIncident(run: Run, command: Extract<Command, { type: 'retry-incident' }>): Refusal | undefined {
  const incident = run.state.incidents.find((candidate) => candidate.incident === command.incident);
  if (incident === undefined) return refusal('not-open', 'no-such-incident');
  emit(run, { type: 'incident-resolved', incident: incident.incident, how: 'retried', by: command.by });
  if (incident.frame !== undefined) continueScript(run, incident.frame, scopeOf(incident.frame));
  return undefined;
}

export function resolveIncident(
  run: Run,
  command: Extract<Command, { type: 'resolve-incident' }>,
): Refusal | undefined {
  const incident = run.state.incidents.find((candidate) => candidate.incident === command.incident);
  if (incident === undefined) return refusal('not-open', 'no-such-incident');
  const { by, reason } = command;
  emit(run, { type: 'incident-resolved', incident: incident.incident, how: 'resolved', by, reason });
  return undefined;
}
