/** Key and values of one row, as JSON, against the fields of its register. Pure. */
import { at, UNKNOWN, type Wrong } from '../../rules/form/faults.ts';
import type { Fault, Field } from '../../rules/form/model.ts';
import { valueChecker } from '../../rules/form/value.ts';
import type { JsonObject } from '../../rules/json.ts';
import type { Register } from './cells.ts';

const KEY_MAX = 200;
const UNSTORABLE = /[\0\p{Surrogate}]/u;

/** @param key without blanks around it */
export function keyWrong(key: string): Wrong | undefined {
  if (key === '') return { code: 'required', message: 'the key is missing', messageZh: '缺少主键' };
  if (key.length <= KEY_MAX && !UNSTORABLE.test(key)) return undefined;
  const message = `expected a key of ${KEY_MAX} characters at most`;
  return { code: 'key', message, messageZh: `主键至多${KEY_MAX}个字符` };
}

export interface CheckedRow {
  /** As they are stored; null clears. */
  values: JsonObject;
  faults: Fault[];
}

/**
 * Each value by itself, as that of a cell of a table.
 * @param fields those of the register that may be written here
 */
export function checkValues(register: Register, fields: readonly Field[], given: JsonObject): CheckedRow {
  const checked: CheckedRow = { values: {}, faults: [] };
  for (const [name, value] of Object.entries(given)) {
    const field = fields.find((one) => one.name === name);
    if (field === undefined) {
      const isField = register.fields.some((one) => one.name === name);
      checked.faults.push(at(name, isField ? NOT_BY_HAND : UNKNOWN));
    } else if (value === null) checked.values[name] = null;
    else {
      const { value: stored, faults } = valueChecker(field.type)(value);
      checked.values[name] = stored;
      checked.faults.push(...faults.map((fault) => ({ ...fault, field: below(name, fault.field) })));
    }
  }
  return checked;
}

const NOT_BY_HAND: Wrong = {
  code: 'not-by-hand',
  message: 'cases write this field: it is not edited by hand',
  messageZh: '此列由办件登记，不能手工更改',
};

/** The place of a fault inside a value: `[0].plate` of `cars`, `date` of `approval`. */
function below(name: string, place: string): string {
  return place === '' || place.startsWith('[') ? `${name}${place}` : `${name}.${place}`;
}
