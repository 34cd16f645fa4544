/** The scopes of a marking, each with those around it. */
import type { Mark, Marking } from './marking.ts';

/** Where a script runs: the tokens of its scope, and the scopes around, outermost first. */
export interface Frame {
  list: Mark[];
  around: Mark[];
}

/** All scopes of a marking with those around them. */
export function* framesOf(marking: Marking): Generator<Frame> {
  yield* below({ list: marking.tokens, around: [] });
}

function* below(frame: Frame): Generator<Frame> {
  yield frame;
  for (const mark of frame.list) {
    if (mark.state === 'scope') yield* below({ list: mark.inner, around: [...frame.around, mark] });
    if (mark.state !== 'instances') continue;
    for (const instance of mark.inner)
      yield* below({ list: instance.inner, around: [...frame.around, mark, instance] });
  }
}
