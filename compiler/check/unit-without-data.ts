import type { TreeCheck } from './define.ts';
import { byDocument } from './of-document.ts';

export const unitWithoutData: TreeCheck = {
  name: 'unit-without-data',
  severity: 'warning',
  about: 'The unit of a group reads case data that no procedure of the document has.',
  remedy: 'correct the name of the data, or drop the unit',
  tree(tree, tell) {
    for (const { root, procedures } of byDocument(tree)) {
      const groups = root.get('groups');
      for (const { key, value } of groups?.isMap ? groups.entries() : []) {
        const unit = value.get('unit');
        if (unit === undefined) continue;
        const known = procedures.some(({ procedure }) =>
          procedure.groups.some(({ id, unit: own }) => id === key && own),
        );
        if (!known) tell(unit, `no procedure has the data that the unit of "${key}" reads`);
      }
    }
  },
};
