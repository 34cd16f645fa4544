/** Working days by year; an operator adds the year that was published, and sees first what would move. */
import { Type } from 'typebox';
import { addYear, applyCalendar, movedBy } from '../calendar-change.ts';
import type { App, Context } from '../context.ts';
import { demand } from '../policy/access.ts';
import { Problem } from '../problems.ts';
import { Data, Named, nullable, PlainDate, refusals } from '../schemas/common.ts';

const Year = Type.Object({
  year: Type.Integer(),
  off: Type.Array(PlainDate),
  work: Type.Array(PlainDate),
  source: Type.String(),
});

const Moved = Type.Object({
  caseId: Type.String(),
  caseNumber: Type.String(),
  deadlines: Type.Array(
    Type.Object({
      ...Named.properties,
      before: nullable(PlainDate),
      after: nullable(PlainDate),
      unknownYear: nullable(Type.Integer()),
    }),
  ),
});

export function calendarRoutes(app: App, context: Context): void {
  const { ports } = context;
  app.get(
    '/api/calendars',
    {
      config: { action: 'calendar.read' },
      schema: {
        operationId: 'readCalendar',
        tags: ['calendars'],
        querystring: Type.Object({ year: Type.Optional(Type.Integer()) }),
        response: {
          200: Type.Object({
            hash: Type.String(),
            firstYear: Type.Integer(),
            lastYear: Type.Integer(),
            years: Type.Array(Year),
          }),
          ...refusals,
        },
      },
    },
    async ({ query }, reply) => {
      const current = await ports.shelf.currentCalendar();
      if (current === null) throw new Problem('not-found');
      const data = await ports.shelf.calendar(current.hash);
      void reply.header('etag', `"${current.hash}"`);
      const years = data.years.filter(({ year }) => query.year === undefined || year === query.year);
      return {
        ...current,
        years: years.map(({ year, off, work, source }) => ({ year, off: [...off], work: [...work], source })),
      };
    },
  );

  app.post(
    '/api/calendars',
    {
      config: { action: 'calendar.change', audited: true },
      schema: {
        operationId: 'addCalendarYear',
        tags: ['calendars'],
        description:
          'Adds or amends a year. With dryRun nothing changes and the answer says which deadlines of open cases would move. Otherwise it is the calendar of new cases, and open cases go over to it.',
        body: Type.Object(
          {
            year: Data,
            dryRun: Type.Boolean({ default: true }),
            limit: Type.Integer({ minimum: 1, maximum: 1_000, default: 200 }),
          },
          { additionalProperties: false },
        ),
        response: {
          200: Type.Object({
            hash: Type.String(),
            applied: Type.Boolean(),
            moved: Type.Array(Moved),
            cases: Type.Integer({ description: 'Open cases looked at (dry run) or gone over.' }),
            failed: Type.Array(Type.Object({ caseId: Type.String(), reason: Type.String() })),
            more: Type.Boolean({ description: 'There are more open cases than limit: send it again.' }),
          }),
          ...refusals,
        },
      },
    },
    async (request) => {
      const { caller, body } = request;
      demand('calendar.change', caller);
      const calendar = await addYear(ports, body.year);
      request.about.object = `calendar:${calendar.version}`;
      if (body.dryRun) {
        const { moved, cases, more } = await movedBy(context, calendar, body.limit);
        return { hash: calendar.version, applied: false, moved, cases, failed: [], more };
      }
      const hash = await ports.shelf.deployCalendar(calendar, caller.person.id);
      const applied = await applyCalendar(context, hash, caller, body.limit);
      return { hash, applied: true, moved: [], ...applied };
    },
  );
}
