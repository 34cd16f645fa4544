/**
 * Goal: dates read as people write them, whatever the machine's zone; events and addresses are taken apart rightly; the
 * client's types are those of the API.
 * Method: examples; for events a stream cut at every place; for types, writing them anew.
 */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { CLIENT_TYPES, clientTypes } from '../../scripts/openapi-client.ts';
import { parseEvents } from '../../web/src/api/server-events.ts';
import { longDate, longInstant, withLongDates } from '../../web/src/dates.ts';

test('dates have their weekday, instants the time of the office', () => {
  expect(longDate('2024-01-23', 'zh')).toBe('2024年1月23日(星期二)');
  expect(longDate('2024-02-29', 'en')).toBe('Thu 29 Feb 2024');
  expect(longInstant('2023-12-31T16:30:00Z', 'zh')).toBe('2024年1月1日(星期一) 00:30');
  expect(longInstant('2024-01-01T00:30:00+08:00', 'en')).toBe('Mon 1 Jan 2024 00:30');
  expect(withLongDates('期限起算：受理，2026-12-03到期', 'zh')).toBe('期限起算：受理，2026年12月3日(星期四)到期');
});

test('events are whole, wherever the stream is cut', () => {
  const stream =
    'retry: 3000\nevent: ready\ndata: {}\n\n: still here\n\nevent: changed\r\ndata: {"caseId":"a"}\r\n\r\n';
  const whole = [
    { event: 'ready', data: '{}' },
    { event: 'changed', data: '{"caseId":"a"}' },
  ];
  for (let cut = 0; cut <= stream.length; cut++) {
    const first = parseEvents(stream.slice(0, cut));
    const second = parseEvents(first.left + stream.slice(cut));
    expect([...first.events, ...second.events], `cut at ${cut}`).toEqual(whole);
    expect(second.left).toBe('');
  }
});

test('the types of the client are those that the API gives now', async () => {
  expect(readFileSync(CLIENT_TYPES, 'utf8')).toBe(await clientTypes());
});
