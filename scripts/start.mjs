#!/usr/bin/env node
// `npm start`: installs the packages if they are missing, then runs `banli start`.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
process.exitCode = installIfMissing();
if (process.exitCode === 0) {
  process.argv.splice(2, 0, 'start');
  await import('./banli.mjs');
}

function installIfMissing() {
  if (existsSync(join(root, 'node_modules', '.package-lock.json'))) return 0;
  const command = existsSync(join(root, 'package-lock.json')) ? 'ci' : 'install';
  console.error(`Installing the packages (npm ${command}), once`);
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
  const result = spawnSync(npm, [command], { cwd: root, stdio: 'inherit', shell: process.platform === 'win32' });
  if (result.status !== 0) console.error('The packages could not be installed; npm says why above.');
  return result.status ?? 1;
}
