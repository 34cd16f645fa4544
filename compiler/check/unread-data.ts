import { namesRead, readsWhole } from '../procedure/walk.ts';
import type { ProcedureCheck } from './define.ts';

export const unreadData: ProcedureCheck = {
  name: 'unread-data',
  severity: 'warning',
  about: 'A value is set that nothing reads: no condition, register, rule or letter names it, and it has no label.',
  remedy: 'give it a label under labels: if people are to see it, or drop it',
  needsWhole: true,
  procedure({ procedure, context }, tell) {
    if (readsWhole(procedure, 'data')) return;
    const read = namesRead(procedure, 'data');
    for (const name of context.data.writtenNames()) {
      if (read.has(name) || procedure.dataLabels[name] !== undefined) continue;
      const writers = context.data.writersOf(name);
      const [first] = writers;
      // What people fill in is seen where it was filled in.
      if (first !== undefined && writers.every(({ who }) => who.startsWith('set: ')))
        tell(first.at, `nothing reads "${name}"`);
    }
  },
};
