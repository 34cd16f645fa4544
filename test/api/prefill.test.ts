/**
 * Goal: a form opens filled in from registers where its definition says so, and opens in any case. Method: the ranks of
 * the year before in the circulation of the food-safety results.
 */
import { expect, test } from 'vitest';
import { prefilled } from '../../api/present/prefill.ts';
import type { TaskStep } from '../../engine/model.ts';
import { newCase } from '../../engine/new-case.ts';
import { startOfDay } from '../../rules/calendar/date.ts';
import type { JsonObject } from '../../rules/json.ts';
import { calendar, programOf, shippedDefinitions } from '../support.ts';

const program = programOf(shippedDefinitions(), 'food-safety.annual-evaluation');
const circulate = program.steps.get('circulate') as TaskStep;

function opened(data: JsonObject, results: JsonObject[], step = circulate): JsonObject {
  const fresh = newCase({ id: 'c', number: 'c', definition: '', calendar: '' });
  const state = { ...fresh, data, startedAt: startOfDay('2024-01-02') };
  const rows = new Map([['results', results]]);
  return prefilled({ program, calendar, state }, step, undefined, rows, startOfDay('2025-02-19'));
}

test('the ranks of the year before stand in the form', () => {
  expect(circulate.initial?.of).toEqual(['results']);
  const results = [
    { key: '2023-hongtong', rank: 3 },
    { key: '2023-yaodu', rank: 1 },
    { key: '2022-yaodu', rank: 5 },
    { key: '2024-yaodu', rank: 2 },
  ];
  const previous = [
    { county: 'hongtong', rank: 3 },
    { county: 'yaodu', rank: 1 },
  ];
  expect(opened({ year: 2024 }, results)).toEqual({ previous });
});

test('what is not known, can not be reckoned or is not asked for is left to the person', () => {
  expect(opened({ year: 2024 }, [{ key: '2022-yaodu', rank: 5 }])).toEqual({});
  expect(opened({}, [{ key: '2023-yaodu', rank: 1 }])).toEqual({});
  expect(opened({ year: 2024 }, [], program.steps.get('approve') as TaskStep)).toEqual({});
});
