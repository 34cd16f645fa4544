/**
 * Goal: `banli calendar` prints the date alone, explains it day by day, and says by exit code 2 what it
 * cannot know or read.
 * Method: the commands run on a program whose output and exit are caught.
 */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Command, CommanderError } from 'commander';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { registerCalendar } from '../../cli/calendar.ts';

function run(...args: string[]): { out: string; err: string; exit: number } {
  const result = { out: '', err: '', exit: 0 };
  const program = new Command('banli')
    .exitOverride()
    .configureOutput({ writeOut: (text) => (result.out += text), writeErr: (text) => (result.err += text) });
  registerCalendar(program);
  try {
    program.parse(['calendar', ...args], { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    result.exit = error.exitCode;
  }
  return result;
}

let home = '';
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'banli-home-'));
  vi.stubEnv('BANLI_HOME', home);
});
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(home, { recursive: true });
});

describe('calendar due', () => {
  test('prints the date alone', () => {
    const args = ['due', '--from', '2024-01-23', '--days', '20', '--basis', 'working'];
    expect(run(...args)).toEqual({ out: '2024-02-23\n', err: '', exit: 0 });
  });

  test('counts suspensions', () => {
    const args = ['due', '--from', '2024-01-09', '--days', '20', '--suspended'];
    expect(run(...args, '2024-01-09..2024-01-30').out).toBe('2024-03-01\n');
    expect(run(...args, '2024-01-09..').out).toBe('suspended\n');
  });

  test('explains each day', () => {
    const { out } = run('due', '--from', '2024-05-30', '--days', '9', '--basis', 'calendar', '--explain');
    expect(out.split('\n').slice(8)).toEqual([
      '2024-06-07 Fri counted 8',
      '2024-06-08 Sat counted 9',
      '2024-06-09 Sun weekend',
      '2024-06-10 Mon holiday',
      '2024-06-11 Tue rolled',
      '2024-06-11',
      '',
    ]);
    expect(run('due', '--from', '2024-02-17', '--days', '1', '--explain').out).toBe(
      '2024-02-17 Sat start\n2024-02-18 Sun counted 1 (make-up working day)\n2024-02-18\n',
    );
  });

  test('prints JSON with the version of the calendar', () => {
    const { out } = run('due', '--from', '2024-02-17', '--days', '1', '--explain', '--json');
    expect(JSON.parse(out)).toEqual({
      due: '2024-02-18',
      days: [
        { date: '2024-02-17', why: 'start' },
        { date: '2024-02-18', why: 'counted', n: 1, makeUp: true },
      ],
      calendar: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
    expect(
      JSON.parse(run('due', '--from', '2024-01-09', '--days', '1', '--suspended', '2024-01-09..', '--json').out),
    ).toMatchObject({ due: null });
  });

  test('past the known years: exit 2, the year on standard error, nothing on standard output', () => {
    const { out, err, exit } = run('due', '--from', '2026-12-20', '--days', '20', '--json');
    expect({ out, exit }).toEqual({ out: '', exit: 2 });
    expect(err).toContain('holidays of 2027 are not known');
    expect(err).toContain('2027-01-11');
    expect(run('due', '--from', '2000-01-04', '--days', '1')).toMatchObject({
      out: '',
      exit: 2,
      err: expect.stringContaining('2000'),
    });
  });

  test("counts with the operator's year", () => {
    mkdirSync(join(home, 'calendars'));
    const year = { year: 2027, off: ['2027-01-01'], work: [], source: 'the notice for 2027' };
    writeFileSync(join(home, 'calendars', 'cn-2027.json'), JSON.stringify(year));
    expect(run('due', '--from', '2026-12-31', '--days', '1').out).toBe('2027-01-04\n');
    writeFileSync(join(home, 'calendars', 'cn-2027.json'), '[]');
    expect(run('due', '--from', '2026-12-01', '--days', '1')).toMatchObject({ out: '', exit: 2 });
  });

  test.each([
    [['--days', '5'], '--from'],
    [['--from', '2023-02-29', '--days', '5'], '2023-02-29'],
    [['--from', '2024-02-01'], '--days'],
    [['--from', '2024-02-01', '--days', '1.5'], '1.5'],
    [['--from', '2024-02-01', '--days', '5', '--basis', 'fixed'], 'fixed'],
    [['--from', '2024-02-01', '--days', '5', '--suspended', '2024-02-05..2024-02-04'], '2024-02-04'],
    [['--from', '2024-02-01', '--days', '5', '--suspended', '2024-02-05..x'], '--suspended'],
  ])('%j is wrong usage: exit 2', (args, message) => {
    expect(run('due', ...args)).toEqual({ out: '', err: expect.stringContaining(message), exit: 2 });
  });
});

describe('calendar show and check', () => {
  test('shows a year', () => {
    const { out } = run('show', '2024');
    expect(out).toContain('国办发明电〔2023〕7号');
    expect(out).toContain('off   2024-02-10..2024-02-17\n');
    expect(out).toContain('work  2024-02-18 Sun\n');
    expect(JSON.parse(run('show', '2024', '--json').out)).toMatchObject({ year: 2024 });
    expect(run('show', '2027')).toMatchObject({ out: '', exit: 2, err: expect.stringContaining('2005 to 2026') });
  });

  test('checks a file', () => {
    const file = join(home, 'cn-2027.json');
    writeFileSync(file, JSON.stringify({ year: 2027, off: ['2027-01-01'], work: ['2027-01-30'], source: 'x' }));
    expect(run('check', file)).toEqual({ out: '2027: 1 days off, 1 make-up working days\n', err: '', exit: 0 });
    writeFileSync(file, JSON.stringify({ year: 2027, off: ['2027-01-01'], work: ['2027-02-01'], source: 'x' }));
    expect(run('check', file)).toMatchObject({ out: '', exit: 2, err: expect.stringContaining('work[0]') });
  });
});
