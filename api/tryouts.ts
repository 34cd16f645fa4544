/** Definitions that are tried before they are deployed: compiled once, and kept for the acts that follow. */

import { canonical, digest } from '../engine/chain.ts';
import { loadProgram, type Program } from '../engine/program.ts';
import { refuseErrors } from './deploy-definitions.ts';
import type { Compile, Compiled } from './ports.ts';
import { Problem } from './problems.ts';

const KEPT = 4;

export interface Tryouts {
  /** @throws Problem `definitions-invalid` with every finding; `not-found` if the files hold no such procedure */
  program(files: readonly { path: string; text: string }[], procedure: string): Promise<Program>;
}

export function createTryouts(compile: Compile): Tryouts {
  const known = new Map<string, Promise<Compiled>>();
  const compiled = (files: Parameters<Compile>[0]): Promise<Compiled> => {
    const key = digest(canonical(files));
    const found = known.get(key);
    if (found !== undefined) return found;
    const compiling = compile(files);
    known.set(key, compiling);
    compiling.catch(() => known.delete(key));
    for (const oldest of known.keys()) if (known.size > KEPT) known.delete(oldest);
    return compiling;
  };
  return {
    async program(files, procedure) {
      const { findings, bundles } = await compiled(files);
      refuseErrors(findings);
      const bundle = bundles.find((one) => one.procedure.id === procedure);
      if (bundle === undefined) throw new Problem('not-found');
      return loadProgram(bundle);
    },
  };
}
