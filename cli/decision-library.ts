/** The decisions of a folder of definitions; each is compiled when it is first asked for. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { compileDecisions, type DefinitionFile, filesFor, headOf } from '../compiler/decisions.ts';
import { ID } from '../compiler/document.ts';
import { printFinding, Report } from '../compiler/finding.ts';
import { didYouMean } from '../compiler/source/suggest.ts';
import type { Calendar } from '../rules/calendar/calendar.ts';
import { compileCalendar } from '../rules/calendar/calendar.ts';
import { type Decided, decideRule } from '../rules/decision/decide.ts';
import type { Decision } from '../rules/decision/model.ts';
import { EvaluationFault } from '../rules/expression/fault.ts';
import { type CheckedForm, checkForm } from '../rules/form/check.ts';
import type { Form } from '../rules/form/model.ts';
import type { JsonObject } from '../rules/json.ts';
import { loadCalendars, operatorCalendars, SHIPPED_CALENDARS } from '../store/calendar-files.ts';
import { definitionFiles, slugsOf, textOf } from './definition-files.ts';

/** Why there is no such decision, one line each. */
export interface NoDecision {
  readonly missing: readonly string[];
}

/** A batch may name any number of decisions that do not exist. */
const FOUND_MAX = 1_000;

export class DecisionLibrary {
  private readonly folder: string;
  private readonly files = new Map<string, readonly DefinitionFile[]>();
  private readonly found = new Map<string, Decision | NoDecision>();
  private known: Calendar | undefined;

  constructor(folder: string) {
    this.folder = folder;
  }

  /** A decision whose definition has no fault. */
  find(id: string): Decision | NoDecision {
    let decision = this.found.get(id);
    if (decision === undefined) {
      decision = this.compile(id);
      if (this.found.size < FOUND_MAX) this.found.set(id, decision);
    }
    return decision;
  }

  /** Ids of the decisions with a stage `function: <name>`. */
  callersOf(name: string): string[] {
    const files = slugsOf(this.folder).flatMap((slug) => this.filesOf(slug) ?? []);
    const calls = new RegExp(`^[ \\t-]*\\{?[ \\t]*function:[ \\t]*${name}(?=[,}\\s]|$)`, 'm');
    return files.flatMap((file) => {
      const head = headOf(file);
      return head?.kind === 'decision' && calls.test(file.text) ? [head.id] : [];
    });
  }

  decide(decision: Decision, input: JsonObject): Decided {
    return decideRule(decision, input, this.calendar, (id) => {
      const found = this.find(id);
      return 'missing' in found ? undefined : found;
    });
  }

  /** Some of a decision's inputs, checked as `decide` checks them all. */
  checkInputs(decision: Decision, inputs: Form, given: JsonObject): CheckedForm {
    const call = (name: string): never => {
      throw new EvaluationFault('wrong-type', `a part of the inputs can't ask for ${name}(…)`);
    };
    return checkForm(inputs, given, {
      env: { roots: { tables: decision.tables }, now: 0, calendar: this.calendar, call },
    });
  }

  private get calendar(): Calendar {
    this.known ??= compileCalendar(loadCalendars(SHIPPED_CALENDARS, operatorCalendars(process.env)));
    return this.known;
  }

  private compile(id: string): Decision | NoDecision {
    const [slug = ''] = id.split('.');
    const files = this.filesOf(slug);
    if (files === undefined)
      return { missing: [`there is no document "${slug}": ${didYouMean(slug, slugsOf(this.folder))}`] };
    const heads = files.flatMap((file) => headOf(file) ?? []);
    const ids = heads.filter(({ kind }) => kind === 'decision').map((head) => head.id);
    if (!ids.includes(id)) return { missing: [`there is no decision "${id}": ${didYouMean(id, ids)}`] };
    const report = new Report();
    const decision = compileDecisions(filesFor(id, files), report, textOf).decisions.get(id);
    const errors = report.sorted().filter(({ severity }) => severity === 'error');
    if (decision !== undefined && errors.length === 0) return decision;
    return { missing: errors.length > 0 ? errors.map(printFinding) : [`${slug} has no document.banli.yaml`] };
  }

  private filesOf(slug: string): readonly DefinitionFile[] | undefined {
    const known = this.files.get(slug);
    if (known !== undefined) return known;
    const folder = join(this.folder, slug);
    if (!ID.test(slug) || !existsSync(folder)) return undefined;
    const files = definitionFiles(folder);
    this.files.set(slug, files);
    return files;
  }
}
