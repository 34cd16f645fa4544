/** The procedures of a folder of definitions; those of a document are compiled when the first of them is asked for. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { compileDefinitions } from '../compiler/compile.ts';
import { ID } from '../compiler/document.ts';
import { type Finding, printFinding } from '../compiler/finding.ts';
import { didYouMean } from '../compiler/source/suggest.ts';
import type { Bundle } from '../engine/model.ts';
import { loadProgram, type Program } from '../engine/program.ts';
import { definitionTree, slugsOf } from './definition-files.ts';

export interface FoundProcedure {
  readonly bundle: Bundle;
  readonly program: Program;
}

/** Why there is no such procedure, one line each. */
export interface NoProcedure {
  readonly missing: readonly string[];
}

interface Shelf {
  readonly bundles: ReadonlyMap<string, Bundle>;
  readonly errors: readonly Finding[];
}

export class ProcedureLibrary {
  private readonly folder: string;
  private readonly shelves = new Map<string, Shelf>();
  private readonly found = new Map<string, FoundProcedure>();

  constructor(folder: string) {
    this.folder = folder;
  }

  find(id: string): FoundProcedure | NoProcedure {
    const known = this.found.get(id);
    if (known !== undefined) return known;
    const [slug = ''] = id.split('.');
    const shelf = this.shelf(slug);
    if (shelf === undefined) {
      return { missing: [`there is no document "${slug}": ${didYouMean(slug, slugsOf(this.folder))}`] };
    }
    const bundle = shelf.bundles.get(id);
    if (bundle === undefined) {
      // A fault elsewhere in the document is not this procedure's; one that kept it from compiling is.
      if (shelf.errors.length > 0) return { missing: shelf.errors.map(printFinding) };
      return { missing: [`there is no procedure "${id}": ${didYouMean(id, shelf.bundles.keys())}`] };
    }
    const procedure = { bundle, program: loadProgram(bundle) };
    this.found.set(id, procedure);
    return procedure;
  }

  private shelf(slug: string): Shelf | undefined {
    const known = this.shelves.get(slug);
    if (known !== undefined) return known;
    const folder = join(this.folder, slug);
    if (!ID.test(slug) || !existsSync(folder)) return undefined;
    const { bundles, findings } = compileDefinitions(definitionTree(folder));
    const shelf = { bundles, errors: findings.filter(({ severity }) => severity === 'error') };
    this.shelves.set(slug, shelf);
    return shelf;
  }
}
