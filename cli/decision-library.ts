/** The decisions of a folder of definitions; those of a document are compiled when the first of them is asked for. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { compileDecisions } from '../compiler/decisions.ts';
import { ID } from '../compiler/document.ts';
import { type Finding, printFinding, Report } from '../compiler/finding.ts';
import { didYouMean } from '../compiler/source/suggest.ts';
import type { Calendar } from '../rules/calendar/calendar.ts';
import { compileCalendar } from '../rules/calendar/calendar.ts';
import { type Decided, decideRule } from '../rules/decision/decide.ts';
import type { Decision } from '../rules/decision/model.ts';
import type { JsonObject } from '../rules/json.ts';
import { loadCalendars, operatorCalendars, SHIPPED_CALENDARS } from '../store/calendar-files.ts';
import { definitionFiles, slugsOf, textOf } from './definition-files.ts';

/** Why there is no such decision, one line each. */
export interface NoDecision {
  readonly missing: readonly string[];
}

interface Shelf {
  readonly decisions: ReadonlyMap<string, Decision>;
  readonly files: ReadonlyMap<string, string>;
  readonly errors: readonly Finding[];
}

export class DecisionLibrary {
  private readonly folder: string;
  private readonly shelves = new Map<string, Shelf>();
  private known: Calendar | undefined;

  constructor(folder: string) {
    this.folder = folder;
  }

  /** A decision whose definition has no fault. */
  find(id: string): Decision | NoDecision {
    const [slug = ''] = id.split('.');
    const shelf = this.shelf(slug);
    if (shelf === undefined)
      return { missing: [`there is no document "${slug}": ${didYouMean(slug, slugsOf(this.folder))}`] };
    const decision = shelf.decisions.get(id);
    const sources = [shelf.files.get(slug), shelf.files.get(id)];
    const errors = shelf.errors.filter(({ file }) => decision === undefined || sources.includes(file));
    if (decision === undefined && shelf.files.has(slug)) {
      return {
        missing: [
          `there is no decision "${id}": ${didYouMean(id, shelf.decisions.keys())}`,
          ...errors.map(printFinding),
        ],
      };
    }
    if (errors.length > 0) return { missing: errors.map(printFinding) };
    if (decision === undefined) return { missing: [`${slug} has no document.banli.yaml`] };
    return decision;
  }

  decide(decision: Decision, input: JsonObject): Decided {
    return decideRule(decision, input, this.calendar, (id) => {
      const found = this.find(id);
      return 'missing' in found ? undefined : found;
    });
  }

  private get calendar(): Calendar {
    this.known ??= compileCalendar(loadCalendars(SHIPPED_CALENDARS, operatorCalendars(process.env)));
    return this.known;
  }

  private shelf(slug: string): Shelf | undefined {
    const known = this.shelves.get(slug);
    if (known !== undefined) return known;
    const folder = join(this.folder, slug);
    if (!ID.test(slug) || !existsSync(folder)) return undefined;
    const report = new Report();
    const { decisions, files } = compileDecisions(definitionFiles(folder), report, textOf);
    const errors = report.sorted().filter(({ severity }) => severity === 'error');
    const shelf = { decisions, files, errors };
    this.shelves.set(slug, shelf);
    return shelf;
  }
}
