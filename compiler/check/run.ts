/** Runs the checks over what was compiled. */
import type { CompiledProcedure } from '../procedure/procedure.ts';
import { makeNet } from '../soundness/net.ts';
import { judge } from '../soundness/verdict.ts';
import type { SourceNode } from '../source/node.ts';
import { CHECKS } from './all.ts';
import type { CheckInfo, Section, Subject, Tell, WholeTree } from './define.ts';

export type { WholeTree } from './define.ts';

/** `statesMax`: how far the search for soundness goes. */
export function checkProcedure(compiled: CompiledProcedure, statesMax?: number): void {
  const { procedure, context, root } = compiled;
  const net = makeNet(procedure, (name) => context.data.typeOf(name));
  const subject: Subject = {
    ...compiled,
    verdict: judge(net, statesMax),
    nameOf: (section, id) => nameOf(compiled, section, id),
  };
  const broken = new Set(root.report.findings.filter(({ severity }) => severity === 'error').map(({ file }) => file));
  const whole = !compiled.sourceFiles.some((file) => broken.has(file));
  for (const check of CHECKS) {
    if ('procedure' in check && (whole || check.needsWhole !== true)) check.procedure(subject, teller(check, root));
  }
}

export function checkTree(tree: WholeTree): void {
  for (const check of CHECKS) if ('tree' in check) check.tree(tree, teller(check));
}

function teller(check: CheckInfo, root?: SourceNode): Tell {
  return (at, message, { remedy = check.remedy, possible = false } = {}) => {
    const { report } = root ?? at;
    const text = possible ? `${message} (if its conditions allow it)` : message;
    report.add(possible ? 'warning' : check.severity, check.name, at.position, text, remedy);
  };
}

function nameOf({ context, root }: CompiledProcedure, section: Section, id: string): SourceNode {
  if (section === 'steps') return context.declared.steps.get(id)?.name ?? root;
  const node = root.get(section);
  const entry = node?.isMap ? node.entries().find(({ key }) => key === id) : undefined;
  return entry?.name ?? node ?? root;
}
