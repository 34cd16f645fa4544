/** The built-in functions by the name that a tree uses. Their signatures are in compiler/feel/functions. */
import type { BuiltIn } from './arguments.ts';
import { DATE_FUNCTIONS } from './date.ts';
import { LIST_FUNCTIONS } from './list.ts';
import { NUMBER_FUNCTIONS } from './number.ts';
import { TEXT_FUNCTIONS } from './text.ts';

export const BUILT_IN: Readonly<Record<string, BuiltIn>> = {
  ...TEXT_FUNCTIONS,
  ...NUMBER_FUNCTIONS,
  ...LIST_FUNCTIONS,
  ...DATE_FUNCTIONS,
};
