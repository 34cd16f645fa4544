/** Filters of the worklist that a person keeps under a name. */
import { type Static, Type } from 'typebox';
import type { App, Context } from '../context.ts';
import { Problem } from '../problems.ts';
import { Data, ref, refusals } from '../schemas/common.ts';
import { SavedView } from '../schemas/desk.ts';

const Body = Type.Object(
  {
    name: Type.String({ minLength: 1, maxLength: 40, pattern: '\\S' }),
    filter: Data,
    isDefault: Type.Boolean({ default: false }),
  },
  { additionalProperties: false },
);
const Params = Type.Object({ id: Type.String({ format: 'uuid' }) });
const LONGEST_FILTER = 2_000;

export function savedViewRoutes(app: App, { ports }: Context): void {
  const config = { action: 'view.keep' } as const;
  app.get(
    '/api/me/views',
    {
      config,
      schema: {
        operationId: 'listSavedViews',
        tags: ['tasks'],
        description: "The caller's own.",
        response: { 200: Type.Object({ items: Type.Array(ref(SavedView)) }), ...refusals },
      },
    },
    async ({ caller }) => ({ items: await ports.savedViews.list(caller.person.id) }),
  );

  app.post(
    '/api/me/views',
    {
      config,
      schema: {
        operationId: 'createSavedView',
        tags: ['tasks'],
        body: Body,
        response: { 201: ref(SavedView), ...refusals },
      },
    },
    async ({ caller, body }, reply) => {
      const saved = accepted(await ports.savedViews.save(caller.person.id, null, short(body)));
      return reply.code(201).header('location', `/api/me/views/${saved.id}`).send(saved);
    },
  );

  app.put(
    '/api/me/views/:id',
    {
      config,
      schema: {
        operationId: 'changeSavedView',
        tags: ['tasks'],
        params: Params,
        body: Body,
        response: { 200: ref(SavedView), ...refusals },
      },
    },
    async ({ caller, body, params }) => accepted(await ports.savedViews.save(caller.person.id, params.id, short(body))),
  );

  app.delete(
    '/api/me/views/:id',
    {
      config,
      schema: {
        operationId: 'deleteSavedView',
        tags: ['tasks'],
        params: Params,
        response: { 204: Type.Null(), ...refusals },
      },
    },
    async ({ caller, params }, reply) => {
      if (!(await ports.savedViews.drop(caller.person.id, params.id))) throw new Problem('not-found');
      return reply.code(204).send(null);
    },
  );
}

type ViewBody = Static<typeof Body>;

/** @throws Problem `invalid` */
function short(view: ViewBody): ViewBody {
  if (JSON.stringify(view.filter).length > LONGEST_FILTER)
    throw fault('/filter', 'size', '筛选条件过长。', 'The filter is too long.');
  return { ...view, name: view.name.trim() };
}

/** @throws Problem `not-found`, `invalid` */
function accepted<T>(saved: T | 'taken' | 'too-many' | 'none'): T {
  switch (saved) {
    case 'none':
      throw new Problem('not-found');
    case 'taken':
      throw fault('/name', 'taken', '已有同名的视图，请换一个名称。', 'Another view has this name: choose another.');
    case 'too-many':
      throw fault(
        '/name',
        'too-many',
        '最多保存50个视图，请先删除不用的。',
        'There can be 50 views: delete one first.',
      );
    default:
      return saved as T;
  }
}

function fault(pointer: string, code: string, detail: string, detailEn: string): Problem {
  return new Problem('invalid', { errors: [{ pointer, code, detail, detailEn }] });
}
