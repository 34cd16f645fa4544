/**
 * People at the API. An act is sent under one key and sent again under it, while its fate is unknown, until it is
 * answered; what was acknowledged is kept, to be held against the histories later.
 */
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { JsonObject } from '../../rules/json.ts';

export interface Act {
  kind: 'start' | 'complete' | 'message';
  person: string;
  key: string;
  path: string;
  body: JsonObject;
  ifMatch?: string;
  /** Of a start known when it is answered. */
  caseId?: string;
}

export interface Acknowledged extends Act {
  caseId: string;
  seq: number;
  answer: JsonObject;
}

export interface Refused extends Act {
  status: number;
  code: string;
  attempts: number;
}

/** What no kill explains. */
export interface Unexpected {
  request: string;
  status: number;
  body: string;
}

export class Office {
  readonly acknowledged: Acknowledged[] = [];
  readonly refused: Refused[] = [];
  /** Given up when the first attempt brought no answer: may be done or not, but only once, and as the history says. */
  readonly abandoned: Act[] = [];
  readonly unexpected: Unexpected[] = [];
  requests = 0;
  /** Sent again: by status, or `no answer`. */
  readonly retries = new Map<string, number>();
  #tokens = new Map<string, string>();
  readonly #url: string;
  readonly #onAcknowledged: (sentAt: number) => void;

  constructor(url: string, onAcknowledged: (sentAt: number) => void) {
    this.#url = url;
    this.#onAcknowledged = onAcknowledged;
  }

  async signIn(person: string): Promise<void> {
    const { status, body } = await this.#untilAnswered(() => this.#send('POST', '/api/demo/tokens', {}, { person }));
    if (status !== 200) throw new Error(`${person} can't sign in: ${JSON.stringify(body)}`);
    this.#tokens.set(person, body.token as string);
  }

  /** Null: there is no such thing (yet). */
  async read(person: string, path: string): Promise<JsonObject | null> {
    const { status, body } = await this.#untilAnswered(() => this.#send('GET', path, this.#headers(person)));
    if (status === 200) return body;
    if (status !== 404) this.#isUnexpected(`GET ${path}`, status, body);
    return null;
  }

  async post(person: string, path: string, body: JsonObject): Promise<JsonObject> {
    const answer = await this.#untilAnswered(() => this.#send('POST', path, this.#headers(person), body));
    if (answer.status !== 200) throw new Error(`POST ${path}: ${answer.status} ${JSON.stringify(answer.body)}`);
    return answer.body;
  }

  /** @param isPatient if not, it is given up when the first attempt brings no answer. */
  async act(parts: Omit<Act, 'key'>, isPatient = true): Promise<Acknowledged | 'refused' | 'abandoned'> {
    const act: Act = { ...parts, key: randomUUID() };
    let sentAt = 0;
    const attempt = () => {
      sentAt = performance.now();
      return this.#sendAct(act);
    };
    const answered = await this.#untilAnswered(attempt, isPatient ? undefined : 1);
    if (answered === null) {
      this.abandoned.push(act);
      return 'abandoned';
    }
    const { status, body, attempts } = answered;
    if (status === 200 || status === 201) {
      const caseId = (act.caseId ?? body.id) as string;
      const acknowledged: Acknowledged = { ...act, caseId, seq: body.seq as number, answer: body };
      this.acknowledged.push(acknowledged);
      this.#onAcknowledged(sentAt);
      return acknowledged;
    }
    const code = String(body.type).replace('/problems/', '');
    if (status === 409 || status === 412) this.refused.push({ ...act, status, code, attempts });
    else this.#isUnexpected(`POST ${act.path} (attempt ${attempts}, key ${act.key})`, status, body);
    return 'refused';
  }

  /** The same request under the same key once more. */
  async again(act: Act): Promise<{ status: number; body: JsonObject }> {
    return this.#untilAnswered(() => this.#sendAct(act));
  }

  #sendAct({ person, key, path, body, ifMatch }: Act): Promise<Answer> {
    const condition = ifMatch === undefined ? {} : { 'if-match': ifMatch };
    return this.#send('POST', path, { ...this.#headers(person), 'idempotency-key': key, ...condition }, body);
  }

  #headers(person: string): Record<string, string> {
    return { authorization: `Bearer ${this.#tokens.get(person)}` };
  }

  #isUnexpected(request: string, status: number, body: JsonObject): void {
    this.unexpected.push({ request, status, body: JSON.stringify(body).slice(0, 500) });
  }

  /** Repeats while there is no answer, or one that asks to send again. */
  async #untilAnswered(attempt: () => Promise<Answer>): Promise<Answer & { attempts: number }>;
  async #untilAnswered(attempt: () => Promise<Answer>, most?: number): Promise<(Answer & { attempts: number }) | null>;
  async #untilAnswered(attempt: () => Promise<Answer>, most = Number.POSITIVE_INFINITY) {
    for (let attempts = 1; ; attempts++) {
      this.requests += 1;
      const answer = await attempt().catch(() => null);
      if (answer !== null && !asksAgain(answer)) return { ...answer, attempts };
      // A server that closes answers without a body of ours.
      const why = answer === null ? 'no answer' : String(answer.body.type ?? 'closing').replace('/problems/', '');
      this.retries.set(why, (this.retries.get(why) ?? 0) + 1);
      if (attempts >= most) return null;
      await sleep(Math.min(100 * attempts, 1_000));
    }
  }

  async #send(method: string, path: string, headers: Record<string, string>, body?: JsonObject): Promise<Answer> {
    const response = await fetch(`${this.#url}${path}`, {
      method,
      headers: { ...headers, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      signal: AbortSignal.timeout(30_000),
    });
    const text = await response.text();
    return { status: response.status, body: text === '' ? {} : (JSON.parse(text) as JsonObject) };
  }
}

interface Answer {
  status: number;
  body: JsonObject;
}

function asksAgain({ status, body }: Answer): boolean {
  return status === 503 || status === 429 || (status === 409 && body.type === '/problems/in-progress');
}
