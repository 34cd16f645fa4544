/** A service that the supervisor keeps running: how to start it, how to see that it works, how to end it. */
export interface ServiceSpec {
  readonly name: string;
  /** Called before every start, also after a crash: clears what the last one left behind. */
  readonly prepare?: () => Promise<void>;
  readonly command: string;
  readonly args: readonly string[];
  /** Added to the supervisor's own environment. */
  readonly environment: Readonly<Record<string, string>>;
  readonly workingDirectory?: string;
  /** Run as another user; only root can. */
  readonly user?: { readonly uid: number; readonly gid: number };
  /** Resolves if the service does its work now; rejects with the reason if not. */
  readonly check: () => Promise<void>;
  /** Called once, when the service is healthy for the first time: schemas, namespaces. The next service waits for it. */
  readonly afterFirstHealthy?: () => Promise<void>;
  /** How long the first healthy check may take, in milliseconds. */
  readonly startLimitMs: number;
  readonly stopSignal: NodeJS.Signals;
  /** After this many milliseconds a service that was asked to stop is killed. */
  readonly stopGraceMs: number;
}

/** Says to a person what is going on, one line at a time. */
export type Log = (line: string) => void;
