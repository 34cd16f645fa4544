/**
 * Writes the types of the API's client, web/src/api/schema.ts, from the OpenAPI document that the routes give. Needs no
 * server: no route is asked. `node scripts/openapi-client.ts`
 */
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import openapiTypescript, { astToString, type OpenAPI3 } from 'openapi-typescript';
import { buildApi } from '../api/app.ts';
import type { Ports } from '../api/ports.ts';

export const CLIENT_TYPES = join(import.meta.dirname, '..', 'web', 'src', 'api', 'schema.ts');

const HEAD = '// Written by scripts/openapi-client.ts from the API. Do not edit.\n';

export async function clientTypes(): Promise<string> {
  const app = await buildApi({ desk: {} } as Ports);
  await app.ready();
  const document = app.swagger() as OpenAPI3;
  await app.close();
  const copied = structuredClone(document);
  leaveOutDefaults(copied);
  return formatted(HEAD + astToString(await openapiTypescript(copied, { defaultNonNullable: false })));
}

/** Told as a neighbour: the file itself is written by no hand, and its types are too many for the linter to look into. */
const NEIGHBOUR = join(dirname(CLIENT_TYPES), 'written.ts');

/** As the other sources are. */
function formatted(text: string): string {
  const biome = join(import.meta.dirname, '..', 'node_modules', '.bin', 'biome');
  return execFileSync(biome, ['format', `--stdin-file-path=${NEIGHBOUR}`], { input: text, encoding: 'utf8' });
}

/** What has a default may be left out. */
function leaveOutDefaults(document: OpenAPI3): void {
  for (const path of Object.values(document.paths ?? {})) {
    for (const operation of Object.values(path) as { parameters?: { schema?: object; required?: boolean }[] }[]) {
      for (const parameter of operation.parameters ?? []) {
        if (parameter.schema !== undefined && 'default' in parameter.schema) parameter.required = false;
      }
    }
  }
}

if (process.argv[1] === import.meta.filename) writeFileSync(CLIENT_TYPES, await clientTypes());
