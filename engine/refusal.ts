import type { Refusal, RefusalFault } from './model.ts';

/** A refusal is an answer with a named reason. */
export function refusal(
  reason: Refusal['reason'],
  detail: string,
  faults: RefusalFault[] = [],
  at: { step?: string; item?: string; message?: string } = {},
): Refusal {
  return { reason, detail, ...at, faults };
}
