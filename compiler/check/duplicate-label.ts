import type { Label } from '../../rules/label.ts';
import type { SourceNode } from '../source/node.ts';
import type { ProcedureCheck, Tell } from './define.ts';

export const duplicateLabel: ProcedureCheck = {
  name: 'duplicate-label',
  severity: 'warning',
  about: 'Two steps, outcomes or fields of one form have the same Chinese label: a person can not tell them apart.',
  remedy: 'give one of them another label',
  procedure({ procedure, nameOf, context }, tell) {
    alike(procedure.steps, (id) => nameOf('steps', id), tell);
    alike(procedure.outcomes, (id) => nameOf('outcomes', id), tell);
    alike(procedure.messages, (id) => nameOf('messages', id), tell);
    for (const step of procedure.steps) {
      if (step.kind !== 'task') continue;
      const fields = step.form.fields.map(({ name, label }) => ({ id: name, label }));
      alike(fields, () => context.declared.steps.get(step.id)?.node.get('form') ?? nameOf('steps', step.id), tell);
    }
  },
};

function alike(things: readonly { id: string; label: Label }[], at: (id: string) => SourceNode, tell: Tell): void {
  const seen = new Map<string, string>();
  for (const { id, label } of things) {
    const other = seen.get(label.zh);
    if (label.zh !== '' && other !== undefined) tell(at(id), `"${id}" and "${other}" are both called ${label.zh}`);
    seen.set(label.zh, id);
  }
}
