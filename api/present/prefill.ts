/** What stands in a form at first by its definition: reckoned from the case, figures and rows of registers. Pure. */
import type { TaskStep, Token } from '../../engine/model.ts';
import { environment, newRun } from '../../engine/run.ts';
import type { Instant } from '../../rules/calendar/date.ts';
import type { Env } from '../../rules/expression/env.ts';
import { compileExpr } from '../../rules/expression/evaluate.ts';
import { EvaluationFault } from '../../rules/expression/fault.ts';
import type { Json, JsonObject } from '../../rules/json.ts';
import type { CaseFile } from '../case-file.ts';

/** Rows as records with their `key`, by the register's id. */
export type RowsByRegister = ReadonlyMap<string, readonly JsonObject[]>;

/** A value that can not be reckoned is left out: the person fills it in. */
export function prefilled(
  { program, calendar, state }: Pick<CaseFile, 'program' | 'calendar' | 'state'>,
  { initial }: TaskStep,
  token: Token | undefined,
  rows: RowsByRegister,
  now: Instant,
): JsonObject {
  if (initial === undefined) return {};
  const item = token?.item;
  const seen = environment(newRun(program, calendar, state, now), item === undefined ? {} : { item: item.value });
  const call = (name: string, args: readonly Json[]): Json =>
    name === 'register' ? [...(rows.get(String(args[0])) ?? [])] : seen.call(name, args);
  const env: Env = { roots: seen.roots, now: seen.now, calendar, call };
  return Object.fromEntries(
    initial.values.flatMap(({ name, value }) => {
      const found = valueOrNull(() => compileExpr(value)(env));
      return found === null ? [] : [[name, found]];
    }),
  );
}

function valueOrNull(reckon: () => Json): Json {
  try {
    return reckon();
  } catch (error) {
    if (error instanceof EvaluationFault) return null;
    throw error;
  }
}
