/** The built pages, at / ; what is no file there and no part of the API is the pages' own address. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import staticFiles from '@fastify/static';
import type { App } from './context.ts';
import { Problem, problemBody } from './problems.ts';

const NOT_PAGES = /^\/(api|healthz|readyz|metrics|problems)(\/|$|\?)/;

export async function servePages(app: App, folder: string): Promise<void> {
  if (!existsSync(join(folder, 'index.html'))) return;
  await app.register(staticFiles, {
    root: folder,
    wildcard: false,
    index: 'index.html',
    setHeaders: (reply, path) => {
      // Names of assets hold a hash of their content.
      const forEver = path.includes('/assets/');
      void reply.header('cache-control', forEver ? 'public, max-age=31536000, immutable' : 'no-cache');
    },
  });
  app.setNotFoundHandler((request, reply) => {
    if (request.method === 'GET' && !NOT_PAGES.test(request.url)) return reply.sendFile('index.html');
    const problem = new Problem('not-found');
    return reply.code(404).type('application/problem+json').send(problemBody(problem, request.id));
  });
}
