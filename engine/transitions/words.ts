/** Faults of what a person writes with an act. */
import type { RefusalFault } from '../model.ts';

export function fault(field: string, code: string, message: string, messageZh: string): RefusalFault {
  return { field, code, message, messageZh };
}

export function blank(field: string): RefusalFault {
  return fault(field, 'required', 'it is empty', '不能为空');
}
