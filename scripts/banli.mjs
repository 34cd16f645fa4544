#!/usr/bin/env node
// Runs the command line program from its TypeScript source, in this process.
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));

if (existsSync(join(root, 'node_modules', 'tsx'))) {
  const main = join(root, 'cli', 'main.ts');
  process.argv[1] = main;
  // The same as `node --import tsx`: from here on Node loads TypeScript.
  await import('tsx');
  await import(pathToFileURL(main).href);
} else {
  console.error(`The packages of Banli are not installed. Run: npm install --prefix ${root}`);
  process.exitCode = 2;
}
