/** Which faults are shown while one types: those of the fields that the person has been at, and those refused before. Pure. */
import type { Problem } from '../api/problem.ts';
import { pathUnder } from './faults.ts';

type Fault = NonNullable<Problem['errors']>[number];

export interface Touched {
  /** Names of fields whose value was changed. */
  changed: ReadonlySet<string>;
  /** Ids of inputs that were left. */
  left: ReadonlySet<string>;
}

/** @param foreseen what the API says now; undefined: it has not said yet */
export function faultsToShow(of: {
  refused: readonly Fault[];
  foreseen: readonly Fault[] | undefined;
  touched: Touched;
  under: string;
}): readonly Fault[] {
  const { refused, foreseen, touched, under } = of;
  if (foreseen === undefined) return refused;
  const wasRefused = new Set(refused.map(({ pointer }) => pointer));
  return foreseen.filter((fault) => wasRefused.has(fault.pointer) || isTouched(fault, touched, under));
}

/** What is missing is told once its input was left. */
function isTouched({ pointer, code }: Fault, { changed, left }: Touched, under: string): boolean {
  const path = pathUnder(pointer, under) ?? [];
  const [name = ''] = path;
  return left.has(['root', ...path].join('_')) || (code !== 'required' && changed.has(name));
}
