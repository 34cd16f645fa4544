/** The registers of the office while a simulation runs. */
import { canonical } from '../engine/chain.ts';
import type { JsonObject } from '../rules/json.ts';

export class Registers {
  private readonly rows = new Map<string, Map<string, JsonObject>>();

  /** Merges into the row of the key. @param register `<slug>/<register>` */
  write(register: string, key: string, values: JsonObject, adds: JsonObject = {}): void {
    const rows = this.rows.get(register) ?? new Map<string, JsonObject>();
    const row: JsonObject = { ...rows.get(key), ...values };
    for (const [name, item] of Object.entries(adds)) {
      const list = Array.isArray(row[name]) ? row[name] : [];
      const same = canonical(item);
      row[name] = list.some((known) => canonical(known) === same) ? list : [...list, item];
    }
    rows.set(key, row);
    this.rows.set(register, rows);
  }

  has(register: string, key: string): boolean {
    return this.rows.get(register)?.has(key) === true;
  }

  /** Each with its `key`, in the order of the keys. */
  records(register: string): JsonObject[] {
    const rows = [...(this.rows.get(register) ?? [])].sort(([a], [b]) => (a < b ? -1 : 1));
    return rows.map(([key, values]) => ({ ...values, key }));
  }

  /** Rows by register, in the order of their names. */
  counts(): Record<string, number> {
    const names = [...this.rows.keys()].sort();
    return Object.fromEntries(names.map((name) => [name, this.rows.get(name)?.size ?? 0]));
  }
}
