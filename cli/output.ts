/** Data on standard output, words on standard error; no colour where `NO_COLOR` is set or nobody watches. */
import { once } from 'node:events';

/** Exit codes: 1 is a negative answer, 2 wrong usage or input. */
export const NEGATIVE = 1;
export const WRONG = 2;

/** What the person who calls must correct. Told on standard error, one line each; exit code 2 unless another is given. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
  readonly exitCode: number;

  constructor(lines: string | readonly string[], exitCode = WRONG) {
    super(typeof lines === 'string' ? lines : lines.join('\n'));
    this.exitCode = exitCode;
  }
}

/** Writes and waits while the reader is slower than we are. */
export async function write(text: string): Promise<void> {
  if (!process.stdout.write(text)) await once(process.stdout, 'drain');
}

/** Gathers lines, so that many short ones are few writes. */
export class LineWriter {
  private waiting: string[] = [];
  private size = 0;

  async line(text: string): Promise<void> {
    this.waiting.push(text, '\n');
    this.size += text.length + 1;
    if (this.size >= 64 * 1024) await this.flush();
  }

  async flush(): Promise<void> {
    if (this.size === 0) return;
    const text = this.waiting.join('');
    this.waiting = [];
    this.size = 0;
    await write(text);
  }
}

/** A reader that has gone away (`| head`) is no error. */
export function endQuietlyWithoutReader(): void {
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit(0);
    throw error;
  });
}

type Style = 'bold' | 'dim' | 'red' | 'yellow' | 'green';

const CODES: Readonly<Record<Style, readonly [number, number]>> = {
  bold: [1, 22],
  dim: [2, 22],
  red: [31, 39],
  yellow: [33, 39],
  green: [32, 39],
};

/** Colours of the terminal, for words on the given stream. */
export function painter(stream: { readonly isTTY?: boolean } = process.stdout): (style: Style, text: string) => string {
  const noColor = process.env.NO_COLOR;
  const colours = stream.isTTY === true && (noColor === undefined || noColor === '') && process.env.TERM !== 'dumb';
  return (style, text) => (colours ? `\u001b[${CODES[style][0]}m${text}\u001b[${CODES[style][1]}m` : text);
}
