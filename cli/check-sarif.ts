/** Findings as SARIF 2.1.0, which code hosts show beside the lines of a change. */
import { CATALOGUE } from '../compiler/check/catalogue.ts';
import type { Finding } from '../compiler/finding.ts';

export function toSarif(findings: readonly Finding[]): object {
  const used = new Set(findings.map(({ check }) => check));
  const rules = CATALOGUE.filter(({ name }) => used.has(name)).map(({ name, about, remedy }) => ({
    id: name,
    shortDescription: { text: about },
    help: { text: remedy },
  }));
  return {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [{ tool: { driver: { name: 'banli', rules } }, results: findings.map(resultOf) }],
  };
}

function resultOf({ check, severity, message, remedy, file, line, column, endLine, endColumn }: Finding): object {
  return {
    ruleId: check,
    level: severity,
    message: { text: remedy === '' ? message : `${message} — ${remedy}` },
    locations: [
      {
        physicalLocation: {
          artifactLocation: { uri: file },
          region: {
            startLine: line,
            startColumn: column,
            ...(endLine !== undefined && { endLine }),
            ...(endColumn !== undefined && { endColumn }),
          },
        },
      },
    ],
  };
}
