import type { TreeCheck } from './define.ts';
import { tellUnused } from './of-document.ts';

export const unusedDocument: TreeCheck = {
  name: 'unused-document',
  severity: 'warning',
  about: 'No procedure of the document issues the letter.',
  remedy: 'issue it with document:, or drop it',
  tree(tree, tell) {
    tellUnused(
      tree,
      'documents',
      tell,
      ({ context }) => context.uses.documents,
      ({ context }) => context.uses.computed.has('documents'),
    );
  },
};
