import { parametersOf, parametersUsed } from '../procedure/blocks.ts';
import type { TreeCheck } from './define.ts';

export const unusedParameter: TreeCheck = {
  name: 'unused-parameter',
  severity: 'warning',
  about: 'The block declares a parameter that nothing in it uses.',
  remedy: 'write $name where its value belongs, or drop it from params',
  tree({ blocks }, tell) {
    for (const block of blocks) {
      const used = new Set([...parametersUsed(block.root)].map(({ name }) => name));
      for (const name of parametersOf(block)) {
        if (!used.has(name)) tell(block.root.get('params') ?? block.root, `nothing uses the parameter "${name}"`);
      }
    }
  },
};
