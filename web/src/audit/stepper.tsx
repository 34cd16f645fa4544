/** From fact to fact: a slider, buttons and the list, each by keyboard too. */
import { Button, Slider } from 'antd';
import { useEffect, useRef } from 'react';
import { longInstant, withLongDates } from '../dates.ts';
import { useSpeech, useWords } from '../language/language.ts';
import type { FactItem } from './queries.ts';
import { words as texts } from './words.ts';

interface StepperProps {
  n: number;
  total: number;
  /** The page of facts in which n stands. */
  items: readonly FactItem[];
  onStep: (n: number) => void;
}

export function Stepper({ n, total, items, onStep }: StepperProps) {
  const { stepper: words } = useWords(texts);
  const moves = [
    { text: words.first, to: 1 },
    { text: words.previous, to: n - 1 },
    { text: words.next, to: n + 1 },
    { text: words.last, to: total },
  ];
  return (
    <>
      <div className="actions">
        {moves.map(({ text, to }) => (
          <Button key={text} disabled={to < 1 || to > total || to === n} onClick={() => onStep(to)}>
            {text}
          </Button>
        ))}
        <strong aria-live="polite">{words.number(n, total)}</strong>
        <span className="muted small">{words.keys}</span>
      </div>
      {total > 1 && (
        <Slider
          min={1}
          max={total}
          value={n}
          onChange={onStep}
          ariaLabelForHandle={words.slider}
          tooltip={{ open: false }}
        />
      )}
      <Facts n={n} items={items} onStep={onStep} />
    </>
  );
}

/** Scrolls the list alone, not the page. */
function reveal(item: HTMLElement, list: HTMLElement): void {
  const below = item.offsetTop + item.offsetHeight - list.clientHeight;
  if (item.offsetTop < list.scrollTop) list.scrollTop = item.offsetTop;
  else if (below > list.scrollTop) list.scrollTop = below;
}

function Facts({ n, items, onStep }: Omit<StepperProps, 'total'>) {
  const { say, language } = useSpeech();
  const { stepper: words, fact: own } = useWords(texts);
  const list = useRef<HTMLOListElement>(null);
  const place = items.findIndex(({ seq }) => seq === n);
  useEffect(() => {
    const item = list.current?.children[place];
    if (list.current !== null && item instanceof HTMLElement) reveal(item, list.current);
  }, [place]);
  return (
    <ol ref={list} className="facts" aria-label={words.list}>
      {items.map(({ seq, at, text, by, standsInFor, holds }) => (
        <li key={seq}>
          <button type="button" aria-current={seq === n ? 'step' : undefined} onClick={() => onStep(seq)}>
            <span className="fact-number">{seq}</span>
            <time dateTime={at}>{longInstant(at, language)}</time>
            <span className="fact-text">
              {withLongDates(say(text), language)}
              {!holds && <span className="tag tag-overdue">{words.broken}</span>}
            </span>
            <span className="muted">
              {by?.name}
              {standsInFor !== null && `（${own.for(standsInFor.name)}）`}
            </span>
          </button>
        </li>
      ))}
    </ol>
  );
}
