/** Goal: the addresses of the pages of definitions lead where they say. Method: by example, there and back. */
import { expect, test } from 'vitest';
import { type DefinitionView, definitionPaths, definitionViewOf } from '../../web/src/procedure/address.ts';

function viewAt(address: string): DefinitionView | null {
  const { pathname, searchParams } = new URL(address, 'http://here');
  return definitionViewOf(pathname.split('/').slice(2).map(decodeURIComponent), searchParams);
}

test.each<[string, DefinitionView]>([
  [definitionPaths.procedures(), { view: 'list', q: '' }],
  [definitionPaths.procedures('许可'), { view: 'list', q: '许可' }],
  [definitionPaths.procedure('a.b'), { view: 'procedure', id: 'a.b', version: undefined }],
  [definitionPaths.decision('a.b', 2), { view: 'decision', id: 'a.b', version: 2 }],
  [definitionPaths.versions('decision', 'a.b'), { view: 'versions', kind: 'decision', id: 'a.b' }],
  [definitionPaths.rehearsal('a.b'), { view: 'rehearsal', id: 'a.b' }],
  [definitionPaths.articles('a'), { view: 'articles', slug: 'a' }],
  [definitionPaths.deploy, { view: 'deploy' }],
])('%s', (address, view) => {
  expect(viewAt(address)).toEqual(view);
});

test.each(['/definitions/x', '/definitions/decisions/a.b/rehearsal', '/definitions/procedures/a/versions/b'])(
  '%s is no page',
  (address) => {
    expect(viewAt(address)).toBeNull();
  },
);

test('a version that is no number is the current one', () => {
  expect(viewAt('/definitions/procedures/a.b?version=x')).toEqual({ view: 'procedure', id: 'a.b', version: undefined });
});
