/** Cases by the texts that they are known by. */
import { Type } from 'typebox';
import type { Program } from '../../engine/program.ts';
import { placeOf, termsOf } from '../../store/search-text.ts';
import type { SearchPart } from '../../store/tables.ts';
import type { App, Context } from '../context.ts';
import { sightOf } from '../policy/standing.ts';
import { caseSummary } from '../present/cases.ts';
import { PageQuery, pageOf, ref, refusals } from '../schemas/common.ts';
import { FoundCase } from '../schemas/desk.ts';
import { given, linkNext } from './answers.ts';

export function searchRoutes(app: App, { ports, library }: Context): void {
  app.get(
    '/api/search',
    {
      config: { action: 'case.list', audited: true },
      schema: {
        operationId: 'searchCases',
        tags: ['cases'],
        description:
          'Cases that the caller may see with all words of the query in their number, party or short texts, latest start first, with the places that match.',
        querystring: Type.Object({ q: Type.String({ minLength: 1, maxLength: 100 }), ...PageQuery }),
        response: { 200: pageOf(ref(FoundCase)), ...refusals },
      },
    },
    async (request, reply) => {
      const { caller, query } = request;
      const terms = termsOf(query.q);
      if (terms.length === 0) return { items: [], next: null };
      const { limit, cursor, q: text } = query;
      const sight = sightOf(caller, await library.gazettes());
      const page = await ports.cases.search({ text, sight, limit, ...given({ cursor }) });
      linkNext(request, reply, page.next);
      const items = await Promise.all(
        page.items.map(async ({ case: row, parts }) => {
          const program = await library.program(row.definition);
          return { case: caseSummary(row, program), matches: matchesOf(parts, terms, program) };
        }),
      );
      return { items, next: page.next };
    },
  );
}

/** A person's id says nothing to people: that one matched is not shown. */
function matchesOf(parts: readonly SearchPart[], terms: readonly string[], program: Program) {
  return parts.flatMap((part) => {
    const [found] = terms.flatMap((term) => placeOf(part.text, term) ?? []);
    if (found === undefined || part.place === 'starter') return [];
    return [{ place: placeName(part, program), text: part.text, ...found }];
  });
}

function placeName({ place, field }: SearchPart, { procedure }: Program) {
  const label = procedure.input.fields.find(({ name }) => name === field)?.label;
  if (place === 'field' && label !== undefined) return label;
  return place === 'party' ? { zh: '当事人', en: 'Party' } : { zh: '办件编号', en: 'Case number' };
}
