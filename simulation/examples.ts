/** What scenarios show of how forms are filled in: per procedure what was started and done, and values by field name. */
import type { Command } from '../engine/model.ts';
import type { Scenario } from '../rehearsal/scenario.ts';
import type { Instant } from '../rules/calendar/date.ts';
import type { FieldType } from '../rules/form/model.ts';
import { valueFaults } from '../rules/form/value.ts';
import type { Json, JsonObject } from '../rules/json.ts';

export interface Example {
  start: Instant;
  input: JsonObject;
  acts: Act[];
}

export interface Act {
  at: Instant;
  /** A step that was completed or a message that came. */
  name: string;
  isMessage: boolean;
  item?: string;
  data: JsonObject;
}

export class Examples {
  private readonly byProcedure = new Map<string, Example[]>();
  /** By slug and name of the field. */
  private readonly values = new Map<string, Map<string, Json>>();
  private readonly fitting = new WeakMap<FieldType, Map<string, readonly Json[]>>();

  constructor(scenarios: readonly Scenario[]) {
    for (const scenario of scenarios) {
      if (scenario.expect?.invalid !== undefined) continue;
      const { definition, start, input } = scenario;
      const acts = scenario.script.flatMap(({ at, command }) => actOf(at, command));
      const list = this.byProcedure.get(definition) ?? [];
      list.push({ start, input, acts });
      this.byProcedure.set(definition, list);
      for (const data of [input, ...acts.map((act) => act.data)]) this.gather(slugOf(definition), data);
    }
  }

  of(procedure: string): readonly Example[] {
    return this.byProcedure.get(procedure) ?? [];
  }

  /** Values that fields of this name have had in the document's scenarios and that fit the type. */
  known(slug: string, name: string, type: FieldType): readonly Json[] {
    const cached = this.fitting.get(type) ?? new Map<string, readonly Json[]>();
    this.fitting.set(type, cached);
    const key = `${slug} ${name}`;
    const known = cached.get(key) ?? this.fittingOf(key, type);
    cached.set(key, known);
    return known;
  }

  private fittingOf(key: string, type: FieldType): Json[] {
    return [...(this.values.get(key)?.values() ?? [])].filter((value) => valueFaults(type, value).length === 0);
  }

  private gather(slug: string, data: Json): void {
    if (Array.isArray(data)) for (const item of data) this.gather(slug, item);
    else if (typeof data === 'object' && data !== null) {
      for (const [name, value] of Object.entries(data)) {
        const key = `${slug} ${name}`;
        const values = this.values.get(key) ?? new Map<string, Json>();
        values.set(JSON.stringify(value), value);
        this.values.set(key, values);
        this.gather(slug, value);
      }
    }
  }
}

export function slugOf(procedure: string): string {
  return procedure.slice(0, procedure.indexOf('.'));
}

function actOf(at: Instant, command: Command | undefined): Act[] {
  if (command?.type === 'complete') {
    const item = command.item === undefined ? {} : { item: command.item };
    return [{ at, name: command.step, isMessage: false, ...item, data: command.data }];
  }
  return command?.type === 'message' ? [{ at, name: command.message, isMessage: true, data: command.data }] : [];
}
