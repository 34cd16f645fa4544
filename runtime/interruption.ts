/** Ctrl-C, a service manager's stop, a closed terminal. */
const stopSignals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** Turns the first stop signal into an abort; `forget` gives the signals back to Node. */
export interface Interruption {
  readonly signal: AbortSignal;
  readonly forget: () => void;
}

/** Listens for stop signals. Later ones are ignored: stopping in order takes some seconds. */
export function listenForInterruption(): Interruption {
  const controller = new AbortController();
  const onSignal = () => controller.abort();
  for (const name of stopSignals) process.on(name, onSignal);
  return {
    signal: controller.signal,
    forget: () => {
      for (const name of stopSignals) process.off(name, onSignal);
    },
  };
}
