#!/usr/bin/env node
// Runs the command line program on the Node that the packages bring; where they bring none, on this one.
import { spawn } from 'node:child_process';
import { existsSync, realpathSync } from 'node:fs';
import module from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const ownNode = join(root, 'node_modules', '.bin', 'node');

if (!existsSync(join(root, 'node_modules', '.package-lock.json'))) {
  refuse(`The packages of Banli are not installed. Run: npm install --prefix ${root}`);
} else if (existsSync(ownNode) && realpathSync(ownNode) !== realpathSync(process.execPath)) {
  runOnOwnNode();
} else if (!process.features.typescript) {
  refuse(`Node ${process.versions.node} does not run TypeScript. Install Node 22.18 or newer.`);
} else {
  // What Node makes of the sources is kept, here and in every process begun from here: half the time, a third less memory.
  process.env.NODE_COMPILE_CACHE ??= join(root, 'node_modules', '.cache', 'compiled');
  module.enableCompileCache(process.env.NODE_COMPILE_CACHE);
  const main = join(root, 'cli', 'main.ts');
  process.argv[1] = main;
  await import(pathToFileURL(main).href);
}

/** @param {string} why */
function refuse(why) {
  console.error(why);
  process.exitCode = 2;
}

function runOnOwnNode() {
  const child = spawn(ownNode, [fileURLToPath(import.meta.url), ...process.argv.slice(2)], { stdio: 'inherit' });
  // A terminal sends Ctrl-C to both: this one only waits. What is sent to this one alone goes on to the other.
  process.on('SIGINT', () => {});
  process.on('SIGTERM', () => child.kill('SIGTERM'));
  child.on('exit', (code, signal) => {
    process.exitCode = code ?? (signal === 'SIGINT' ? 130 : 1);
  });
}
