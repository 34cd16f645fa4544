/** Everything has a limit; a test stands at each limit and one past it. */
export const LIMITS = {
  /** Steps entered by one command: more means a loop of automatic steps. */
  movesPerCommand: 1_000,
  itemsPerStep: 1_000,
  /** Bytes of canonical JSON. */
  stateBytes: 512 * 1024,
  completionBytes: 64 * 1024,
  scriptEntries: 10_000,
  answersKept: 500,
} as const;
