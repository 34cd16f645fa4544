import type { TreeCheck } from './define.ts';
import { tellUnused } from './of-document.ts';

export const unusedRegister: TreeCheck = {
  name: 'unused-register',
  severity: 'warning',
  about: 'No procedure of the document writes the register.',
  remedy: 'write it with register:, or drop it; a register kept by hand needs no procedure',
  tree(tree, tell) {
    tellUnused(tree, 'registers', tell, ({ context }) => context.uses.registers.keys());
  },
};
