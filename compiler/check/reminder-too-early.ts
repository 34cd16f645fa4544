import type { ProcedureCheck } from './define.ts';

export const reminderTooEarly: ProcedureCheck = {
  name: 'reminder-too-early',
  severity: 'warning',
  about: 'A reminder would come before the period begins, so that it is never sent.',
  remedy: 'remind fewer days before the end than the period has',
  procedure({ procedure, nameOf }, tell) {
    for (const { id, lengths, remind } of procedure.deadlines) {
      const days = lengths.map((length) =>
        'days' in length && length.days.op === 'const' ? Number(length.days.value) : Number.POSITIVE_INFINITY,
      );
      const longest = Math.max(...days);
      for (const n of remind) {
        if (n >= longest)
          tell(nameOf('deadlines', id), `"${id}" has ${longest} days and a reminder ${n} days before its end`);
      }
    }
  },
};
