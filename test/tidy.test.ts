/**
 * Goal: the repository keeps its own rules. Method: read every source file and look at imports and calls; each rule has
 * a control that shows it can fail.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize, relative } from 'node:path';
import { describe, expect, test } from 'vitest';

const ROOT = join(import.meta.dirname, '..');

function sources(folder: string): string[] {
  return readdirSync(join(ROOT, folder), { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name))
    .map((entry) => relative(ROOT, join(entry.parentPath, entry.name)));
}

const inSandbox = (folder: string): string[] => sources(folder).filter((file) => !HOST_SIDE.has(file));

const textOf = (file: string): string => readFileSync(join(ROOT, file), 'utf8');

/** Module names that a file imports; those of its own as paths from the root. */
function importsOf(file: string, text: string): { specifier: string; typeOnly: boolean }[] {
  const found = text.matchAll(/^(?:import|export)\s+(type\s+)?[^'"]*?from\s+'([^']+)'|^import\s+'([^']+)'/gm);
  return [...found].map((match) => {
    const name = match[2] ?? match[3] ?? '';
    const specifier = name.startsWith('.') ? normalize(join(dirname(file), name)) : name;
    return { specifier, typeOnly: match[1] !== undefined };
  });
}

/** What each folder may import of ours, and of packages. Nothing points back. */
const MAY_IMPORT: Record<string, { ours: string[]; packages: RegExp }> = {
  rules: { ours: ['rules'], packages: /^(decimal\.js|@noble\/hashes\/.*)$/ },
  engine: { ours: ['engine', 'rules'], packages: /^(@noble\/hashes\/.*|canonicalize)$/ },
  compiler: {
    ours: ['compiler', 'engine', 'rules', 'schema'],
    packages: /^(yaml|lezer-feel|@lezer\/common|ajv.*|canonicalize|@noble\/hashes\/.*|node:.*)$/,
  },
  letters: { ours: ['letters', 'engine', 'rules'], packages: /^$/ },
  interchange: { ours: ['interchange', 'engine', 'rules'], packages: /^(bpmn-moddle|@dagrejs\/dagre)$/ },
  rendering: { ours: ['rendering', 'letters', 'rules'], packages: /^(docx|pdfkit|fflate|node:.*)$/ },
  simulation: {
    ours: ['simulation', 'rehearsal', 'scheduler', 'engine', 'rules'],
    packages: /^fast-check$/,
  },
  workflows: {
    ours: ['workflows', 'engine', 'rules', 'activities', 'codec'],
    packages: /^(@temporalio\/(workflow|common|client|activity).*|@noble\/.*|canonicalize)$/,
  },
};

/** Beside the workflow, but outside the sandbox: bundling it and calling it. */
const HOST_SIDE = new Set([
  'workflows/bundle.ts',
  'workflows/case-client.ts',
  'workflows/case-worker.ts',
  'workflows/tick-schedule.ts',
]);

function strangers(file: string, text: string): string[] {
  const folder = file.split('/')[0] as string;
  const rule = MAY_IMPORT[folder];
  if (rule === undefined) return [];
  return importsOf(file, text)
    .filter(({ specifier }) => {
      const ours =
        /^(rules|engine|compiler|interchange|letters|rendering|workflows|activities|codec|store|api|cli|runtime|rehearsal|replay|scheduler|simulation|schema|web|scripts|test|worker\.ts)(\/|$)/.test(
          specifier,
        );
      if (ours) return !rule.ours.includes(specifier.split('/')[0] as string);
      return !rule.packages.test(specifier);
    })
    .map(({ specifier }) => `${file} imports ${specifier}`);
}

/** Nothing in the pure folders, nor in workflow code, reads a clock, chance, a locale or the machine. */
const BANNED: [RegExp, string][] = [
  [/\bDate\.now\b/, 'Date.now: time is an argument'],
  [/\bnew Date\b/, 'new Date: time is an argument'],
  [/\bMath\.random\b/, 'Math.random: the core is deterministic'],
  [/\bIntl\./, 'Intl: its data change with the machine'],
  [/\.toLocale[A-Z]\w*\(/, 'locale methods: their data change with the machine'],
  [/\blocaleCompare\(/, 'localeCompare: its data change with the machine'],
  [/\bsetTimeout\(|\bsetInterval\(/, 'timers: the workflow has one of its own'],
  [/\bprocess\./, 'process: no I/O'],
];

function withoutComments(text: string): string {
  return text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/\/\/.*$/gm, '');
}

/** In the sandbox Date.now() is the workflow's own time; one module asks for it. */
const MAY_ASK_TIME = new Set(['workflows/case-workflow.ts']);

function banned(file: string, text: string): string[] {
  const code = MAY_ASK_TIME.has(file) ? withoutComments(text).replaceAll('Date.now', '') : withoutComments(text);
  return BANNED.filter(([pattern]) => pattern.test(code)).map(([, why]) => `${file}: ${why}`);
}

describe('imports point one way', () => {
  for (const folder of Object.keys(MAY_IMPORT)) {
    test(`${folder}/ imports only what lies below it`, () => {
      expect(inSandbox(folder).flatMap((file) => strangers(file, textOf(file)))).toEqual([]);
    });
  }

  test('control: an import that points back is found', () => {
    expect(strangers('rules/x.ts', "import { decide } from '../engine/decide.ts';\n")).toEqual([
      'rules/x.ts imports engine/decide.ts',
    ]);
    expect(strangers('engine/x.ts', "import { readFile } from 'node:fs';\n")).toEqual(['engine/x.ts imports node:fs']);
  });
});

describe('the core is pure', () => {
  for (const folder of ['rules', 'engine', 'interchange', 'letters', 'simulation', 'workflows']) {
    test(`${folder}/ reads no clock, chance, locale or machine`, () => {
      expect(inSandbox(folder).flatMap((file) => banned(file, textOf(file)))).toEqual([]);
    });
  }

  test('control: a banned call is found, in a comment it is not', () => {
    expect(banned('engine/x.ts', 'const t = Date.now();')).toHaveLength(1);
    expect(banned('engine/x.ts', '// Date.now() is banned')).toEqual([]);
  });
});

describe('what a stranger must not find', () => {
  const files = [
    'rules',
    'engine',
    'compiler',
    'interchange',
    'letters',
    'rendering',
    'workflows',
    'activities',
    'codec',
    'store',
    'api',
    'cli',
    'runtime',
    'rehearsal',
    'replay',
    'scheduler',
    'simulation',
    'scripts',
    'web/src',
    'docs',
    'definitions',
  ].flatMap((folder) => {
    try {
      return readdirSync(join(ROOT, folder), { withFileTypes: true, recursive: true })
        .filter((entry) => entry.isFile() && /\.(tsx?|mjs|md|ya?ml|json)$/.test(entry.name))
        .map((entry) => relative(ROOT, join(entry.parentPath, entry.name)));
    } catch {
      return [];
    }
  });

  test('no file refers to papers outside the repository or to a path of some machine', () => {
    const found = files.filter((file) => /\.\.\/shared\/|\/work\/|\/root\/|\/home\/\w/.test(textOf(file)));
    expect(found).toEqual([]);
  });

  test('no leftover marks', () => {
    expect(files.filter((file) => /\b(TODO|FIXME|XXX)\b/.test(textOf(file)))).toEqual([]);
  });
});
