/**
 * `npm test`: everything that needs no human, stage by stage, with the time of each. The last line is
 * `N passed, N failed, N skipped`; a skip is a failure, and so is a stage that does not end well. Stages may run
 * beside the one before them; what they say comes when they end. Every test that failed is told once more at the
 * end, with its reason, where nobody has to look for it.
 *
 *   node scripts/test.mjs [stage …]     only these stages
 */
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

let reportCount = 0;
const reports = mkdtempSync(join(tmpdir(), 'banli-test-'));

/** `beside`: runs at the same time as the stages before it. */
/** @type {{name: string, command: string[], report?: string, env?: Record<string, string>, beside?: true}[]} */
const STAGES = [
  { name: 'types', command: ['npx', 'tsc', '--noEmit'] },
  { name: 'lint', command: ['npx', 'biome', 'check', '--error-on-warnings'], beside: true },
  { name: 'definitions', command: ['node', 'scripts/banli.mjs', 'check', 'definitions'], beside: true },
  vitest('core'),
  vitest('api'),
  // The law's time zone is fixed: dates must not move with the machine's.
  {
    ...vitest('core', ['test/calendar', 'test/scenarios.test.ts']),
    name: 'zone-west',
    env: { TZ: 'America/Los_Angeles' },
  },
  {
    ...vitest('core', ['test/calendar', 'test/scenarios.test.ts']),
    name: 'zone-east',
    env: { TZ: 'Pacific/Kiritimati' },
    beside: true,
  },
  { name: 'page', command: ['node', 'scripts/page.ts'] },
  // Each with servers of its own, for which it waits more than it computes.
  vitest('integration'),
  { ...vitest('browser'), beside: true },
  { name: 'chaos', command: ['npm', 'run', '-s', 'test:chaos', '--', '--seed', '7', '--kills', '6', '--clients', '6'] },
];

/** @param {string} project @param {string[]} files */
function vitest(project, files = []) {
  const report = join(reports, `${project}${files.length > 0 ? `-${reportCount++}` : ''}.json`);
  const command = [
    'npx',
    'vitest',
    'run',
    '--project',
    project,
    '--reporter=dot',
    '--reporter=json',
    `--outputFile=${report}`,
    ...files,
  ];
  return { name: project, command, report };
}

/**
 * @param {string[]} command @param {Record<string, string>} env @param {boolean} isAside
 * @returns {Promise<{code: number, said: string}>}
 */
function run(command, env = {}, isAside = false) {
  return new Promise((resolve) => {
    const child = spawn(/** @type {string} */ (command[0]), command.slice(1), {
      stdio: isAside ? ['ignore', 'pipe', 'pipe'] : ['ignore', 'inherit', 'inherit'],
      env: { ...process.env, ...env },
    });
    let said = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream?.on('data', (part) => {
        said += part;
      });
    }
    child.on('close', (code) => resolve({ code: code ?? 1, said }));
    child.on('error', (error) => resolve({ code: 1, said: `${said}${error.message}\n` }));
  });
}

/** @param {string | undefined} report */
function read(report) {
  return report === undefined || !existsSync(report) ? undefined : JSON.parse(readFileSync(report, 'utf8'));
}

/** A stage without a report counts as one test. @param {any} found @param {number} code */
function count(found, code) {
  if (found === undefined) return { passed: code === 0 ? 1 : 0, failed: code === 0 ? 0 : 1, skipped: 0 };
  const failed =
    found.numFailedTests +
    found.testResults.filter((/** @type {any} */ r) => r.status === 'failed' && r.assertionResults.length === 0).length;
  return {
    passed: found.numPassedTests,
    failed: failed === 0 && code !== 0 ? 1 : failed,
    skipped: found.numPendingTests + (found.numTodoTests ?? 0),
  };
}

/**
 * Each test that failed: its name, then why.
 * @param {string} stage @param {any} found
 * @returns {string[]}
 */
function failuresIn(stage, found) {
  if (found === undefined) return [];
  return found.testResults.flatMap((/** @type {any} */ file) => [
    // A file that could not be loaded, or whose servers did not start, has a message and no tests.
    ...(file.message ? [`${stage}: ${file.name}\n${file.message}`] : []),
    ...file.assertionResults
      .filter((/** @type {any} */ test) => test.status === 'failed')
      .map(
        (/** @type {any} */ test) => `${stage}: ${file.name} > ${test.fullName}\n${test.failureMessages.join('\n')}`,
      ),
  ]);
}

const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !STAGES.some((stage) => stage.name === name));
if (unknown.length > 0) {
  console.error(`no such stage: ${unknown.join(', ')}; stages are ${STAGES.map((stage) => stage.name).join(', ')}`);
  process.exit(2);
}

const total = { passed: 0, failed: 0, skipped: 0 };
/** @type {string[]} */
const times = [];
/** @type {string[]} */
const failures = [];

/** @param {typeof STAGES[number]} stage @param {boolean} isAside */
async function perform(stage, isAside) {
  console.log(`\n== ${stage.name}: ${stage.command.join(' ')}`);
  const began = performance.now();
  const { code, said } = await run(stage.command, stage.env, isAside);
  const seconds = ((performance.now() - began) / 1000).toFixed(1);
  if (said !== '') console.log(`\n== ${stage.name} said:\n${said}`);
  const found = read(stage.report);
  const counted = count(found, code);
  const told = failuresIn(stage.name, found);
  if (counted.failed > 0) failures.push(...(told.length > 0 ? told : [`${stage.name}: ended with ${code}`]));
  times.push(
    `${stage.name.padEnd(12)} ${seconds.padStart(7)} s  ${counted.passed} passed, ${counted.failed} failed, ${counted.skipped} skipped`,
  );
  total.passed += counted.passed;
  total.failed += counted.failed;
  total.skipped += counted.skipped;
}

const chosen = STAGES.filter(({ name }) => wanted.length === 0 || wanted.includes(name));
while (chosen.length > 0) {
  const alone = chosen.findIndex(({ beside }, i) => i > 0 && !beside);
  const together = chosen.splice(0, alone === -1 ? chosen.length : alone);
  await Promise.all(together.map((stage, i) => perform(stage, i > 0)));
}
if (failures.length > 0) console.log(`\nfailed:\n\n${failures.join('\n\n')}`);
console.log(`\n${times.join('\n')}\n`);
console.log(`${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`);
process.exit(total.failed + total.skipped === 0 ? 0 : 1);
