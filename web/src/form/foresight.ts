/** What the API says to what is filled in now: its faults, and what would follow. Asked when the person pauses. */
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type { Problem } from '../api/problem.ts';
import type { Label } from '../api/queries.ts';
import type { Values } from './shape.ts';

export interface Foresight {
  follows: readonly Label[];
  errors: NonNullable<Problem['errors']>;
}

/** @throws Refused | Unreachable: then nothing is foretold, and the form goes on */
export type Foresee = (values: Values, signal: AbortSignal) => Promise<Foresight>;

const PAUSE_MS = 400;

export interface Foretold {
  foresight: Foresight | undefined;
  /** Whether it is of what is filled in now, not of what was a moment ago. */
  isCurrent: boolean;
}

/** @param besides what is sent besides the values: asked anew when it differs */
export function useForesight(of: string, foresee: Foresee | undefined, values: Values, besides: unknown): Foretold {
  const text = JSON.stringify({ values, besides });
  const settled = useSettled(text);
  const { data, isPlaceholderData } = useQuery({
    queryKey: ['foresight', of, settled],
    queryFn: ({ signal }) => foresee?.((JSON.parse(settled) as { values: Values }).values, signal) ?? null,
    enabled: foresee !== undefined,
    retry: false,
    gcTime: 0,
    placeholderData: keepPreviousData,
  });
  return { foresight: data ?? undefined, isCurrent: settled === text && !isPlaceholderData };
}

/** The value once it has stayed the same for a moment. */
function useSettled<T>(value: T): T {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [value]);
  return settled;
}
