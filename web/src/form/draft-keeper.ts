/**
 * Keeps a draft on the server too, so that it follows the person to another browser. What another window saved in between
 * is offered, never overwritten unasked. Knows no page.
 */
import { Refused } from '../api/problem.ts';
import type { Values } from './shape.ts';

export interface RemoteDraft {
  /** 0: there is none. */
  version: number;
  data: Values | null;
  savedAt: string | null;
}

export interface Remote {
  read(): Promise<RemoteDraft>;
  /** @throws Refused `version-mismatch` */
  save(values: Values, version: number): Promise<RemoteDraft>;
  drop(): Promise<void>;
}

/** `local`: it could not be saved on the server, and is tried again. */
export type Keeping = { kind: 'unchanged' } | { kind: 'saving' } | { kind: 'saved'; at: string } | { kind: 'local' };

export interface Newer {
  values: Values;
  savedAt: string;
}

export interface Listener {
  keeping(now: Keeping): void;
  /** Null: it was chosen between them. */
  newer(draft: Newer | null): void;
  /** The version that the values of this window are based on. */
  based(version: number): void;
}

export class DraftKeeper {
  private readonly remote: Remote;
  private readonly listener: Listener;
  private readonly pauses: { change: number; retry: number };
  /** Null until the server's draft is known. */
  private version: number | null = null;
  private pending: Values | undefined;
  private offered: RemoteDraft | null = null;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private working: Promise<void> = Promise.resolve();
  private stopped = false;

  constructor(remote: Remote, listener: Listener, pauses = { change: 1_500, retry: 10_000 }) {
    this.remote = remote;
    this.listener = listener;
    this.pauses = pauses;
  }

  /** @returns what the server has, where this window has nothing of its own */
  async open(own: { values: Values; version: number } | null): Promise<Values | null> {
    const there = await this.remote.read().catch(() => null);
    if (this.stopped) return null;
    if (there === null) {
      if (own !== null) this.pending ??= own.values;
      this.listener.keeping({ kind: 'local' });
      this.after(this.pauses.retry, () => void this.open(own));
      return null;
    }
    const mine = this.pending ?? own?.values;
    this.based(there.version);
    if (there.data === null || mine === undefined) {
      if (mine !== undefined) this.put(mine);
      else if (there.savedAt !== null) this.listener.keeping({ kind: 'saved', at: there.savedAt });
      return mine === undefined ? there.data : null;
    }
    if (isSame(there.data, mine)) this.saved(there);
    else if (own?.version === there.version) this.put(mine);
    else this.offer(there, mine);
    return null;
  }

  /** What is filled in now. */
  put(values: Values): void {
    this.pending = values;
    if (this.version === null || this.offered !== null) return;
    this.listener.keeping({ kind: 'saving' });
    this.after(this.pauses.change, () => this.flush());
  }

  /** Saves what waits. */
  flush(): void {
    clearTimeout(this.timer);
    this.working = this.working.then(() => this.save());
  }

  /** Of two drafts this window's is the one to keep. */
  keepOwn(): void {
    const { offered } = this;
    if (offered === null) return;
    this.settle(offered.version);
    if (this.pending !== undefined) this.put(this.pending);
  }

  /** Of two drafts the other window's is the one to keep. */
  takeNewer(): Values | null {
    const { offered } = this;
    if (offered === null) return null;
    this.pending = undefined;
    this.settle(offered.version);
    this.saved(offered);
    return offered.data;
  }

  async drop(): Promise<void> {
    clearTimeout(this.timer);
    this.pending = undefined;
    this.offered = null;
    this.listener.newer(null);
    this.working = this.working
      .then(() => this.remote.drop())
      .then(() => {
        this.based(0);
        this.listener.keeping({ kind: 'unchanged' });
      })
      .catch(() => undefined);
    await this.working;
  }

  /** Saves what waits, and does nothing more. */
  stop(): void {
    if (this.pending !== undefined && this.version !== null && this.offered === null) this.flush();
    this.stopped = true;
    clearTimeout(this.timer);
  }

  private async save(): Promise<void> {
    const values = this.pending;
    if (values === undefined || this.version === null || this.offered !== null) return;
    this.pending = undefined;
    try {
      this.saved(await this.remote.save(values, this.version));
    } catch (error) {
      this.pending ??= values;
      if (error instanceof Refused && error.code === 'version-mismatch') await this.compare(this.pending);
      else this.later();
    }
  }

  private async compare(values: Values): Promise<void> {
    const there = await this.remote.read().catch(() => null);
    if (there === null) return this.later();
    if (there.data === null) {
      this.based(there.version);
      return this.put(values);
    }
    if (isSame(there.data, values)) return this.saved(there);
    this.offer(there, values);
  }

  private later(): void {
    this.listener.keeping({ kind: 'local' });
    this.after(this.pauses.retry, () => this.flush());
  }

  private offer(there: RemoteDraft, own: Values): void {
    this.pending = own;
    this.offered = there;
    this.listener.keeping({ kind: 'local' });
    this.listener.newer({ values: there.data ?? {}, savedAt: there.savedAt ?? '' });
  }

  private settle(version: number): void {
    this.offered = null;
    this.based(version);
    this.listener.newer(null);
  }

  private saved(draft: RemoteDraft): void {
    this.based(draft.version);
    if (this.pending === undefined) this.listener.keeping({ kind: 'saved', at: draft.savedAt ?? '' });
    else if (isSame(draft.data ?? {}, this.pending)) this.pending = undefined;
    else this.put(this.pending);
  }

  private based(version: number): void {
    this.version = version;
    this.listener.based(version);
  }

  private after(ms: number, act: () => void): void {
    clearTimeout(this.timer);
    if (!this.stopped) this.timer = setTimeout(act, ms);
  }
}

function isSame(one: Values, other: Values): boolean {
  return canonical(one) === canonical(other);
}

/** JSON with the members of objects in the order of their names. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_, member: unknown) =>
    typeof member === 'object' && member !== null && !Array.isArray(member)
      ? Object.fromEntries(Object.entries(member).sort(([a], [b]) => (a < b ? -1 : 1)))
      : member,
  );
}
