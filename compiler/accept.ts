/**
 * `accept: [{ check, at, reason }]` in a definition file: a warning that its author has looked at and explains is not
 * told any more. One that explains nothing is a warning itself; an error can't be explained away.
 */
import { CATALOGUE } from './check/catalogue.ts';
import type { Finding, Position, Report } from './finding.ts';
import type { SourceNode } from './source/node.ts';
import { didYouMean } from './source/suggest.ts';

export interface AcceptedFinding extends Finding {
  /** Why it is as it should be. */
  readonly reason: string;
}

/** Takes what is explained out of the report. */
export function takeAccepted(roots: readonly SourceNode[], report: Report): AcceptedFinding[] {
  return roots.flatMap((root) => (root.get('accept')?.list() ?? []).flatMap((item) => takeOne(root, item, report)));
}

function takeOne(root: SourceNode, item: SourceNode, report: Report): AcceptedFinding[] {
  item.unknownKeys(['check', 'at', 'reason']);
  const checkNode = item.need('check');
  const check = checkNode?.text('the name of a check, such as may-be-null');
  const reason = item.need('reason')?.text('why it is as it should be');
  const at = item.get('at')?.text('the name of a step, deadline, field, …');
  if (checkNode === undefined || check === undefined || reason === undefined) return [];
  const names = CATALOGUE.map(({ name }) => name);
  if (!names.includes(check)) {
    checkNode.error('unknown-check', `there is no check "${check}"`, didYouMean(check, names));
    return [];
  }
  const spans = at === undefined ? [root.position] : [...spansOf(root, at)];
  const meant = ({ check: other, file, ...place }: Finding) =>
    other === check && file === root.file && spans.some((span) => lies(place, span));
  const taken = report.findings.filter((finding) => finding.severity === 'warning' && meant(finding));
  if (taken.length === 0) tellNothing(item, check, at, report.findings.some(meant));
  report.findings = report.findings.filter((finding) => !taken.includes(finding));
  return taken.map((finding) => ({ ...finding, reason }));
}

function tellNothing(item: SourceNode, check: string, at: string | undefined, isError: boolean): void {
  const where = at === undefined ? 'in this file' : `at "${at}"`;
  if (isError) item.warning('unused-accept', `${check} is an error ${where}`, 'correct it: errors are not accepted');
  else item.warning('unused-accept', `there is no warning ${check} ${where}`, 'drop it');
}

/** Where things of a name stand: key and content. */
function* spansOf(node: SourceNode, name: string): Generator<Position> {
  const { content } = node;
  if (content.kind === 'list') for (const item of content.items) yield* spansOf(item, name);
  if (content.kind !== 'map') return;
  for (const { key, name: keyNode, value } of content.entries) {
    if (key === name || key === `${name}?`) {
      const { endLine, endColumn } = value.position;
      yield {
        ...keyNode.position,
        ...(endLine !== undefined && { endLine }),
        ...(endColumn !== undefined && { endColumn }),
      };
    }
    yield* spansOf(value, name);
  }
}

function lies({ line, column }: Pick<Position, 'line' | 'column'>, span: Position): boolean {
  const { endLine = span.line, endColumn = span.column } = span;
  const isAfter = line > span.line || (line === span.line && column >= span.column);
  return isAfter && (line < endLine || (line === endLine && column <= endColumn));
}
