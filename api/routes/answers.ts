/** What several routes do with their answers. */
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Problem } from '../problems.ts';

/** RFC 8288: the next page under the same filters. */
export function linkNext(request: FastifyRequest, reply: FastifyReply, next: string | null): void {
  if (next === null) return;
  const url = new URL(request.url, 'http://here');
  url.searchParams.set('cursor', next);
  void reply.header('link', `<${url.pathname}${url.search}>; rel="next"`);
}

/** The version in an `If-Match`. @throws Problem `missing-if-match`; `version-mismatch` for a weak or foreign tag */
export function versionRead(header: string | undefined): number {
  if (header === undefined || header === '') throw new Problem('missing-if-match');
  const version = /^"(\d{1,15})"$/.exec(header.trim())?.[1];
  if (version === undefined) throw new Problem('version-mismatch');
  return Number(version);
}

/** Without keys whose value is undefined, as exact optional types want it. */
export function given<T extends object>(values: T): Given<T> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as Given<T>;
}

type Given<T> = {
  [K in keyof T as undefined extends T[K] ? K : never]?: Exclude<T[K], undefined>;
} & { [K in keyof T as undefined extends T[K] ? never : K]: T[K] };
