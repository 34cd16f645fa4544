import { join } from 'node:path';
import { stringify } from 'yaml';
import { writePrivateFile } from './data-directory.ts';
import type { Ports } from './runtime-file.ts';

/** Cases of the office run in the first, rehearsals in virtual time in the second. */
export const officeNamespace = 'banli';
export const rehearsalNamespace = 'banli-rehearsal';

/** Can't be changed after the first start. A production server of one's own has 512. */
const historyShards = 4;

/** How the server reaches its two databases. */
export interface TemporalDatabases {
  readonly port: number;
  readonly temporalPassword: string;
  readonly visibilityPassword: string;
}

/**
 * Writes the server's configuration: PostgreSQL, all services in one process, loopback only, no
 * metrics or profiling listener, time skipping in the rehearsal namespace alone.
 * @returns the path of the main file.
 */
export function writeTemporalConfig(directory: string, ports: Ports, databases: TemporalDatabases): string {
  const dynamicFile = join(directory, 'dynamic.yaml');
  const mainFile = join(directory, 'server.yaml');
  writePrivateFile(dynamicFile, stringify(dynamicConfig()));
  writePrivateFile(mainFile, stringify(mainConfig(ports, databases, dynamicFile)));
  return mainFile;
}

function dynamicConfig() {
  return {
    'frontend.WorkflowTimeSkippingEnabled': [
      { value: true, constraints: { namespace: rehearsalNamespace } },
      { value: false, constraints: {} },
    ],
    // By default a new timer is put off to the end of the second, against clocks that differ between hosts.
    // Here is one host: timers fire on time, and a skip takes 20 ms instead of a second.
    'history.timerProcessorMaxTimeShift': [{ value: '20ms', constraints: {} }],
    'history.timerProcessorMaxPollRPS': [{ value: 200, constraints: {} }],
  };
}

function mainConfig(ports: Ports, databases: TemporalDatabases, dynamicFile: string) {
  return {
    log: { stdout: true, level: 'warn' },
    persistence: {
      defaultStore: 'default',
      visibilityStore: 'visibility',
      numHistoryShards: historyShards,
      datastores: {
        default: sqlStore('temporal', databases.temporalPassword, databases.port, 20),
        visibility: sqlStore('temporal_visibility', databases.visibilityPassword, databases.port, 5),
      },
    },
    global: { membership: { maxJoinDuration: '30s', broadcastAddress: '127.0.0.1' } },
    services: services(ports),
    clusterMetadata: {
      enableGlobalNamespace: false,
      failoverVersionIncrement: 10,
      masterClusterName: 'active',
      currentClusterName: 'active',
      clusterInformation: {
        active: {
          enabled: true,
          initialFailoverVersion: 1,
          rpcName: 'frontend',
          rpcAddress: `127.0.0.1:${ports.temporal}`,
        },
      },
    },
    dcRedirectionPolicy: { policy: 'noop' },
    dynamicConfigClient: { filepath: dynamicFile, pollInterval: '60s' },
  };
}

function sqlStore(name: 'temporal' | 'temporal_visibility', password: string, port: number, connections: number) {
  return {
    sql: {
      pluginName: 'postgres12',
      databaseName: name,
      connectAddr: `127.0.0.1:${port}`,
      connectProtocol: 'tcp',
      user: name,
      password,
      maxConns: connections,
      maxIdleConns: connections,
      maxConnLifetime: '1h',
    },
  };
}

function services(ports: Ports) {
  const [history, matching, worker, ...membership] = ports.temporalInternal;
  const service = (grpcPort: number | undefined, membershipPort: number | undefined) => ({
    rpc: { grpcPort, membershipPort, bindOnLocalHost: true },
  });
  return {
    frontend: service(ports.temporal, membership[0]),
    history: service(history, membership[1]),
    matching: service(matching, membership[2]),
    worker: service(worker, membership[3]),
  };
}
