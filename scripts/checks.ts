/** Writes docs/checks.md from the catalogue of checks. */
import { existsSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { CHECKS } from '../compiler/check/all.ts';
import { CATALOGUE } from '../compiler/check/catalogue.ts';
import type { CheckInfo } from '../compiler/check/define.ts';

const root = fileURLToPath(new URL('..', import.meta.url));

const INTRODUCTION = `# Checks

\`banli check <files or folders>\` tells everything that is wrong with definitions at once, each as
\`file:line:column: severity check: message — remedy\`. Exit code 0: no error; 1: an error; 2: wrong usage.
\`--json\` and \`--format sarif\` print the same for programs, \`--list-checks\` this list. A file is read with all of its
document, and only what is wrong in it is told. An error keeps the definition from being deployed, a warning does not.

Faults of reading come first: checks of the flow are left aside while a procedure has errors of reading, because on half
a flow they would mislead. A broken definition and its right neighbour for most checks are in
\`test/definitions/bad\` and \`test/definitions/good\`.

## Soundness
The search walks through every state of the flow: conditions on fields take each code that some condition names, other
conditions are true or false, messages come or do not, deadlines that can move the case become overdue or are met, a
multi-instance step has no, one or two items. It shows the option to complete, proper completion and that no step is
dead, each with the shortest way to a counter-example. What hangs on a condition that the search does not understand
(such as how often a step was done) is a warning, "if its conditions allow it". Messages that no open step waits for do
not count as a way to the end. Past 20,000 states nothing is proven: such a procedure is deployed only with a stated
reason, \`soundness: { unproven: reason }\`.
`;

function table(checks: readonly CheckInfo[]): string {
  const rows = checks.map(({ name, severity, about, remedy }) => {
    const shown = existsSync(`${root}test/definitions/bad/${name}.banli.yaml`)
      ? `[${name}](../test/definitions/bad/${name}.banli.yaml)`
      : name;
    return `| ${shown} | ${severity} | ${about.replaceAll('|', '\\|')} | ${remedy.replaceAll('|', '\\|')} |`;
  });
  return `| check | | what is wrong | what to do |\n|---|---|---|---|\n${rows.join('\n')}\n`;
}

const compiled = new Set(CHECKS.map(({ name }) => name));
const text = `${INTRODUCTION}
## Of compiled definitions
${table(CATALOGUE.filter(({ name }) => compiled.has(name)))}
## Of reading
${table(CATALOGUE.filter(({ name }) => !compiled.has(name)))}`;

writeFileSync(`${root}docs/checks.md`, text);
