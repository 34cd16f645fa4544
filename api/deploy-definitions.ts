/** Compiles definitions, compares them with what is deployed, and deploys all of them or none. */
import { bundleHash } from '../compiler/bundle-hash.ts';
import type { Finding } from '../compiler/finding.ts';
import { canonical, digest } from '../engine/chain.ts';
import type { Label } from '../rules/label.ts';
import type { DefinitionEntry } from '../store/definitions.ts';
import type { Compiled, Ports } from './ports.ts';
import { Problem } from './problems.ts';

export interface DefinitionChange {
  kind: 'procedure' | 'decision';
  id: string;
  title: Label;
  version: number;
  hash: string;
  change: 'new' | 'changed' | 'unchanged';
  previousVersion: number | null;
  openCases: number;
  /** For the running cases. */
  meaning: Label;
}

/** @throws Problem `definitions-invalid` with every finding; DeploymentRefused if a version was not raised */
export async function deployDefinitions(
  ports: Pick<Ports, 'compile' | 'shelf' | 'operations'>,
  files: readonly { path: string; text: string }[],
  by: string,
  dryRun = false,
): Promise<{ deployed: DefinitionChange[]; warnings: Finding[] }> {
  const { findings, ...compiled } = await ports.compile(files);
  refuseErrors(findings);
  const [before, open] = await Promise.all([ports.shelf.list(), ports.operations.openByDefinition()]);
  const deployed = changes(compiled, before, open);
  if (!dryRun) await ports.shelf.deploy(compiled, by);
  return { deployed, warnings: findings };
}

/** @throws Problem `definitions-invalid` with every finding */
export function refuseErrors(findings: readonly Finding[]): void {
  const errors = findings.filter(({ severity }) => severity === 'error');
  if (errors.length === 0) return;
  const detail = `定义有${errors.length}处错误，没有发布任何内容；请按 findings 逐项修改。`;
  const detailEn = `The definitions have ${errors.length} errors and nothing was deployed; see findings.`;
  throw new Problem('definitions-invalid', { detail, detailEn, more: { findings } });
}

function changes(
  { bundles, decisions }: Pick<Compiled, 'bundles' | 'decisions'>,
  before: readonly DefinitionEntry[],
  open: readonly { procedure: string; definition: string; cases: number }[],
): DefinitionChange[] {
  const all = [
    ...bundles.map((bundle) => ({ kind: 'procedure' as const, of: bundle.procedure, hash: bundleHash(bundle) })),
    ...decisions.map((decision) => ({ kind: 'decision' as const, of: decision, hash: digest(canonical(decision)) })),
  ];
  return all.map(({ kind, of, hash }) => {
    const previous = before.find((entry) => entry.kind === kind && entry.id === of.id && entry.current);
    const change = previous === undefined ? 'new' : previous.hash === hash ? 'unchanged' : 'changed';
    const openCases = open
      .filter(({ procedure, definition }) => kind === 'procedure' && procedure === of.id && definition !== hash)
      .reduce((sum, { cases }) => sum + cases, 0);
    const previousVersion = previous?.version ?? null;
    return {
      kind,
      id: of.id,
      title: of.title,
      version: of.version,
      hash,
      change,
      previousVersion,
      openCases,
      meaning: meaning(change, openCases),
    };
  });
}

function meaning(change: DefinitionChange['change'], openCases: number): Label {
  if (change === 'unchanged') return { zh: '内容未变。', en: 'Nothing changes.' };
  if (openCases === 0) return { zh: '没有在办件受影响。', en: 'No running case is affected.' };
  return {
    zh: `${openCases}件在办件继续按原版本办理；新件按新版本办理。`,
    en: `${openCases} running cases go on with the version that they began with; new cases get the new one.`,
  };
}
