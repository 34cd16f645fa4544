/** Who may write which fields of a row by hand, and as which office. Pure. */
import { at } from '../../rules/form/faults.ts';
import { formSchema } from '../../rules/form/json-schema.ts';
import type { Field } from '../../rules/form/model.ts';
import type { JsonObject } from '../../rules/json.ts';
import { type Caller, officeGroups, officesOfUnit, type Standing } from '../policy/standing.ts';
import type { Gazette } from '../ports.ts';
import { groupOf } from '../present/names.ts';
import { formErrors, Problem } from '../problems.ts';
import type { Register } from './cells.ts';

/** One office as which the person may edit, with the fields that it may write. */
export interface Editing {
  as: Standing;
  fields: Field[];
}

/** Of a row with these values: the fields under `byHand`, for members of its unit and of the city. */
export function editings(
  caller: Caller,
  gazette: Gazette,
  { fields, byHand = [], unit }: Pick<Register, 'fields' | 'byHand'> & { unit?: string | undefined },
  values: JsonObject,
): Editing[] {
  const offices =
    unit === undefined
      ? officeGroups(caller, gazette.id, gazette)
      : officesOfUnit(caller, gazette, unitOf(values[unit]));
  return onePerGroup(offices).flatMap((as) => {
    const written = byHand.filter(({ by }) => by.length === 0 || by.includes(as.group)).map(({ field }) => field);
    const own = fields.filter(({ name }) => written.includes(name));
    return own.length === 0 ? [] : [{ as, fields: own }];
  });
}

/** Of a row that is added: what an import may bring, every field by every office. */
export function addings(caller: Caller, gazette: Gazette, { fields }: Register): Editing[] {
  return onePerGroup(officeGroups(caller, gazette.id, gazette)).map((as) => ({ as, fields: [...fields] }));
}

function unitOf(value: JsonObject[string] | undefined): string {
  return typeof value === 'string' ? value : '';
}

/** Their own membership comes before one in which they stand in for somebody. */
function onePerGroup(offices: readonly Standing[]): Standing[] {
  return offices.filter(({ group }, i) => offices.findIndex((other) => other.group === group) === i);
}

/**
 * As the group that is named, else as the first that may write every field given.
 * @throws Problem `forbidden` where another group writes one of them
 */
export function editingFor(
  offers: readonly Editing[],
  { byHand = [] }: Register,
  { values, as }: { values: JsonObject; as?: string },
): Editing {
  const wanted = offers.filter((offer) => as === undefined || offer.as.group === as);
  const ruled = Object.keys(values).filter((name) => byHand.some(({ field }) => field === name));
  const barred = ({ fields }: Editing) => ruled.filter((name) => !fields.some((field) => field.name === name));
  const able = wanted.find((offer) => barred(offer).length === 0);
  if (able !== undefined) return able;
  const faults = wanted.slice(0, 1).flatMap((offer) => barred(offer).map((name) => at(name, OTHER_GROUP)));
  throw new Problem('forbidden', { reason: 'other-group', errors: formErrors(faults, 'values') });
}

const OTHER_GROUP = {
  code: 'other-group',
  message: 'another group writes this field',
  messageZh: '此列由其他岗位填写',
};

/** As the page draws it: any field may be left empty. */
export function editingShown({ as, fields }: Editing, gazettes: readonly Gazette[], slug: string, values: JsonObject) {
  const names = new Set(fields.map(({ name }) => name));
  const optional = fields.map((field): Field => ({ ...field, optional: true }));
  const initial = Object.entries(values).filter(([name, value]) => names.has(name) && value !== null);
  return {
    as: { ...groupOf(gazettes, `${slug}/${as.group}`), id: as.group },
    form: formSchema({ fields: optional, checks: [] }),
    initial: Object.fromEntries(initial),
  };
}
