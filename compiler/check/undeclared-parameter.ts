import { parametersOf, parametersUsed } from '../procedure/blocks.ts';
import { didYouMean } from '../source/suggest.ts';
import type { TreeCheck } from './define.ts';

export const undeclaredParameter: TreeCheck = {
  name: 'undeclared-parameter',
  severity: 'error',
  about: 'The block uses a parameter that it does not declare.',
  remedy: 'add it to params',
  tree({ blocks }, tell) {
    for (const block of blocks) {
      const declared = parametersOf(block);
      for (const { name, at } of parametersUsed(block.root)) {
        if (!declared.includes(name))
          tell(at, `the block has no parameter "${name}"`, {
            remedy: `add it to params; ${didYouMean(name, declared)}`,
          });
      }
    }
  },
};
