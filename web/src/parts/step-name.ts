/** What a task is called on all pages: its step, and the item that it is about. */
import type { Label, Named } from '../api/queries.ts';
import type { Speech } from '../language/language.ts';

export interface StepOfItem {
  step: Named;
  /** Null: the step is done once. */
  itemLabel: Label | null;
}

export function stepName({ step, itemLabel }: StepOfItem, speech: Speech): string {
  return speech.say(step.label) + itemNote(itemLabel, speech);
}

export function itemNote(item: Label | null, { say, language }: Speech): string {
  if (item === null) return '';
  return language === 'zh' ? `（${say(item)}）` : ` (${say(item)})`;
}
