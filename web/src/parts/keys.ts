/**
 * Single keys that do something on a page. They are silent where something is typed or chosen, with a modifier, and for
 * whom has switched them off: speech control and screen readers use letters too.
 */
import { useEffect, useRef } from 'react';
import { createStore } from '../store.ts';

const PLACE = 'banli.keys';

/** Whether single keys do something here. */
export const keysOn = createStore(localStorage.getItem(PLACE) !== 'off');

export function switchKeys(on: boolean): void {
  localStorage.setItem(PLACE, on ? 'on' : 'off');
  keysOn.set(on);
}

/** Where keys have a meaning of their own; a checkbox takes only the blank. */
const OWN_KEYS =
  'input:not([type=checkbox]), textarea, select, [contenteditable=true], dialog, [role=dialog], [role=combobox], [role=listbox], [role=menu], [role=radiogroup], [role=tablist]';

const isOwn = (target: EventTarget | null): boolean => target instanceof Element && target.closest(OWN_KEYS) !== null;

/** False: the key did nothing here and means what it always means. */
export type Keys = Readonly<Record<string, (event: KeyboardEvent) => unknown>>;

/** @param keys by `KeyboardEvent.key` */
export function useKeys(keys: Keys): void {
  const current = useRef(keys);
  useEffect(() => {
    current.current = keys;
  });
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      const act = current.current[event.key];
      const { target } = event;
      if (act === undefined || !keysOn.get() || event.defaultPrevented || event.isComposing) return;
      if (event.ctrlKey || event.metaKey || event.altKey || isOwn(target)) return;
      if (act(event) !== false) event.preventDefault();
    };
    document.addEventListener('keydown', press);
    return () => document.removeEventListener('keydown', press);
  }, []);
}
