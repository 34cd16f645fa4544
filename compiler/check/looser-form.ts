import type { FieldType } from '../../rules/form/model.ts';
import type { ProcedureCheck } from './define.ts';

export const looserForm: ProcedureCheck = {
  name: 'looser-form',
  severity: 'warning',
  about: 'A form accepts a value that the rule behind it refuses.',
  remedy: 'give the field the bounds of the input, or take it from the rule: inputsOf: [decision]',
  procedure({ context, root }, tell) {
    for (const { effect, node } of context.uses.decides) {
      const decision = context.around.decisions.get(effect.decision);
      for (const input of decision?.inputs.fields ?? []) {
        const given = effect.with.find(({ name }) => name === input.name)?.value;
        const fromData =
          given?.op === 'path' && given.root === 'data' && given.path.length === 1 && given.path[0] === input.name;
        if (!fromData) continue;
        for (const [owner, form] of context.forms) {
          const field = form.fields.find(({ name }) => name === input.name);
          const fault = field === undefined ? undefined : looseness(field.type, input.type);
          if (fault !== undefined)
            tell(node ?? root, `"${input.name}" of ${owner}: ${fault}, which ${effect.decision} refuses`);
        }
      }
    }
  },
};

function looseness(form: FieldType, input: FieldType): string | undefined {
  if ((form.kind === 'integer' || form.kind === 'number') && (input.kind === 'integer' || input.kind === 'number')) {
    if (input.min !== undefined && (form.min ?? Number.NEGATIVE_INFINITY) < input.min)
      return `may be less than ${input.min}`;
    if (input.max !== undefined && (form.max ?? Number.POSITIVE_INFINITY) > input.max)
      return `may be more than ${input.max}`;
  }
  if (form.kind === 'text' && input.kind === 'text') {
    if (input.pattern !== undefined && form.pattern !== input.pattern) return `need not match ${input.pattern}`;
    if (input.format !== undefined && form.format !== input.format) return `need not be a ${input.format}`;
  }
  if (form.kind === 'list' && input.kind === 'list') {
    if ((form.min ?? 0) < (input.min ?? 0)) return `may have fewer than ${input.min} items`;
    if (form.repeats === true && input.repeats !== true) return 'may hold a value twice';
    return looseness(form.of, input.of);
  }
  return undefined;
}
