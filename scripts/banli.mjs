#!/usr/bin/env node
// Runs the command line program on the Node that the packages bring; where they bring none, on this one.
import { spawn } from 'node:child_process';
import { existsSync, realpathSync } from 'node:fs';
import module from 'node:module';
import { constants } from 'node:os';
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
  // What is sent to this one alone goes on to the other; what a terminal sends to both does no harm twice.
  for (const name of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) process.on(name, () => child.kill(name));
  child.on('exit', (code, signal) => {
    process.exitCode = code ?? 128 + constants.signals[signal ?? 'SIGTERM'];
  });
}
