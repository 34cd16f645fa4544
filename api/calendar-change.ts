/** A year of holidays is published or amended: what moves, and letting the open cases go over to it. */

import { decide } from '../engine/decide.ts';
import type { Command } from '../engine/model.ts';
import { type CalendarData, type CalendarYear, compileCalendar } from '../rules/calendar/calendar.ts';
import { parseCalendarYear } from '../rules/calendar/parse.ts';
import type { JsonObject } from '../rules/json.ts';
import { calendarOf } from '../store/calendar-files.ts';
import { CaseRefusal } from '../workflows/case-client.ts';
import { readCaseFile } from './case-file.ts';
import type { Context } from './context.ts';
import { type Caller, OWN } from './policy/standing.ts';
import type { Ports } from './ports.ts';
import { deadlineName, type Named } from './present/names.ts';
import { Problem } from './problems.ts';

/** The present calendar with this year added or replaced. @throws Problem `calendar-invalid` */
export async function addYear({ shelf }: Pick<Ports, 'shelf'>, json: JsonObject): Promise<CalendarData> {
  const parsed = parseCalendarYear(json);
  if ('faults' in parsed) {
    const errors = parsed.faults.map(({ field, message }) => ({
      pointer: `/year${field === '' ? '' : `/${field.replaceAll('.', '/').replace(/\[(\d+)\]/g, '/$1')}`}`,
      code: 'calendar',
      detail: `工作日历有误：${message}`,
      detailEn: message,
    }));
    throw new Problem('calendar-invalid', { errors });
  }
  const current = await shelf.currentCalendar();
  const known = current === null ? [] : (await shelf.calendar(current.hash)).years;
  const years = [...known.filter(({ year }) => year !== parsed.ok.year), parsed.ok].sort((a, b) => a.year - b.year);
  demandNoGap(years);
  return calendarOf(years);
}

function demandNoGap(years: readonly CalendarYear[]): void {
  const first = years[0]?.year ?? 0;
  const gap = years.findIndex(({ year }, i) => year !== first + i);
  if (gap < 0) return;
  const missing = first + gap;
  const detailEn = `the year ${missing} is missing: years must follow each other`;
  const errors = [{ pointer: '/year/year', code: 'gap', detail: `缺少${missing}年：年度须连续。`, detailEn }];
  throw new Problem('calendar-invalid', { errors });
}

export interface MovedCase {
  caseId: string;
  caseNumber: string;
  deadlines: (Named & { before: string | null; after: string | null; unknownYear: number | null })[];
}

const BY = { group: `${OWN}/operator` };

/** A dry run over the open cases: the engine decides and the result is thrown away. */
export async function movedBy(
  { ports, library }: Context,
  data: CalendarData,
  limit: number,
): Promise<{ moved: MovedCase[]; cases: number; more: boolean }> {
  const ids = await ports.operations.openWithOtherCalendar(data.version, '', limit + 1);
  const calendar = compileCalendar(data);
  const moved: MovedCase[] = [];
  for (const caseId of ids.slice(0, limit)) {
    const { state, program, view } = await readCaseFile(ports, library, caseId);
    const command: Command = { type: 'use-calendar', calendar: data.version, by: BY };
    const decided = decide(program, calendar, state, command, Math.max(ports.now(), state.now));
    if (!decided.ok) continue;
    const deadlines = decided.facts.flatMap((fact) => {
      if (fact.type !== 'deadline-reckoned') return [];
      const before = state.deadlines[fact.deadline]?.due ?? null;
      const after = fact.due;
      return [
        {
          ...deadlineName(program, fact.deadline),
          before: before !== null && 'date' in before ? before.date : null,
          after: 'date' in after ? after.date : null,
          unknownYear: 'date' in after ? null : after.unknownYear,
        },
      ];
    });
    if (deadlines.length > 0) moved.push({ caseId, caseNumber: view.case.number, deadlines });
  }
  return { moved, cases: Math.min(ids.length, limit), more: ids.length > limit };
}

/** Each open case is told once; those that can't be told now are told when it is sent again. */
export async function applyCalendar(
  { ports, commands }: Context,
  hash: string,
  caller: Caller,
  limit: number,
): Promise<{ cases: number; failed: { caseId: string; reason: string }[]; more: boolean }> {
  const ids = await ports.operations.openWithOtherCalendar(hash, '', limit + 1);
  const failed: { caseId: string; reason: string }[] = [];
  for (const caseId of ids.slice(0, limit)) {
    const command: Command = { type: 'use-calendar', calendar: hash, by: { ...BY, person: caller.person.id } };
    try {
      await commands.send({ caseId, id: `calendar/${hash}`, command, calendar: hash });
    } catch (error) {
      if (!(error instanceof CaseRefusal && error.type === 'not-open')) {
        failed.push({ caseId, reason: error instanceof Error ? error.name : 'unknown' });
      }
    }
  }
  return { cases: Math.min(ids.length, limit), failed, more: ids.length > limit };
}
