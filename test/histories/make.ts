/**
 * Makes the golden histories of a release: node test/histories/make.ts
 * Runs the cases on the real server with the published test keys and writes one evidence file each. A release's files
 * are never made anew: a later engine must still agree with them.
 */
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { historyToJSON } from '@temporalio/common/lib/proto-utils.js';
import { ENGINE_VERSION } from '../../engine/version.ts';
import { type KeptRun, openTemporalStage } from '../../rehearsal/temporal-stage.ts';
import { codecOf, folding } from '../../replay/audit.ts';
import { writeEvidence } from '../../replay/evidence.ts';
import { createKeys, type Keys } from '../../runtime/keys.ts';
import { startServersOnly } from '../../runtime/servers.ts';
import { rehearsalNamespace } from '../../runtime/temporal-config.ts';
import { loadCalendars } from '../../store/calendar-files.ts';
import { bundle, bundleHash, calendarHash, contents, procedure } from '../workflows/fixture.ts';
import { type GoldenCase, goldenCases } from './scenarios.ts';

const folder = fileURLToPath(new URL(`./v${ENGINE_VERSION}`, import.meta.url));
const keysFile = fileURLToPath(new URL('./test-keys.json', import.meta.url));

function testKeys(): Keys {
  if (!existsSync(keysFile)) writeFileSync(keysFile, `${JSON.stringify(createKeys(), null, 2)}\n`);
  return JSON.parse(readFileSync(keysFile, 'utf8')) as Keys;
}

async function evidenceOf(golden: GoldenCase, runs: readonly KeptRun[], keys: Keys): Promise<Uint8Array> {
  const { id } = golden.scenario;
  const { state, chain, facts, difference } = await folding(
    runs.map(({ history }) => history),
    id,
    codecOf(keys, contents),
  );
  if (difference !== null) throw new Error(`${golden.name}: ${difference.message}`);
  const [key] = keys.commandKeys;
  if (key === undefined) throw new Error('no key');
  return writeEvidence(
    {
      manifest: {
        case: { id, number: state.number, procedure: procedure.id },
        definition: bundleHash,
        calendars: [calendarHash],
        head: { seq: state.seq, chain, status: state.status, outcome: state.outcome },
        exportedAt: '2026-01-01T00:00:00Z',
      },
      runs: runs.map(({ runId, history }) => ({ runId, json: historyToJSON(history as never) })),
      content: new Map([bundleHash, calendarHash].map((hash) => [hash, contents.get(hash) ?? ''])),
      facts,
    },
    key,
  );
}

const keys = testKeys();
const home = mkdtempSync(join(tmpdir(), 'banli-golden-'));
const servers = await startServersOnly({ home, ports: 'free', log: (line) => console.error(line) });
try {
  const server = { address: servers.temporalAddress };
  const stage = await openTemporalStage({ server, namespace: rehearsalNamespace, keys });
  mkdirSync(folder, { recursive: true });
  for (const golden of goldenCases) {
    const file = join(folder, `${golden.name}.zip`);
    if (existsSync(file)) continue;
    let runs: KeptRun[] = [];
    const take = (kept: KeptRun[]) => {
      runs = kept;
    };
    const { forceContinueAsNewEvery: every, scenario } = golden;
    await stage.rehearse(bundle, loadCalendars(), scenario, {
      ...(every === undefined ? {} : { forceContinueAsNewEvery: every }),
      keep: { workflowId: scenario.id, take },
    });
    writeFileSync(file, await evidenceOf(golden, runs, keys));
    console.error(`${file}: ${runs.length} runs`);
  }
  await stage.close();
} finally {
  await servers.stop();
  rmSync(home, { recursive: true, force: true });
}
