import type { DocumentInfo } from '../document.ts';
import type { TreeCheck } from './define.ts';
import { tellUnused } from './of-document.ts';

export const unusedRegister: TreeCheck = {
  name: 'unused-register',
  severity: 'warning',
  about: 'No procedure of the document writes the register.',
  remedy: 'write it with register:, drop it, or name all its fields under byHand:',
  tree(tree, tell) {
    const used = ({ context }: (typeof tree.procedures)[number]) => context.uses.registers.keys();
    tellUnused(tree, 'registers', tell, used, undefined, isKeptByHand);
  },
};

/** Officers write every field of it. */
function isKeptByHand(id: string, { registers }: DocumentInfo): boolean {
  const { fields = [], byHand = [] } = registers.find((one) => one.id === id) ?? {};
  return fields.length > 0 && fields.every(({ name }) => byHand.some(({ field }) => field === name));
}
