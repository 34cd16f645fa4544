/** Who one is here: name, groups, roles. */
import { Type } from 'typebox';
import type { App, Context } from '../context.ts';
import { isParty } from '../policy/standing.ts';
import { groupOf } from '../present/names.ts';
import { Named, PersonName, ref, refusals } from '../schemas/common.ts';

export function meRoutes(app: App, { library }: Context): void {
  const Me = Type.Object({
    id: Type.String(),
    name: Type.String(),
    roles: Type.Array(Type.String()),
    standsInFor: Type.Array(ref(PersonName), { description: 'Officers on leave in whose name they can act now.' }),
    groups: Type.Array(Type.Object({ ...Named.properties, unit: Type.String(), party: Type.Boolean() })),
  });
  app.get(
    '/api/me',
    {
      config: { action: 'definition.read' },
      schema: { operationId: 'readMe', tags: ['people'], response: { 200: Me, ...refusals } },
    },
    async ({ caller }) => {
      const gazettes = await library.gazettes();
      return {
        ...{ id: caller.person.id, name: caller.person.name },
        roles: [...caller.roles],
        standsInFor: caller.standsInFor.map(({ person, name }) => ({ id: person, name })),
        groups: caller.memberships.map(({ group, unit }) => {
          const [slug = '', local = ''] = group.split('/', 2);
          return {
            ...groupOf(gazettes, group),
            unit,
            party: isParty(
              gazettes.find(({ id }) => id === slug),
              local,
            ),
          };
        }),
      };
    },
  );
}
