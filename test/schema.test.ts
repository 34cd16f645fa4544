/**
 * Goal: the published schema is the one of the source, takes every definition that ships, and makes an editor help.
 * Method: the file against its source; ajv over the definitions; and yaml-language-server, which VS Code uses, asked
 * for completion, hover and validation as an editor would.
 */
import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { beforeAll, describe, expect, test } from 'vitest';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { getLanguageService, type LanguageService } from 'yaml-language-server';
import { Report } from '../compiler/finding.ts';
import { schemaFaults } from '../compiler/schema/check.ts';
import { LANGUAGE } from '../compiler/schema/language.ts';
import type { SourceNode } from '../compiler/source/node.ts';
import { readSource } from '../compiler/source/read.ts';
import { filesUnder } from './compiler/tree.ts';

const published = readFileSync('schema/banli.schema.json', 'utf8');

test('the published file is what scripts/schema.ts writes', () => {
  expect(published).toBe(`${JSON.stringify(LANGUAGE, null, 2)}\n`);
});

test('it is a good schema by the metaschema of its draft', () => {
  const ajv = new Ajv2020({ strict: false, validateFormats: false });
  expect(ajv.validateSchema(LANGUAGE)).toBe(true);
  expect(ajv.validateSchema({ ...LANGUAGE, oneOf: 'procedure' })).toBe(false);
});

test('every key has a description, for hover', () => {
  const bare: string[] = [];
  const visit = (part: unknown, path: string): void => {
    if (Array.isArray(part)) for (const [i, item] of part.entries()) visit(item, `${path}/${i}`);
    if (typeof part !== 'object' || part === null || Array.isArray(part)) return;
    const { properties, ...others } = part as { properties?: Record<string, { description?: string; $ref?: string }> };
    for (const [key, schema] of Object.entries(properties ?? {})) {
      if (schema.description === undefined && schema.$ref === undefined) bare.push(`${path}/${key}`);
      visit(schema, `${path}/${key}`);
    }
    for (const [key, child] of Object.entries(others)) visit(child, `${path}/${key}`);
  };
  visit(LANGUAGE, '');
  expect(bare).toEqual([]);
});

const kindOf = (root: SourceNode) => KINDS.find((kind) => root.has(kind)) ?? 'procedure';
const KINDS = ['document', 'decision', 'procedure', 'block'] as const;
const shipped = filesUnder('definitions/ride-hailing').filter(({ path }) => path.endsWith('.banli.yaml'));

test.each(shipped.map(({ path }) => path))('%s fits', (path) => {
  const root = readSource(path, readFileSync(path, 'utf8'), new Report());
  expect(root === undefined ? ['no YAML'] : schemaFaults(root, kindOf(root)).map(({ message }) => message)).toEqual([]);
});

describe('in an editor', () => {
  let service: LanguageService;
  let version = 0;
  // The server keeps what it parsed by name and version.
  const document = (text: string) => TextDocument.create('file:///x.banli.yaml', 'yaml', ++version, text);

  beforeAll(() => {
    service = getLanguageService({
      schemaRequestService: async () => published,
      workspaceContext: { resolveRelativePath: (relative) => relative },
    });
    const schemas = [{ uri: 'file:///banli.schema.json', fileMatch: ['*.banli.yaml'], schema: JSON.parse(published) }];
    service.configure({ validate: true, completion: true, hover: true, schemas });
  });

  const completed = async (text: string) => {
    const at = text.split('\n');
    const position = { line: at.length - 1, character: at.at(-1)?.length ?? 0 };
    const { items } = await service.doComplete(document(text), position, false);
    return items.map(({ label }) => label);
  };

  test('completion offers the kinds of definition, then the keys of the kind', async () => {
    expect(await completed('')).toEqual(expect.arrayContaining(['procedure', 'decision', 'document', 'block']));
    const keys = await completed('procedure: a.b\nversion: 1\n');
    expect(keys).toEqual(expect.arrayContaining(['title', 'steps', 'deadlines']));
    expect(keys).not.toContain('registers');
  });

  test('completion offers the keys of a step and of a deadline, and the words of an enum', async () => {
    const head = 'procedure: a.b\n';
    expect(await completed(`${head}steps:\n  review:\n    `)).toEqual(expect.arrayContaining(['task', 'form', 'then']));
    expect(await completed(`${head}deadlines:\n  decision:\n    `)).toEqual(
      expect.arrayContaining(['basis', 'starts', 'overdue']),
    );
    expect(await completed(`${head}deadlines:\n  decision:\n    basis: `)).toEqual(
      expect.arrayContaining(['working', 'calendar']),
    );
  });

  test('hover explains a key', async () => {
    const hover = await service.doHover(document('procedure: a.b\nstartedBy: x\n'), { line: 1, character: 3 });
    expect(JSON.stringify(hover?.contents)).toContain('Groups who may start a case');
  });

  test('validation shows an unknown key and a wrong type, and nothing in a definition that ships', async () => {
    const text = 'procedure: a.b\nversion: one\ntitle: x | X\nstartedBy: anyone\nstart: a\nstepps: {}\n';
    const messages = (await service.doValidation(document(text), false)).map(({ message }) => message);
    expect(messages).toEqual(
      expect.arrayContaining([expect.stringContaining('stepps'), expect.stringContaining('integer')]),
    );
    const permit = readFileSync('definitions/ride-hailing/platform-permit.banli.yaml', 'utf8').replace(
      /^# yaml-language-server.*$/m,
      '',
    );
    expect((await service.doValidation(document(permit), false)).map(({ message }) => message)).toEqual([]);
  });
});
