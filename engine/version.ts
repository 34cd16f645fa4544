/** The engine's behaviour that a run was started with; raised when a change could move a running case differently. */
export const ENGINE_VERSION = 1;
