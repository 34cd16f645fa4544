import type { TreeCheck } from './define.ts';
import { tellUnused } from './of-document.ts';

export const unusedTemplate: TreeCheck = {
  name: 'unused-template',
  severity: 'warning',
  about: 'No procedure of the document notifies with the template.',
  remedy: 'use it with notify:, or drop it',
  tree(tree, tell) {
    tellUnused(
      tree,
      'templates',
      tell,
      ({ context }) => context.uses.templates,
      ({ context }) => context.uses.computed.has('templates'),
    );
  },
};
