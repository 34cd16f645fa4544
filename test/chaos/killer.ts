/** What is killed when: decided by the seed alone, so that a run can be walked again. */
import { setTimeout as sleep } from 'node:timers/promises';
import { type Home, SERVICES, type Service } from './home.ts';
import { type Random, randomOf } from './random.ts';

export type KillKind = Service | 'two' | 'supervisor' | 'everything';

export interface Kill {
  kind: KillKind;
  services: readonly Service[];
  /** Whether the installation works again before the pause begins. */
  afterRecovery: boolean;
  pauseMs: number;
}

const KINDS: readonly KillKind[] = [...SERVICES, ...SERVICES, 'two', 'two', 'supervisor', 'everything'];
const LONGEST_PAUSE_MS = 4_000;
const RECOVERY_LIMIT_MS = 120_000;
const ALIVE_LIMIT_MS = 60_000;

export function killScript(seed: number, kills: number): Kill[] {
  const random = randomOf(seed);
  return Array.from({ length: kills }, () => {
    const kind = random.pick(KINDS);
    return {
      kind,
      services: servicesOf(kind, random),
      afterRecovery: random.next() < 0.7,
      pauseMs: random.below(LONGEST_PAUSE_MS),
    };
  });
}

function servicesOf(kind: KillKind, random: Random): Service[] {
  if (kind === 'supervisor') return [];
  if (kind === 'everything') return shuffled(random);
  if (kind === 'two') return shuffled(random).slice(0, 2);
  return [kind];
}

function shuffled(random: Random): Service[] {
  const rest: Service[] = [...SERVICES];
  return SERVICES.map(() => rest.splice(random.below(rest.length), 1)[0] as Service);
}

/** Watches acknowledged writes: the installation has recovered from a kill when one is answered that was sent after it. */
export class Recovery {
  readonly times: { kind: KillKind; ms: number }[] = [];
  #open: { kind: KillKind; at: number }[] = [];

  killed(kind: KillKind): void {
    this.#open.push({ kind, at: performance.now() });
  }

  /** @param sentAt of the attempt that was answered, on the clock of `performance` */
  acknowledged(sentAt: number): void {
    const now = performance.now();
    for (const { kind, at } of this.#open.filter((kill) => kill.at <= sentAt)) this.times.push({ kind, ms: now - at });
    this.#open = this.#open.filter((kill) => kill.at > sentAt);
  }

  get isComplete(): boolean {
    return this.#open.length === 0;
  }

  async until(limitMs: number): Promise<boolean> {
    const until = performance.now() + limitMs;
    while (!this.isComplete && performance.now() < until) await sleep(50);
    return this.isComplete;
  }
}

/** Carries the script out. @param told a line for each kill */
export async function carryOutKills(
  home: Home,
  script: readonly Kill[],
  recovery: Recovery,
  killed: Map<KillKind, number>,
  told: (line: string) => void,
): Promise<void> {
  const begun = performance.now();
  for (const [index, kill] of script.entries()) {
    if (kill.afterRecovery && !(await recovery.until(RECOVERY_LIMIT_MS)))
      told('  (no write was acknowledged for long)');
    await sleep(kill.pauseMs);
    const met = await strike(home, kill);
    if (met.length > 0) {
      recovery.killed(kill.kind);
      killed.set(kill.kind, (killed.get(kill.kind) ?? 0) + 1);
    }
    const seconds = ((performance.now() - begun) / 1000).toFixed(1).padStart(7);
    told(
      `${seconds} s  kill ${String(index + 1).padStart(3)}: ${kill.kind}${met.length === 0 ? ' (nothing ran)' : ` (${met.join(', ')})`}`,
    );
  }
}

/** Waits until what is to be killed runs; then all at once. */
async function strike(home: Home, kill: Kill): Promise<string[]> {
  if (kill.kind === 'supervisor' || kill.kind === 'everything') {
    await eventually(() => home.killSupervisor());
    return ['supervisor', ...kill.services.filter((service) => home.killService(service))];
  }
  const [first, ...others] = kill.services;
  if (first === undefined || !(await eventually(() => home.killService(first)))) return [];
  return [first, ...others.filter((service) => home.killService(service))];
}

async function eventually(attempt: () => boolean): Promise<boolean> {
  const until = performance.now() + ALIVE_LIMIT_MS;
  while (performance.now() < until) {
    if (attempt()) return true;
    await sleep(100);
  }
  return false;
}
