/**
 * The engine's behaviour that a run was started with; raised when a change could move a running case differently.
 *
 * 1: a command happens at the workflow's clock.
 * 2: it happens at the instant that it carries, and time advances to the instant that was waited for
 *    (docs/decisions/0007-instants-come-with-commands.md).
 * 3: one thing at a time, and a mark where the timer fired (docs/decisions/0008-one-thing-at-a-time.md).
 * 4: a letter can be served after the end of the case (docs/decisions/0009-served-after-the-end.md).
 * 5: small rules are evaluated where facts are recorded (docs/decisions/0011-rules-follow-the-record.md).
 */
export const ENGINE_VERSION = 5;
