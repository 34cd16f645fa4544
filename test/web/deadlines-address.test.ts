/** Goal: the pages of deadlines and figures are what their address says, whatever was written there by hand. */
import { expect, test } from 'vitest';
import {
  addressOf,
  officeDay,
  plusDays,
  plusMonths,
  START,
  shownBy,
  weeksOf,
} from '../../web/src/deadlines/address.ts';
import { addressOf as statisticsAddress, shownBy as statisticsShownBy } from '../../web/src/leaders/address.ts';

const given = (address: string) => {
  const { searchParams } = new URL(address, 'http://here');
  return (name: string) => searchParams.get(name);
};

test('what the deadlines page shows comes back from its address', () => {
  const shown = {
    view: 'week',
    at: '2026-11-26',
    group: 'permits/window',
    procedure: 'permits.permit',
    risk: 'near',
    day: '2026-11-27',
  } as const;
  expect(shownBy(given(addressOf(shown)))).toEqual(shown);
  expect(addressOf(START)).toBe('/deadlines');
  expect(shownBy(given('/deadlines?view=year&at=2026-13-01&risk=all&day=x'))).toEqual(START);
});

test('what the statistics page shows, too', () => {
  const behind = { figure: 'late', month: '2026-03', procedure: 'p.q', group: '', deadline: 'decision' } as const;
  const shown = { from: '2026-01', to: '2026-06', procedure: '', group: 'p/window', behind };
  expect(statisticsShownBy(given(statisticsAddress(shown)))).toEqual(shown);
  const nothing = { from: '', to: '', procedure: '', group: '', behind: null };
  expect(statisticsAddress(nothing)).toBe('/statistics');
  expect(statisticsShownBy(given('/statistics?from=2026&figure=all'))).toEqual(nothing);
});

test('weeks are whole, from Monday to Sunday', () => {
  expect(weeksOf('month', '2026-11-15')).toEqual({ from: '2026-10-26', to: '2026-12-06' });
  expect(weeksOf('month', '2027-02-01')).toEqual({ from: '2027-02-01', to: '2027-02-28' });
  expect(weeksOf('week', '2026-11-29')).toEqual({ from: '2026-11-23', to: '2026-11-29' });
});

test('days go over months and years', () => {
  expect(plusDays('2024-02-28', 1)).toBe('2024-02-29');
  expect(plusMonths('2026-12-31', 1)).toBe('2027-01-01');
  expect(plusMonths('2026-01-31', -1)).toBe('2025-12-01');
  expect(officeDay(Date.parse('2026-11-26T16:00:00Z'))).toBe('2026-11-27');
});
