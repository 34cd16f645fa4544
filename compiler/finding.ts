/** What is wrong with a definition, where, and what to write instead. */

/** A stretch of a file; lines and columns count from 1, columns in UTF-16 units; the end lies after the last character. */
export interface Position {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly endLine?: number;
  readonly endColumn?: number;
}

export type Severity = 'error' | 'warning';

export interface Finding extends Position {
  /** Name of the rule that was broken, in kebab-case: `unknown-key`, `duplicate-key`, `type-mismatch`, … */
  readonly check: string;
  readonly severity: Severity;
  readonly message: string;
  readonly remedy: string;
}

/** Gathers findings, so that all of them are told at once. */
export class Report {
  findings: Finding[] = [];

  add(severity: Severity, check: string, at: Position, message: string, remedy: string): void {
    this.findings.push({ check, severity, ...at, message, remedy });
  }

  error(check: string, at: Position, message: string, remedy: string): void {
    this.add('error', check, at, message, remedy);
  }

  warning(check: string, at: Position, message: string, remedy: string): void {
    this.add('warning', check, at, message, remedy);
  }

  get errorCount(): number {
    return this.findings.filter(({ severity }) => severity === 'error').length;
  }

  get hasErrors(): boolean {
    return this.errorCount > 0;
  }

  /** By file and place, each once: what several readers told of the same place is told once. */
  sorted(): Finding[] {
    const seen = new Set<string>();
    const different = this.findings.filter((finding) => {
      const key = JSON.stringify([finding.check, finding.file, finding.line, finding.column, finding.message]);
      return !seen.has(key) && seen.add(key);
    });
    return different.sort(
      (a, b) => compare(a.file, b.file) || a.line - b.line || a.column - b.column || compare(a.check, b.check),
    );
  }
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** `file:line:column: error check: message. remedy` */
export function printFinding(finding: Finding): string {
  const { file, line, column, severity, check, message, remedy } = finding;
  return `${file}:${line}:${column}: ${severity} ${check}: ${message}${remedy === '' ? '' : ` — ${remedy}`}`;
}
