/**
 * Goal: each check finds what it is for, where it stands, and nothing else; its right neighbour passes in silence.
 * Method: test/definitions/bad/<check> says in its head what must be told (`# expect: <check> in line <n>`) and is
 * compared with all that is told about it; test/definitions/good/<check> must be told nothing about. A folder is
 * a case of several files.
 */
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { CATALOGUE } from '../compiler/check/catalogue.ts';
import { compileDefinitions, type DefinitionFile } from '../compiler/compile.ts';
import { printFinding } from '../compiler/finding.ts';
import { filesUnder } from './compiler/tree.ts';

const ROOT = 'test/definitions';
const base = [
  { path: `${ROOT}/document.banli.yaml`, text: readFileSync(`${ROOT}/document.banli.yaml`, 'utf8') },
  ...filesUnder(`${ROOT}/decisions`),
];

function filesOf(path: string): DefinitionFile[] {
  if (!statSync(path).isDirectory()) return [{ path, text: readFileSync(path, 'utf8') }];
  return filesUnder(path);
}

function told(path: string): { line: string; text: string }[] {
  const own = filesOf(path);
  const names = new Set(own.map((file) => file.path));
  const withDocument = own.some(({ text }) => /^document:/m.test(text)) ? own : [...base, ...own];
  return compileDefinitions(withDocument)
    .findings.filter(({ file }) => names.has(file))
    .map((finding) => ({ line: `${finding.check} in line ${finding.line}`, text: printFinding(finding) }));
}

function expected(path: string): string[] {
  return filesOf(path).flatMap(({ text }) => [...text.matchAll(/^# expect: (.*)$/gm)].map(([, line = '']) => line));
}

const bad = readdirSync(`${ROOT}/bad`).sort();
const nameOf = (entry: string) => entry.replace(/\.banli\.yaml$/, '');

describe('a broken definition', () => {
  test.each(bad)('%s', (entry) => {
    const path = join(ROOT, 'bad', entry);
    const wanted = expected(path);
    expect(wanted.length).toBeGreaterThan(0);
    const found = told(path);
    expect(found.map(({ line }) => line).sort(), found.map(({ text }) => text).join('\n')).toEqual(wanted.sort());
  });
});

describe('its right neighbour', () => {
  test.each(readdirSync(`${ROOT}/good`).sort())('%s', (entry) => {
    expect(told(join(ROOT, 'good', entry)).map(({ text }) => text)).toEqual([]);
  });

  test('is there for each', () => {
    const alone = bad.filter((entry) => !entry.startsWith('three-') && !existsSync(join(ROOT, 'good', entry)));
    expect(alone).toEqual([]);
  });
});

describe('the catalogue', () => {
  test('has every name that is told, once, with its meaning and remedy', () => {
    const names = CATALOGUE.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    const all = bad.flatMap((entry) => expected(join(ROOT, 'bad', entry)).map((line) => line.split(' ')[0] ?? ''));
    expect(all.filter((name) => !names.includes(name) && !name.startsWith('yaml-'))).toEqual([]);
    for (const { about, remedy } of CATALOGUE) expect(about.length * remedy.length).toBeGreaterThan(0);
  });

  test('names each file of a check over compiled definitions like the check in it, with a broken example', () => {
    const names = readdirSync('compiler/check')
      .map((file) => ({ file, text: readFileSync(`compiler/check/${file}`, 'utf8') }))
      .flatMap(({ file, text }) =>
        /: (Procedure|Tree)Check = \{/.test(text) ? [{ file, name: /name: '([a-z-]+)'/.exec(text)?.[1] }] : [],
      );
    expect(names.filter(({ file, name }) => file !== `${name}.ts`)).toEqual([]);
    const shown = bad.map(nameOf);
    expect(names.map(({ name }) => name).filter((name) => !shown.includes(name ?? ''))).toEqual([]);
  });

  test('is described in docs/checks.md', () => {
    const doc = readFileSync('docs/checks.md', 'utf8');
    const missing = CATALOGUE.filter(
      ({ name, about }) => !doc.includes(name) || !doc.includes(about.replaceAll('|', '\\|')),
    );
    expect(missing.map(({ name }) => name)).toEqual([]);
  });
});
