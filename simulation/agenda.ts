/** What is to happen, by instant; at one instant in the order in which it was entered. */
import type { Instant } from '../rules/calendar/date.ts';

interface Entry {
  at: Instant;
  order: number;
  act: (at: Instant) => void;
}

export class Agenda {
  /** A binary heap: no entry comes before the one at half its index. */
  private readonly heap: Entry[] = [];
  private entered = 0;

  add(at: Instant, act: (at: Instant) => void): void {
    this.entered += 1;
    this.heap.push({ at, order: this.entered, act });
    this.rise(this.heap.length - 1);
  }

  /** Takes the next entry up to `until`; undefined: there is none. */
  next(until: Instant): Entry | undefined {
    const [first] = this.heap;
    if (first === undefined || first.at > until) return undefined;
    const last = this.heap.pop() as Entry;
    if (this.heap.length > 0) {
      this.heap[0] = last;
      this.sink(0);
    }
    return first;
  }

  private isBefore(a: number, b: number): boolean {
    const [x, y] = [this.heap[a] as Entry, this.heap[b] as Entry];
    return x.at < y.at || (x.at === y.at && x.order < y.order);
  }

  private swap(a: number, b: number): void {
    [this.heap[a], this.heap[b]] = [this.heap[b] as Entry, this.heap[a] as Entry];
  }

  private rise(from: number): void {
    for (let i = from; i > 0; ) {
      const parent = (i - 1) >> 1;
      if (!this.isBefore(i, parent)) return;
      this.swap(i, parent);
      i = parent;
    }
  }

  private sink(from: number): void {
    for (let i = from; ; ) {
      const children = [2 * i + 1, 2 * i + 2].filter((child) => child < this.heap.length);
      const least = children.reduce((best, child) => (this.isBefore(child, best) ? child : best), i);
      if (least === i) return;
      this.swap(i, least);
      i = least;
    }
  }
}
