/**
 * Goal: `banli decide` keeps its contract: what is printed where, exit codes, order, going on after a bad line.
 * Method: the program is run as a process, as people and scripts run it.
 */
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const PROGRAM = fileURLToPath(new URL('../../scripts/banli.mjs', import.meta.url));

interface Ran {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

function banli(args: readonly string[], input: string): Promise<Ran> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [PROGRAM, ...args], { stdio: ['pipe', 'pipe', 'pipe'] });
    let out = '';
    let err = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      out += text;
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      err += text;
    });
    child.on('error', reject).on('close', (code) => resolve({ code, out, err }));
    child.stdin.on('error', () => undefined).end(input);
  });
}

const MATERIALS = 'ride-hailing.platform-materials';
const INPUT = { firstTime: true, registeredInLinfen: false, branch: true, ePayment: true, submitted: [] };

describe('one case', { timeout: 60_000 }, () => {
  it('prints outputs, trace and citations on one line', async () => {
    const { code, out, err } = await banli(['decide', MATERIALS], JSON.stringify(INPUT));
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out.endsWith('}\n')).toBe(true);
    expect(JSON.parse(out)).toEqual({
      decision: MATERIALS,
      outputs: {
        route: 'apply-at-registration-place',
        required: [],
        missing: [],
        complete: false,
        recognitionPending: false,
      },
      trace: [
        {
          rule: 'R1',
          because: { firstTime: true, registeredInLinfen: false },
          citation: { document: '临政规发〔2023〕3号', article: '8 ¶2' },
        },
      ],
      citations: [{ document: '临政规发〔2023〕3号', article: '8 ¶2' }],
    });
  });

  it('tells one fault a line on standard error, nothing on standard output, exit code 2', async () => {
    const bad = { ...INPUT, branch: 'yes', submitted: ['m1-application-form', 'm9'], ePayment: null };
    const { code, out, err } = await banli(['decide', MATERIALS], JSON.stringify(bad));
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(
      err
        .trimEnd()
        .split('\n')
        .map((line) => line.split(':')[0]),
    ).toEqual(['branch', 'ePayment', 'submitted[1]']);
    expect(err).toContain('branch: expected true or false, found "yes"');
  });

  it.each([
    [['decide', 'ride-hailing.platform-material'], '{}', 'did you mean "ride-hailing.platform-materials"?'],
    [['decide', 'ride-haling.x'], '{}', 'did you mean "ride-hailing"?'],
    [['decide', '../x.y'], '{}', 'there is no document'],
    [['decide', MATERIALS], '{', 'expected a JSON object'],
    [['decide', MATERIALS], '[]', 'expected a JSON object'],
    [['decide'], '{}', 'expected the id of a decision'],
    [['decide', '--batch', MATERIALS], '', 'leave the argument out'],
    [['decide', '--bach'], '', "unknown option '--bach'"],
    [['dicide'], '', "unknown command 'dicide'"],
  ])('exits 2 on %j with %j', async (args, input, expected) => {
    const { code, out, err } = await banli(args, input);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toContain(expected);
  });
});

describe('a batch', { timeout: 60_000 }, () => {
  it('answers every line in order, also those that are refused; exit code 0', async () => {
    const lines = [
      { id: 'a', decision: MATERIALS, input: INPUT },
      { id: 2, decision: MATERIALS, input: { ...INPUT, branch: 1 } },
      { id: 'c', decision: 'nowhere.x', input: {} },
      { id: 'd', decision: MATERIALS },
      5,
      { id: 'f', decision: MATERIALS, input: INPUT },
    ];
    const { code, out } = await banli(['decide', '--batch'], lines.map((line) => JSON.stringify(line)).join('\n'));
    expect(code).toBe(0);
    const answers = out
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(answers.map(({ id }) => id)).toEqual(['a', 2, 'c', 'd', null, 'f']);
    expect(Object.keys(answers[0])).toEqual(['id', 'outputs', 'citations']);
    expect(answers[1]).toEqual({ id: 2, invalid: [{ field: 'branch', message: 'expected true or false, found 1' }] });
    expect(answers.slice(2, 5).every(({ invalid }) => invalid.length === 1)).toBe(true);
  });

  it('goes on after a line that is no JSON, and exits 2 at the end', async () => {
    const good = JSON.stringify({ id: 1, decision: MATERIALS, input: INPUT });
    const { code, out } = await banli(['decide', '--batch'], `no json\r\n\r\n${good}\r\n`);
    expect(code).toBe(2);
    const answers = out
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(answers).toMatchObject([{ id: null, invalid: [{ message: expect.stringContaining('line 1') }] }, { id: 1 }]);
  });

  it('keeps lines whole however long the input and wherever it is cut', async () => {
    const lines = Array.from({ length: 3000 }, (_, id) =>
      JSON.stringify({ id: `案件${id}`, decision: MATERIALS, input: INPUT }),
    );
    const { out } = await banli(['decide', '--batch'], `${lines.join('\n')}\n`);
    const ids = out
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line).id);
    expect(ids).toEqual(lines.map((_, id) => `案件${id}`));
  });

  it('answers nothing to nothing', async () => {
    expect(await banli(['decide', '--batch'], '')).toEqual({ code: 0, out: '', err: '' });
  });
});
