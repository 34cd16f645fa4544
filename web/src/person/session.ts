/** Who works in this tab: remembered for the tab, so that two tabs can be two persons. */
import { createStore } from '../store.ts';

export interface Session {
  person: string;
  name: string;
  token: string;
}

const PLACE = 'banli.session';

function remembered(): Session | null {
  try {
    return JSON.parse(sessionStorage.getItem(PLACE) ?? 'null') as Session | null;
  } catch {
    return null;
  }
}

export const session = createStore<Session | null>(remembered());

export function enter(next: Session): void {
  sessionStorage.setItem(PLACE, JSON.stringify(next));
  session.set(next);
}

export function leave(): void {
  sessionStorage.removeItem(PLACE);
  session.set(null);
}
