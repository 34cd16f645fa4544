/** What a reconciliation came to: for people as a table, its differences as a file. */
import { createWriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { stringify } from 'csv-stringify';
import type { Field, FieldType } from '../rules/form/model.ts';
import { LINE_STATUSES, type ReconciledLine } from '../rules/functions/reconcile.ts';
import type { ReconciledLists } from './reconcile.ts';
import type { ListDecision } from './reconcile-decision.ts';

// ── words ───────────────────────────────────────────────────────────────────────────────────────────────────────

/** Amounts in yuan. */
export function told({ decision }: ListDecision, { outputs, statuses, citations }: ReconciledLists): string {
  const label = (name: string) => decision.outputs.find((output) => output.name === name)?.label.zh ?? '';
  const { status } = lineFields(decision);
  const rows = LINE_STATUSES.map((id) => {
    const { lines, amountFen, differenceFen } = statuses[id];
    return [id, lines.toLocaleString('en'), yuan(amountFen), yuan(differenceFen), codeLabel(status?.type, id)];
  });
  const sums = (['agreedFen', 'disputedFen', 'unclaimedFen'] as const).map((name) => {
    return [name, '', yuan(outputs[name]), '', label(name)];
  });
  const resultType = decision.outputs.find(({ name }) => name === 'result')?.type;
  const [citation] = citations;
  const articles = citations.map(({ article }) => article).join(', ');
  return [
    `${decision.title.zh} ${decision.id}: ${codeLabel(resultType, outputs.result)} ${outputs.result}`,
    '',
    ...[['', 'lines', 'amount, yuan', 'difference, yuan', ''], ...rows, [], ...sums].map(tableLine),
    '',
    `${citation?.document ?? ''} ${articles}`.trim(),
    '',
  ].join('\n');
}

const WIDTHS = [16, 12, 20, 20];

function tableLine([name = '', ...cells]: readonly string[]): string {
  const label = cells[3] ?? '';
  const numbers = cells.slice(0, 3).map((cell, i) => cell.padStart(WIDTHS[i + 1] ?? 0));
  return `${name.padEnd(WIDTHS[0] ?? 0)}${numbers.join('')}  ${label}`.trimEnd();
}

/** Exact, whatever the size. */
function yuan(fen: number): string {
  const digits = `${Math.abs(fen)}`.padStart(3, '0');
  return `${fen < 0 ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`;
}

function codeLabel(type: FieldType | undefined, id: string): string {
  return (type?.kind === 'enum' ? type.values.find((value) => value.id === id)?.label.zh : undefined) ?? id;
}

/** The fields of a line as the decision's output `lines` has them. */
function lineFields({ outputs }: ListDecision['decision']): Record<string, Field | undefined> {
  const type = outputs.find(({ name }) => name === 'lines')?.type;
  if (type?.kind !== 'list' || type.of.kind !== 'record') return {};
  return Object.fromEntries(type.of.fields.map((field) => [field.name, field]));
}

// ── the file ────────────────────────────────────────────────────────────────────────────────────────────────────

/** CSV has labels and amounts in yuan, NDJSON ids and fen. A file that was there is replaced when all is written. */
export async function writeDifferences(
  { decision }: ListDecision,
  differences: AsyncIterable<ReconciledLine>,
  target: string,
): Promise<void> {
  const part = `${target}.part`;
  try {
    const to = createWriteStream(part);
    if (/\.csv$/i.test(target)) await pipeline(Readable.from(csvRows(decision, differences)), csv(), to);
    else await pipeline(Readable.from(jsonLines(differences)), to);
    await rename(part, target);
  } catch (error) {
    await rm(part, { force: true });
    throw error;
  }
}

/** With a mark for Excel. */
const csv = () => stringify({ bom: true, record_delimiter: 'windows' });

/** Text that could be taken for a formula begins with an apostrophe. */
function safe(text: string): string {
  return /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
}

async function* csvRows(
  decision: ListDecision['decision'],
  differences: AsyncIterable<ReconciledLine>,
): AsyncGenerator<string[]> {
  const { waiverNo, status, differenceFen } = lineFields(decision);
  const heading = (field: Field | undefined, name: string) => field?.label.zh ?? name;
  yield [heading(waiverNo, 'waiverNo'), heading(status, 'status'), `${heading(differenceFen, 'difference')}（元）`];
  for await (const line of differences) {
    yield [safe(line.waiverNo), codeLabel(status?.type, line.status), yuan(line.differenceFen)];
  }
}

async function* jsonLines(differences: AsyncIterable<ReconciledLine>): AsyncGenerator<string> {
  for await (const line of differences) yield `${JSON.stringify(line)}\n`;
}
