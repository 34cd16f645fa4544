/** What is too large for a case: what a form brings, and what the case would become. Pure. */
import { utf8ToBytes } from '@noble/hashes/utils.js';
import { LIMITS } from '../engine/limits.ts';
import type { CaseState, Command, Refusal } from '../engine/model.ts';
import type { Json } from '../rules/json.ts';

/** A form of a step, a message or a start is at most 64 KB. */
export function formTooLarge(command: Command): Refusal | null {
  const form = 'data' in command ? command.data : 'input' in command ? command.input : undefined;
  if (form === undefined || isSurelyWithin(form, LIMITS.completionBytes)) return null;
  const bytes = bytesOf(form);
  if (bytes <= LIMITS.completionBytes) return null;
  return tooLarge(
    `The data have ${bytes} bytes; at most ${LIMITS.completionBytes} are taken. Files go to the file store.`,
    `填报数据有${bytes}字节，最多${LIMITS.completionBytes}字节；附件请单独上传。`,
  );
}

/**
 * The state of a case is at most 512 KB: it travels whole into each new run. What makes a case that is past it no larger
 * is taken, so that it can be withdrawn or come to its end.
 */
export function stateTooLarge(before: CaseState, after: CaseState): Refusal | null {
  const limit = LIMITS.stateBytes;
  if (isSurelyWithin(after, limit)) return null;
  const bytes = bytesOf(after);
  if (bytes <= limit || bytes <= bytesOf(before)) return null;
  return tooLarge(
    `The case would hold ${bytes} bytes; at most ${limit} are kept. Hand in less, files to the file store, or split it into several cases.`,
    `该件数据将达${bytes}字节，最多${limit}字节；请精简内容，附件单独上传，或分为多件办理。`,
  );
}

/** UTF-8 takes at most three bytes for each unit of UTF-16: mostly there is no need to encode it. */
function isSurelyWithin(value: unknown, bytes: number): boolean {
  return JSON.stringify(value).length * 3 <= bytes;
}

/** Of its canonical JSON, which is as long as any other without spaces. */
function bytesOf(value: unknown): number {
  return utf8ToBytes(JSON.stringify(value as Json)).length;
}

function tooLarge(message: string, messageZh: string): Refusal {
  return { reason: 'invalid', detail: 'too-large', faults: [{ field: '', code: 'size', message, messageZh }] };
}
