/** Definition files for tests: from the repository, or written in the test beside a small document. */
import { readdirSync, readFileSync } from 'node:fs';
import { type Compiled, compileDefinitions, type DefinitionFile } from '../../compiler/compile.ts';

export function filesUnder(folder: string): DefinitionFile[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => `${entry.parentPath}/${entry.name}`)
    .sort()
    .map((path) => ({ path, text: readFileSync(path, 'utf8') }));
}

/** A procedure as YAML, in the document of test/definitions unless another is among the files. */
export function compileText(text: string, ...others: DefinitionFile[]): Compiled {
  const document = readFileSync('test/definitions/document.banli.yaml', 'utf8');
  const files = [
    { path: 'demo/document.banli.yaml', text: document },
    { path: 'demo/test.banli.yaml', text },
  ].filter((file) => !others.some(({ path }) => path === file.path));
  return compileDefinitions([...files, ...others]);
}
