/**
 * The workflow's code as one script, made once for each state of the sources and kept in the data directory. Not part
 * of the bundle itself.
 */
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { type BundleOptions, bundleWorkflowCode, type WorkflowBundleWithSourceMap } from '@temporalio/worker';
import { CONVERTERS } from '../codec/data-converter.ts';

type Configuration = Parameters<NonNullable<BundleOptions['webpackConfigHook']>>[0];

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const ENTRY = fileURLToPath(new URL('./index.ts', import.meta.url));
const INTERCEPTORS = fileURLToPath(new URL('./activation.ts', import.meta.url));
/** Everything that the bundle can take in; the lock file stands for the packages. */
const SOURCES = ['rules', 'engine', 'workflows', 'codec'];
const LOCK_FILE = 'package-lock.json';

/** @param directory where bundles are kept; absent: made anew. */
export async function caseBundle(directory?: string): Promise<WorkflowBundleWithSourceMap> {
  if (directory === undefined) return makeBundle();
  const file = join(directory, `case-${sourcesHash()}.js`);
  if (!existsSync(file)) await inAnotherProcess(file);
  return { code: readFileSync(file, 'utf8'), sourceMap: '' };
}

/** The bundler takes a hundred megabytes, which a worker would keep as long as it runs. */
async function inAnotherProcess(file: string): Promise<void> {
  await promisify(execFile)(process.execPath, [fileURLToPath(import.meta.url), file]);
}

async function makeBundle(): Promise<WorkflowBundleWithSourceMap> {
  return bundleWorkflowCode({
    workflowsPath: ENTRY,
    workflowInterceptorModules: [INTERCEPTORS],
    ...CONVERTERS,
    // Our modules keep nothing of a case, so all cases of a worker share them: evaluated once, compiled while they are hot.
    preloadModules: [ENTRY, ...Object.values(CONVERTERS)],
    webpackConfigHook: forThisNode,
    logger: quiet,
  });
}

/** Whole or not at all: another process may be looking for it. */
async function keepBundle(file: string): Promise<void> {
  const { code } = await makeBundle();
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  writeFileSync(`${file}.${process.pid}`, code);
  renameSync(`${file}.${process.pid}`, file);
}

/** The SDK's bundler writes for engines of 2017, where a spread or a private field is a call of a helper. */
function forThisNode(config: Configuration): Configuration {
  for (const rule of config.module?.rules ?? []) {
    if (typeof rule !== 'object' || rule === null || String(rule.test) !== String(/\.ts$/)) continue;
    const { use } = rule as { use: { options: { jsc: { target: string } } } };
    use.options.jsc.target = 'es2022';
  }
  return config;
}

function sourcesHash(): string {
  const hash = createHash('sha256').update(readFileSync(join(ROOT, LOCK_FILE)));
  for (const folder of SOURCES) {
    for (const name of readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' }).sort()) {
      if (!/\.c?ts$|\.cjs$/.test(name)) continue;
      hash.update(`${folder}/${name}\n`).update(readFileSync(join(ROOT, folder, name)));
    }
  }
  return hash.digest('hex').slice(0, 32);
}

const ignore = () => undefined;
/** Webpack reports every bundle; only what is wrong is worth a line. */
const quiet = {
  log: ignore,
  trace: ignore,
  debug: ignore,
  info: ignore,
  warn: (message: string) => console.error(message),
  error: (message: string) => console.error(message),
};

const [, script = '', file = ''] = process.argv;
if (import.meta.url === pathToFileURL(script).href) await keepBundle(file);
