/** Goal: the parts of a simulation do what they say. Method: each by itself, over many seeds. */
import { describe, expect, test } from 'vitest';
import { addDays, instantAt, localDate, localTime } from '../../rules/calendar/date.ts';
import { isCreditCode, isIdNumber } from '../../rules/form/identifiers.ts';
import type { FieldType, Form } from '../../rules/form/model.ts';
import { valueFaults } from '../../rules/form/value.ts';
import { Agenda } from '../../simulation/agenda.ts';
import { filled } from '../../simulation/forms.ts';
import { creditCode, idNumber } from '../../simulation/identifiers.ts';
import { inOffice } from '../../simulation/office.ts';
import { randomOf, seedOf } from '../../simulation/random.ts';
import { Registers } from '../../simulation/registers.ts';
import { moved, moveOf, valueOfType } from '../../simulation/values.ts';
import { calendar } from '../support.ts';

const at = instantAt('2024-02-07', '16:00');
const seeds = Array.from({ length: 200 }, (_, seed) => seed);

describe('values fit their types', () => {
  const types: FieldType[] = [
    { kind: 'text', pattern: '[0-9A-Z-]{1,32}' },
    { kind: 'text', pattern: '晋L[A-HJ-NP-Z0-9]{5}|临时\\d{4}' },
    { kind: 'text', minLength: 8, maxLength: 12 },
    { kind: 'text', format: 'credit-code' },
    { kind: 'text', format: 'id-number' },
    { kind: 'text', format: 'month' },
    { kind: 'number', min: 0, max: 1, exclusiveMin: true, exclusiveMax: true },
    { kind: 'integer', min: 3, max: 3 },
    { kind: 'date' },
    { kind: 'instant' },
    { kind: 'file' },
    { kind: 'list', of: { kind: 'text' }, min: 2, max: 3 },
  ];
  test.each(types)('$kind $format $pattern', (type) => {
    for (const seed of seeds) {
      const value = valueOfType(type, { random: randomOf(seed), at });
      expect(valueFaults(type, value), JSON.stringify(value)).toEqual([]);
    }
  });

  test('codes carry their check characters', () => {
    expect(seeds.every((seed) => isCreditCode(creditCode(randomOf(seed))))).toBe(true);
    expect(seeds.every((seed) => isIdNumber(idNumber(randomOf(seed), at)))).toBe(true);
  });
});

describe('forms', () => {
  const label = { zh: '项', en: 'Field' };
  const form: Form = {
    fields: [
      { name: 'kind', label, type: { kind: 'enum', values: ['a', 'b'].map((id) => ({ id, label })) } },
      { name: 'count', label, type: { kind: 'integer', min: 0 } },
    ],
    checks: [],
  };

  test('what is faulted is filled in anew until it fits', () => {
    const judge = (data: Record<string, unknown>) => [
      ...(data.extra === undefined ? [] : [{ field: 'extra', code: 'unknown' }]),
      ...(data.kind === 'b' ? [] : [{ field: 'kind', code: 'check' }]),
      ...(typeof data.count === 'number' ? [] : [{ field: 'count', code: 'required' }]),
    ];
    for (const seed of seeds) {
      const found = filled(form, judge, [{ kind: 'a', extra: 1 }], { random: randomOf(seed), at });
      expect(found.fits && found.data.kind === 'b' && found.data.extra === undefined).toBe(true);
    }
  });

  test('an example that fits is taken as it is', () => {
    const example = { kind: 'a', count: 5 };
    expect(filled(form, () => [], [example], { random: randomOf(1), at })).toEqual({ data: example, fits: true });
  });

  test('what never fits is told', () => {
    const found = filled(form, () => [{ field: 'kind', code: 'check' }], [], { random: randomOf(1), at });
    expect(found.fits).toBe(false);
  });
});

test('dates move by whole years in the same season, by days otherwise', () => {
  const data = {
    from: '2023-03-01',
    until: '2024-02-29',
    month: '2023-03',
    note: '2023',
    at: '2023-03-01T09:00:00+08:00',
  };
  expect(moved(data, moveOf('2023-03-05', '2024-03-01'))).toEqual({
    ...{ from: '2024-03-01', until: '2025-02-28', month: '2024-03', note: '2023', at: '2024-03-01T09:00:00+08:00' },
  });
  expect(moved({ from: '2023-03-01' }, moveOf('2023-03-05', '2024-06-05')).from).toBe(addDays('2023-03-01', 458));
});

test('before the Spring Festival an officer who needs a day comes back after it', () => {
  for (const seed of seeds) {
    const next = inOffice(instantAt('2024-02-09', '10:00'), 1, calendar, randomOf(seed));
    // 2024-02-18 is a Sunday on which work is made up.
    expect(localDate(next)).toBe('2024-02-18');
    expect(localTime(next) >= '09:00' && localTime(next) <= '17:30').toBe(true);
  }
});

test('the agenda gives the soonest first, at one instant in the order of entry, and nothing past the end', () => {
  const random = randomOf(3);
  const agenda = new Agenda();
  const entered = seeds.map((order) => ({ at: Math.floor(random() * 20), order }));
  const given: typeof entered = [];
  for (const entry of entered) agenda.add(entry.at, () => given.push(entry));
  for (let next = agenda.next(15); next !== undefined; next = agenda.next(15)) next.act(next.at);
  expect(given).toEqual(entered.filter((one) => one.at <= 15).sort((a, b) => a.at - b.at || a.order - b.order));
});

test('rows of registers merge, and lists gain what is not there', () => {
  const registers = new Registers();
  registers.write('x/list', 'b', { a: 1 }, { names: 'one' });
  registers.write('x/list', 'b', { c: 2 }, { names: 'one' });
  registers.write('x/list', 'a', {}, { names: 'two' });
  expect(registers.records('x/list')).toEqual([
    { names: ['two'], key: 'a' },
    { a: 1, c: 2, names: ['one'], key: 'b' },
  ]);
});

test('names draw from chance of their own', () => expect(seedOf(7, 'a')).not.toBe(seedOf(7, 'b')));
