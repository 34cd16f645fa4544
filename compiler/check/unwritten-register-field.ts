import type { TreeCheck } from './define.ts';
import { byDocument } from './of-document.ts';

export const unwrittenRegisterField: TreeCheck = {
  name: 'unwritten-register-field',
  severity: 'warning',
  about: 'Procedures write the register, but none of them this field.',
  remedy: 'name it under fields: or set:, or under byHand: of the register, or drop it',
  tree(tree, tell) {
    for (const { root, document, procedures } of byDocument(tree)) {
      const registers = root.get('registers');
      for (const { key, value } of registers?.isMap ? registers.entries() : []) {
        const written = procedures.flatMap(({ context }) => [...(context.uses.registers.get(key) ?? [])]);
        const fields = value.get('fields');
        const byHand = document.registers.find(({ id }) => id === key)?.byHand ?? [];
        if (written.length === 0 || !fields?.isMap) continue;
        for (const entry of fields.entries()) {
          const id = entry.key.replace(/\?$/, '');
          if (!written.includes(id) && !byHand.some(({ field }) => field === id))
            tell(entry.name, `no procedure writes "${id}" of the register "${key}"`);
        }
      }
    }
  },
};
