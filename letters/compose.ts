/**
 * From what a case has done to the letter that it issued: the facts up to the one that issued it, under the definition
 * and calendar that the case is pinned to. The same facts give the same letter, whenever it is written.
 */
import { evolve } from '../engine/evolve.ts';
import type { CaseState, DocumentKind, Fact, LetterParagraph, LetterValue } from '../engine/model.ts';
import { newCase } from '../engine/new-case.ts';
import type { Program } from '../engine/program.ts';
import { holds, newRun, type Run, value } from '../engine/run.ts';
import type { Calendar } from '../rules/calendar/calendar.ts';
import { localDate } from '../rules/calendar/date.ts';
import { EvaluationFault } from '../rules/expression/fault.ts';
import type { Expr } from '../rules/expression/tree.ts';
import type { Json, JsonObject } from '../rules/json.ts';
import { type Cause, causeOf, issuingGroup } from './cause.ts';
import { type Block, type BlockKind, type Letter, LetterFault } from './letter.ts';
import { reasonsOf } from './reasons.ts';
import { reviewWords } from './review.ts';
import { citationWords, dateWords, fieldLines, instantWords, yesNo } from './words.ts';

export interface Issued {
  program: Program;
  calendar: Calendar;
  case: Pick<CaseState, 'id' | 'number' | 'definition' | 'calendar'>;
  /** From the first on; later ones than the issuing one may be there. */
  facts: readonly Fact[];
  /** Number of the fact that issued it. */
  seq: number;
  /** Number of the document, such as 受理通知书〔2024〕00001. */
  number: string;
}

/** @throws LetterFault for a value that the text needs and the case has not; Error if the fact issued nothing */
export function composeLetter(issued: Issued): Letter {
  const facts = issued.facts.slice(0, issued.seq);
  const fact = facts.at(-1);
  if (fact?.type !== 'document-issued') throw new Error(`fact ${issued.seq} issued no document`);
  const { program } = issued;
  const kind = program.procedure.documents.find(({ id }) => id === fact.document);
  if (kind === undefined) throw new Error(`${program.procedure.id} has no document ${fact.document}`);
  const state = facts.reduce(evolve, newCase(issued.case));
  return new Writer(kind, newRun(program, issued.calendar, state, fact.at), facts, issued.number).letter();
}

class Writer {
  private readonly kind: DocumentKind;
  private readonly run: Run;
  private readonly facts: readonly Fact[];
  private readonly number: string;

  constructor(kind: DocumentKind, run: Run, facts: readonly Fact[], number: string) {
    this.kind = kind;
    this.run = run;
    this.facts = facts;
    this.number = number;
  }

  letter(): Letter {
    const { kind, number } = this;
    const title = kind.label.zh;
    const from = this.from();
    const to = this.to();
    const issuedOn = localDate(this.run.at);
    const cause = causeOf(this.run.program, this.facts);
    const blocks: Block[] = [
      block('from', from),
      block('title', title),
      block('number', number),
      ...(to === null ? [] : [block('to', `${to}：`)]),
      ...(kind.text === undefined ? this.ownWords(cause) : kind.text.flatMap((paragraph) => this.paragraph(paragraph))),
      ...(kind.text === undefined || kind.reasons === true ? this.reasons(cause) : []),
      ...(kind.review === true ? [block('text', reviewWords(issuedOn))] : []),
      ...this.annexes(cause),
      block('signature', from),
      block('date', dateWords(issuedOn)),
    ];
    return { title, number, from, issuedOn, blocks };
  }

  private from(): string {
    const { from } = this.kind;
    return from === undefined ? issuingGroup(this.run.program, this.facts) : this.needed(from, 'from');
  }

  /** Nobody where the case began by itself and the definition names nobody. */
  private to(): string | null {
    const { to } = this.kind;
    if (to !== undefined) return this.needed(to, 'to');
    const by = this.run.state.startedBy;
    if (by === null) return null;
    const { groups } = this.run.program.procedure;
    return by.onBehalfOf ?? this.subject() ?? groups.find(({ id }) => id === by.group)?.label.zh ?? null;
  }

  /** What people know the case by: the first text that it began with. */
  private subject(): string | undefined {
    const { input } = this.run.program.procedure;
    const field = input.fields.find(({ type, optional }) => type.kind === 'text' && optional !== true);
    const found = field === undefined ? null : this.run.state.data[field.name];
    return typeof found === 'string' && found !== '' ? found : undefined;
  }

  /** Without a text: the matter, what the case began with, what was filled in when the letter was issued. */
  private ownWords({ fields, data }: Cause): Block[] {
    const { program, state } = this.run;
    const began = this.facts[0];
    const input = began?.type === 'started' ? began.input : {};
    return [
      block('text', `关于“${program.procedure.title.zh}”一事（办件编号：${state.number}），现将有关内容告知如下：`),
      ...section('办件信息', fieldLines(program.procedure.input.fields, input)),
      ...section('办理情况', fieldLines(fields, data)),
    ];
  }

  private reasons({ citations }: Cause): Block[] {
    const law = citations.length === 0 ? [] : [block('text', `办理依据：${citationWords(citations)}。`)];
    return [...section('判定理由', reasonsOf(this.run.program, this.facts)), ...law];
  }

  private annexes(cause: Cause): Block[] {
    const { annexes } = this.kind;
    const names = annexes === undefined ? filesOf(cause) : textsOf(value(this.run, {}, annexes));
    return names.map((name, i) => block('annex', `附件${names.length === 1 ? '' : i + 1}：${name}`));
  }

  // ── the text of the definition ──

  private paragraph({ kind, when, parts }: LetterParagraph): Block[] {
    if (when !== undefined && !this.evaluated('if', () => holds(this.run, {}, when))) return [];
    const [only] = parts;
    if (kind === 'item' && parts.length === 1 && typeof only === 'object') {
      const found = this.valueOf(only);
      if (Array.isArray(found)) return found.map((one) => block('item', this.written(only, one)));
    }
    return [block(kind, parts.map((part) => (typeof part === 'string' ? part : this.words(part))).join(''))];
  }

  private words(part: LetterValue): string {
    const found = this.valueOf(part);
    return Array.isArray(found) ? found.map((one) => this.written(part, one)).join('、') : this.written(part, found);
  }

  private valueOf({ value: expr, source }: LetterValue): Json {
    const found = this.evaluated(source, () => value(this.run, {}, expr));
    if (Array.isArray(found) ? found.length === 0 : isEmpty(found))
      throw this.fault(source, 'has no value in this case');
    return found;
  }

  private written({ as, labels, source }: LetterValue, found: Json): string {
    if (isEmpty(found)) throw this.fault(source, 'holds an empty value');
    if (typeof found === 'boolean') return yesNo(found);
    const text = typeof found === 'object' ? null : String(found);
    if (text === null) throw this.fault(source, 'is no text');
    if (as === 'date') return dateWords(text);
    return as === 'instant' ? instantWords(text) : (labels?.[text] ?? text);
  }

  /** `from` and `to`. */
  private needed(expr: Expr, key: string): string {
    const found = this.evaluated(key, () => value(this.run, {}, expr));
    if (typeof found !== 'string' || found.trim() === '') throw this.fault(key, 'gives no text');
    return found;
  }

  private evaluated<T>(source: string, evaluate: () => T): T {
    try {
      return evaluate();
    } catch (error) {
      if (error instanceof EvaluationFault) throw this.fault(source, error.message);
      throw error;
    }
  }

  private fault(source: string, why: string): LetterFault {
    return new LetterFault(this.kind.id, source, why);
  }
}

function block(kind: BlockKind, text: string): Block {
  return { kind, text };
}

function section(title: string, lines: readonly string[]): Block[] {
  return lines.length === 0 ? [] : [block('heading', title), ...lines.map((line) => block('item', line))];
}

function isEmpty(found: Json): boolean {
  return found === null || (typeof found === 'string' && found.trim() === '');
}

/** Files that were handed in with the act. */
function filesOf({ fields, data }: Cause): string[] {
  return fields.flatMap(({ name, type }) => {
    const isFiles = type.kind === 'file' || (type.kind === 'list' && type.of.kind === 'file');
    return isFiles ? textsOf(data[name] ?? null) : [];
  });
}

/** Texts as they stand, files by their names. */
function textsOf(found: Json): string[] {
  if (found === null) return [];
  if (Array.isArray(found)) return found.flatMap(textsOf);
  return [typeof found === 'object' ? String((found as JsonObject).name ?? '') : String(found)];
}
