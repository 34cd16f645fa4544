import type { TreeCheck } from './define.ts';

export const unusedBlock: TreeCheck = {
  name: 'unused-block',
  severity: 'warning',
  about: 'No procedure among the files includes the block.',
  remedy: 'include it, or drop the file',
  tree({ blocks, procedures }, tell) {
    const files = new Set(procedures.flatMap(({ sourceFiles }) => sourceFiles));
    for (const { id, root } of blocks) {
      if (!files.has(root.file)) tell(root.get('block') ?? root, `no procedure includes the block "${id}"`);
    }
  },
};
