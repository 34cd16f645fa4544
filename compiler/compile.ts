/**
 * All definition files of a tree to what is deployed: documents, decisions, and a bundle a procedure. Everything that
 * is wrong is told at once; what could be compiled is there beside it.
 */
import type { Bundle, Procedure } from '../engine/model.ts';
import type { Decision } from '../rules/decision/model.ts';
import type { Type } from '../rules/expression/type.ts';
import { type AcceptedFinding, takeAccepted } from './accept.ts';
import { checkProcedure, checkTree } from './check/run.ts';
import { closeDecision, decisionType, type OpenDecision, openDecision } from './decision.ts';
import { compileDocument, type DocumentInfo, groupUnits, letterNodes } from './document.ts';
import type { DecisionType } from './feel/context.ts';
import { type Finding, Report } from './finding.ts';
import { type Block, expandIncludes } from './procedure/blocks.ts';
import type { ProcedureFace, Surroundings } from './procedure/context.ts';
import { worthTelling } from './procedure/null-safe.ts';
import { type CompiledProcedure, compileProcedure } from './procedure/procedure.ts';
import { type DefinitionKind, schemaFaults } from './schema/check.ts';
import type { SourceNode } from './source/node.ts';
import { readSource } from './source/read.ts';
import type { ReadBeside } from './tables.ts';

/** `path` with `/` between folders; files that definitions refer to (figures) are among them. */
export interface DefinitionFile {
  path: string;
  text: string;
}

export interface Compiled {
  findings: Finding[];
  /** Warnings that are explained where they are. */
  accepted: AcceptedFinding[];
  /** By id; those with errors are left out. */
  bundles: Map<string, Bundle>;
  decisions: Map<string, Decision>;
  /** By slug. */
  documents: Map<string, DocumentInfo>;
  /** Every procedure as far as it could be compiled, with the types of its case data: for editors and diagrams. */
  compiled: { procedure: Procedure; typeOfData(name: string): Type | undefined }[];
}

export const DEFINITION_SUFFIX = '.banli.yaml';

interface Source {
  kind: DefinitionKind;
  path: string;
  folder: string;
  root: SourceNode;
}

const KINDS = ['document', 'decision', 'procedure', 'block'] as const;

export function compileDefinitions(files: readonly DefinitionFile[]): Compiled {
  const report = new Report();
  const sources = files.flatMap((file) =>
    file.path.endsWith(DEFINITION_SUFFIX) ? (readFile(file, report) ?? []) : [],
  );
  const tree = new Tree(files, sources);
  const compiled = tree.compile();
  for (const procedure of compiled) checkProcedure(procedure);
  checkTree({
    procedures: compiled,
    documents: tree.documentSources(),
    blocks: tree.blockSources(),
    decisions: tree.decisionSources(),
  });
  for (const source of sources) tellSchemaFaults(source, report);
  const accepted = takeAccepted(
    sources.map(({ root }) => root),
    report,
  );
  return { accepted, ...result(report, tree, compiled) };
}

function readFile({ path, text }: DefinitionFile, report: Report): Source | undefined {
  const before = report.findings.length;
  const root = readSource(path, text, report);
  // What is no YAML is not read further: every second fault would come from the first.
  const isYaml = !report.findings.slice(before).some(({ check }) => check.startsWith('yaml-'));
  if (root === undefined || !isYaml) return undefined;
  const kind = root.isMap ? KINDS.find((key) => root.has(key)) : undefined;
  if (kind === undefined) {
    root.error(
      'definition-kind',
      'this is no definition',
      `begin with one of ${KINDS.map((key) => `${key}:`).join(', ')}`,
    );
    return undefined;
  }
  return { kind, path, folder: folderOf(path), root };
}

/** Told where the readers, whose words are better, found nothing wrong with the file. */
function tellSchemaFaults({ root, path, kind }: Source, report: Report): void {
  if (report.findings.some(({ file, severity }) => file === path && severity === 'error')) return;
  for (const { at, message } of schemaFaults(root, kind)) at.error('schema', message, 'see schema/banli.schema.json');
}

function folderOf(path: string): string {
  const slash = path.lastIndexOf('/');
  return slash < 0 ? '' : path.slice(0, slash);
}

function result(report: Report, tree: Tree, compiled: readonly CompiledProcedure[]): Omit<Compiled, 'accepted'> {
  const findings = report.sorted();
  const broken = new Set(findings.filter(({ severity }) => severity === 'error').map(({ file }) => file));
  const bundles = new Map<string, Bundle>();
  const decisions = new Map([...tree.decisions].filter(([id]) => !broken.has(tree.fileOf('decision', id) ?? '')));
  for (const { procedure, sourceFiles } of compiled) {
    const parts = procedure.decisions.map((id) => decisions.get(id));
    if (sourceFiles.some((file) => broken.has(file)) || parts.includes(undefined)) continue;
    bundles.set(procedure.id, { procedure, decisions: parts as Decision[] });
  }
  const all = compiled.map(({ procedure, context }) => ({
    procedure,
    typeOfData: (name: string) => context.data.typeOf(name),
  }));
  return { findings, bundles, decisions, documents: tree.documents, compiled: all };
}

/** The files of a tree by what they are; a file belongs to the document in its folder or the nearest one above. */
class Tree {
  readonly documents = new Map<string, DocumentInfo>();
  readonly decisions = new Map<string, Decision>();
  /** By kind and id: a decision and the procedure that asks it may have one name. */
  private readonly files = new Map<string, string>();
  private readonly texts: ReadonlyMap<string, string>;
  private readonly sources: readonly Source[];
  private readonly byFolder = new Map<string, DocumentInfo>();
  private readonly units = new Map<DocumentInfo, ReadonlyMap<string, SourceNode>>();
  private readonly letters = new Map<DocumentInfo, ReadonlyMap<string, SourceNode>>();
  private readonly opened: { source: Source; open: OpenDecision }[] = [];

  constructor(files: readonly DefinitionFile[], sources: readonly Source[]) {
    this.texts = new Map(files.map(({ path, text }) => [path, text]));
    this.sources = sources;
  }

  compile(): CompiledProcedure[] {
    this.readDocuments();
    const types = this.openDecisions();
    this.closeDecisions(types);
    const blocks = new Map(this.blockSources().map((block) => [block.id, block]));
    const procedures = this.of('procedure').flatMap((source) => this.openProcedure(source, blocks) ?? []);
    const faces = new Map(procedures.map(({ id, root }) => [id, faceOf(id, root)]));
    return procedures.map(({ id, slug, root, source, document }) => {
      const letters = new Set<string>();
      const around = this.surroundings(source, document, types, faces, letters);
      const { report } = root;
      const before = report.findings.length;
      const compiled = compileProcedure({ id, slug, root }, around);
      compiled.sourceFiles = [...filesOf(root), ...letters];
      const told = report.findings.splice(before);
      report.findings.push(...told.filter((finding) => worthTelling(finding, this.textAt(finding), compiled.context)));
      return compiled;
    });
  }

  /** What stands where a finding points, within its line. */
  private textAt({ file, line, column, endLine, endColumn }: Finding): string {
    const text = this.texts.get(file)?.split('\n')[line - 1] ?? '';
    return text.slice(column - 1, endLine === line && endColumn !== undefined ? endColumn - 1 : undefined);
  }

  fileOf(kind: DefinitionKind, id: string): string | undefined {
    return this.files.get(nameOf(kind, id));
  }

  documentSources(): { root: SourceNode; document: DocumentInfo }[] {
    return this.of('document').flatMap(({ root, folder }) => {
      const document = this.byFolder.get(folder);
      return document === undefined ? [] : [{ root, document }];
    });
  }

  blockSources(): Block[] {
    return this.of('block').flatMap(({ root }) => {
      const id = root.get('block')?.text('the id of the block');
      return id === undefined ? [] : [{ id, root }];
    });
  }

  decisionSources(): { id: string; root: SourceNode }[] {
    return this.opened.map(({ open, source }) => ({ id: open.id, root: source.root }));
  }

  private of(kind: Source['kind']): Source[] {
    return this.sources.filter((source) => source.kind === kind);
  }

  private readDocuments(): void {
    for (const { root, folder, path } of this.of('document')) {
      const document = compileDocument(root, this.beside(folder));
      const other = this.documents.get(document.id);
      if (other !== undefined)
        duplicate(root.get('document') ?? root, 'document', document.id, this.fileOf('document', document.id));
      this.documents.set(document.id, document);
      this.files.set(nameOf('document', document.id), path);
      this.byFolder.set(folder, document);
      this.units.set(document, groupUnits(root));
      this.letters.set(document, letterNodes(root));
    }
  }

  private openDecisions(): Record<string, DecisionType> {
    const types: Record<string, DecisionType> = {};
    for (const source of this.of('decision')) {
      const document = this.documentOf(source);
      const open = document === undefined ? undefined : openDecision(source.root, document, this.beside(source.folder));
      if (open === undefined) continue;
      if (this.claim(open.id, 'decision', source)) {
        this.opened.push({ source, open });
        types[open.id] = decisionType(open);
      }
    }
    return types;
  }

  private closeDecisions(types: Readonly<Record<string, DecisionType>>): void {
    for (const { open } of this.opened) this.decisions.set(open.id, closeDecision(open, types));
  }

  private openProcedure(source: Source, blocks: ReadonlyMap<string, Block>) {
    const document = this.documentOf(source);
    const name = source.root.get('procedure');
    const id = name?.text('the id of the procedure');
    if (document === undefined || name === undefined || id === undefined) return undefined;
    if (!id.startsWith(`${document.id}.`)) {
      name.error(
        'id',
        `"${id}" is no id of a procedure of ${document.id}`,
        `write ${document.id}.<name in kebab-case>`,
      );
    }
    if (!this.claim(id, 'procedure', source)) return undefined;
    const root = expandIncludes(source.root, document.id, blocks);
    return { id, slug: document.id, root, source, document };
  }

  /** False where the id is taken. */
  private claim(id: string, kind: DefinitionKind, { root, path }: Source): boolean {
    const taken = this.fileOf(kind, id);
    if (taken !== undefined) duplicate(root.get(kind) ?? root, kind, id, taken);
    else this.files.set(nameOf(kind, id), path);
    return taken === undefined;
  }

  private documentOf({ folder, root }: Source): DocumentInfo | undefined {
    for (let at: string | undefined = folder; at !== undefined; at = at === '' ? undefined : folderOf(at)) {
      const document = this.byFolder.get(at);
      if (document !== undefined) return document;
    }
    root.error(
      'no-document',
      'the folder has no document',
      'add document.banli.yaml with its number, groups and registers',
    );
    return undefined;
  }

  private surroundings(
    source: Source,
    document: DocumentInfo,
    decisionTypes: Record<string, DecisionType>,
    procedures: ReadonlyMap<string, ProcedureFace>,
    letters: Set<string>,
  ): Surroundings {
    return {
      document,
      groupUnits: this.units.get(document) ?? new Map(),
      decisions: this.decisions,
      decisionTypes,
      procedures,
      beside: this.beside(source.folder),
      letters: this.letters.get(document) ?? new Map(),
      fileBeside: (node, name) => {
        const file = this.fileBeside(node, name);
        if (file !== undefined) letters.add(file.path);
        return file;
      },
    };
  }

  private fileBeside({ file }: SourceNode, name: string): DefinitionFile | undefined {
    const folder = folderOf(file);
    const path = folder === '' ? name : `${folder}/${name}`;
    const text = this.texts.get(path);
    return text === undefined ? undefined : { path, text };
  }

  private beside(folder: string): ReadBeside {
    return (name) => this.texts.get(folder === '' ? name : `${folder}/${name}`);
  }
}

function nameOf(kind: DefinitionKind, id: string): string {
  return `${kind} ${id}`;
}

function duplicate(node: SourceNode, kind: string, id: string, other: string | undefined): void {
  node.error('duplicate-id', `there is another ${kind} "${id}" in ${other}`, 'give one of them another id');
}

/** What other procedures may know of one: its start input, as far as it is written out, and its messages. */
function faceOf(id: string, root: SourceNode): ProcedureFace {
  const names = (node: SourceNode | undefined) =>
    node?.isMap ? node.entries().map(({ key }) => (key.endsWith('?') ? key.slice(0, -1) : key)) : [];
  const input = root.has('inputsOf') ? undefined : names(root.get('input'));
  return { id, input, messages: names(root.get('messages')) };
}

/** Files that a tree of nodes was put together from. */
function* filesOf(node: SourceNode, seen = new Set<string>()): Generator<string> {
  if (!seen.has(node.file)) {
    seen.add(node.file);
    yield node.file;
  }
  const { content } = node;
  if (content.kind === 'map') for (const { value } of content.entries) yield* filesOf(value, seen);
  if (content.kind === 'list') for (const item of content.items) yield* filesOf(item, seen);
}
