/** Writes schema/banli.schema.json from its source, compiler/schema/language.ts. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { LANGUAGE } from '../compiler/schema/language.ts';

const file = fileURLToPath(new URL('../schema/banli.schema.json', import.meta.url));
mkdirSync(new URL('../schema/', import.meta.url), { recursive: true });
writeFileSync(file, `${JSON.stringify(LANGUAGE, null, 2)}\n`);
console.log(file);
