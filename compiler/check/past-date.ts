import type { ProcedureCheck } from './define.ts';

export const pastDate: ProcedureCheck = {
  name: 'past-date',
  severity: 'warning',
  about: 'The fixed date lies before the document was issued.',
  remedy: 'correct the date',
  procedure({ procedure, context, nameOf }, tell) {
    const { issued, inForce } = context.around.document;
    const first = issued ?? inForce;
    if (first === undefined) return;
    for (const { id, lengths } of procedure.deadlines) {
      for (const length of lengths) {
        const date = length.basis === 'fixed' && length.date.op === 'const' ? length.date.value : null;
        if (typeof date === 'string' && date < first)
          tell(nameOf('deadlines', id), `${date} lies before ${first}, when the document came`);
      }
    }
  },
};
