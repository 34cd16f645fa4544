#!/usr/bin/env node
// Runs the command line program from its TypeScript source: arguments, input, output and exit code pass through.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const loader = join(root, 'node_modules', 'tsx', 'dist', 'loader.mjs');

if (existsSync(loader)) run();
else {
  console.error(`The packages of Banli are not installed. Run: npm install --prefix ${root}`);
  process.exitCode = 2;
}

function run() {
  const program = ['--import', pathToFileURL(loader).href, join(root, 'cli', 'main.ts'), ...process.argv.slice(2)];
  const child = spawn(process.execPath, program, { stdio: 'inherit' });
  // Ctrl-C reaches the child from the terminal itself; we only wait for it to end.
  process.on('SIGINT', () => undefined);
  for (const signal of ['SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  child.on('exit', (code, signal) => {
    process.exitCode = code ?? (signal === 'SIGINT' ? 130 : 1);
  });
}
