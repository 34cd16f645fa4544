/** The built pages, at / ; what is no file there and no part of the API is an address within the pages. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import staticFiles from '@fastify/static';
import type { FastifyRequest } from 'fastify';
import type { App } from './context.ts';

const NOT_PAGES = /^\/(api|healthz|readyz|metrics|problems)(\/|$|\?)/;

/** Whether an address belongs to the pages, which need no person to be loaded. */
export function isPage(url: string): boolean {
  return !NOT_PAGES.test(url);
}

/** @returns whether a request that no route took gets the pages' own document */
export async function servePages(app: App, folder: string | undefined): Promise<(request: FastifyRequest) => boolean> {
  if (folder === undefined || !existsSync(join(folder, 'index.html'))) return () => false;
  await app.register(staticFiles, {
    root: folder,
    wildcard: false,
    preCompressed: true,
    index: 'index.html',
    setHeaders: (reply, path) => {
      // Names of assets hold a hash of their content.
      const forEver = path.includes('/assets/');
      void reply.header('cache-control', forEver ? 'public, max-age=31536000, immutable' : 'no-cache');
    },
  });
  return ({ method, url }) => (method === 'GET' || method === 'HEAD') && isPage(url);
}
