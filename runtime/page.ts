/** The page as the API serves it: built when it is not there, or when its sources have changed since. */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { RuntimeFault } from './errors.ts';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const WEB = join(ROOT, 'web');
/** Names the sources that the build was made of. */
const MARK = join(WEB, 'dist', '.sources');

/** @throws RuntimeFault if it can't be built; the reason stands above it. */
export function ensurePage(log: (line: string) => void): void {
  const sources = sourcesHash();
  if (existsSync(MARK) && readFileSync(MARK, 'utf8') === sources) return;
  log('Building the page, once');
  const vite = join(ROOT, 'node_modules', 'vite', 'bin', 'vite.js');
  const { status } = spawnSync(process.execPath, [vite, 'build', WEB, '--logLevel', 'error'], {
    stdio: ['ignore', 2, 2],
    // As it is shipped, whatever kind of process asks for it.
    env: { ...process.env, NODE_ENV: 'production' },
  });
  if (status !== 0) throw new RuntimeFault('The page could not be built. Are all packages installed (npm install)?');
  for (const file of filesBelow('dist')) compress(join(WEB, file));
  writeFileSync(MARK, sources);
}

/** Smaller ones fit into one packet as they are. */
const COMPRESS_FROM = 1_400;
const IS_TEXT = /\.(js|css|html|svg|json)$/;

/** Once here instead of at every request; the API sends what the browser takes. */
function compress(file: string): void {
  if (!IS_TEXT.test(file)) return;
  const bytes = readFileSync(file);
  if (bytes.length < COMPRESS_FROM) return;
  const quality = { [constants.BROTLI_PARAM_QUALITY]: 9 };
  writeFileSync(`${file}.br`, brotliCompressSync(bytes, { params: quality }));
  writeFileSync(`${file}.gz`, gzipSync(bytes));
}

function sourcesHash(): string {
  const hash = createHash('sha256').update(readFileSync(join(ROOT, 'package-lock.json')));
  for (const file of ['index.html', 'vite.config.ts', ...filesBelow('src')]) {
    hash.update(`${file}\n`).update(readFileSync(join(WEB, file)));
  }
  return hash.digest('hex');
}

function filesBelow(folder: string): string[] {
  return readdirSync(join(WEB, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(WEB.length + 1))
    .sort();
}
