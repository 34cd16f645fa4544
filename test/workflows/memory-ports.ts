/** Ports in memory, which remember what they were asked; for tests only. */
import type { EffectPorts } from '../../activities/carry-out.ts';
import { type EffectRequest, NeverWill, type ProjectionBatch, type ReadModel } from '../../activities/ports.ts';

export interface MemoryReadModel extends ReadModel {
  readonly batches: ProjectionBatch[];
  /** While true every projection fails. */
  down: boolean;
}

export function memoryReadModel(): MemoryReadModel {
  const hashes = new Map<string, string[]>();
  return {
    batches: [],
    down: false,
    project(batch) {
      if (this.down) return Promise.reject(new Error('the database is down'));
      const rows = hashes.get(batch.caseId) ?? [];
      const first = batch.facts[0]?.fact.seq ?? batch.state.seq + 1;
      if (first > rows.length + 1) return Promise.resolve({ kind: 'gap', has: rows.length });
      hashes.set(batch.caseId, [...rows.slice(0, first - 1), ...batch.facts.map(({ hash }) => hash)]);
      this.batches.push(batch);
      return Promise.resolve({ kind: 'stored' });
    },
  };
}

export interface MemoryEffects extends EffectPorts {
  readonly done: EffectRequest[];
  /** Effects that fail this many times before they succeed, by kind of port. */
  readonly notNow: Map<string, number>;
  readonly neverWill: Set<string>;
}

/** Once under a key, as the real ones. */
export function memoryEffects(): MemoryEffects {
  const done: EffectRequest[] = [];
  const notNow = new Map<string, number>();
  const neverWill = new Set<string>();
  const act = (port: string, request: EffectRequest) => {
    if (neverWill.has(port)) return Promise.reject(new NeverWill(`${port} never will`));
    const failures = notNow.get(port) ?? 0;
    if (failures > 0) {
      notNow.set(port, failures - 1);
      return Promise.reject(new Error(`${port} not now`));
    }
    if (!done.some(({ key }) => key === request.key)) done.push(request);
    return Promise.resolve();
  };
  return {
    done,
    notNow,
    neverWill,
    documents: {
      issue: (request) => act('documents', request).then(() => ({ number: `示例〔2026〕${done.length}` })),
    },
    registers: { write: (request) => act('registers', request) },
    offers: { offer: (request) => act('offers', request).then(() => ({ offer: request.key })) },
    starts: { start: (request) => act('starts', request).then(() => ({ caseId: 'other', number: '1' })) },
    search: { openCases: () => Promise.resolve([]) },
    messages: {
      deliver: () => Promise.resolve({ accepted: true }),
      tellEnd: () => Promise.resolve({ accepted: true }),
    },
  };
}
