/** `banli rehearse --engine temporal`: the servers of the data directory, started for the time if they don't run. */
import { join, resolve } from 'node:path';
import { DefaultLogger, Runtime } from '@temporalio/worker';
import type { Bundle } from '../engine/model.ts';
import type { CalendarData } from '../rules/calendar/calendar.ts';
import { startServersOnly } from '../runtime/servers.ts';
import { rehearsalNamespace } from '../runtime/temporal-config.ts';
import type { Rehearsed } from './core.ts';
import type { Scenario } from './scenario.ts';
import { openTemporalStage } from './temporal-stage.ts';

export interface TemporalRehearsalOptions {
  calendar: CalendarData;
  /** Says what is being started, one line at a time. */
  log: (line: string) => void;
  /** Goes on in a new run after so many commands. */
  continueAsNewEvery?: number;
}

export interface TemporalRehearsal {
  run(scenario: Scenario, procedure: { bundle: Bundle }): Promise<Rehearsed>;
  close(): Promise<void>;
}

/** @throws RuntimeFault if no server can be had. */
export async function openTemporalRehearsal(options: TemporalRehearsalOptions): Promise<TemporalRehearsal> {
  const { calendar, log, continueAsNewEvery } = options;
  Runtime.install({ logger: new DefaultLogger('ERROR'), telemetryOptions: { logging: { filter: 'ERROR' } } });
  const home = resolve(process.env.BANLI_HOME ?? '.banli');
  const servers = await startServersOnly({ home, log, ports: 'free', others: 'apart' });
  try {
    const stage = await openTemporalStage({
      server: { address: servers.temporalAddress },
      namespace: rehearsalNamespace,
      bundleDirectory: join(home, 'bundles'),
    });
    const each = continueAsNewEvery === undefined ? {} : { forceContinueAsNewEvery: continueAsNewEvery };
    return {
      run: (scenario, { bundle }) => stage.rehearse(bundle, calendar, scenario, each),
      async close() {
        await stage.close();
        await servers.stop();
      },
    };
  } catch (error) {
    await servers.stop();
    throw error;
  }
}
