import type { Schedule } from '../../engine/model.ts';
import type { ProcedureCheck } from './define.ts';

export const scheduleWithoutDay: ProcedureCheck = {
  name: 'schedule-without-day',
  severity: 'error',
  about: 'It is not said on which day the schedule starts its cases.',
  remedy: 'once: date; week: weekday; year, half-year, quarter, month: day or workingDay',
  procedure({ procedure, nameOf }, tell) {
    for (const schedule of procedure.schedules) {
      const lack = lacking(schedule);
      if (lack !== undefined) tell(nameOf('schedules', schedule.id), `the schedule "${schedule.id}" has no ${lack}`);
    }
  },
};

function lacking({ every, day, workingDay, weekday, date }: Schedule): string | undefined {
  if (every === 'day') return undefined;
  if (every === 'once') return date === undefined ? 'date' : undefined;
  if (every === 'week') return weekday === undefined ? 'weekday' : undefined;
  return day === undefined && workingDay === undefined ? 'day' : undefined;
}
