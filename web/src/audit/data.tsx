/** The data of the case at a fact: what changed with it first, the rest on request. */
import { Button } from 'antd';
import { useState } from 'react';
import { useSpeech, useWords } from '../language/language.ts';
import { DataList, readable } from '../parts/data-list.tsx';
import type { StateAfter } from './queries.ts';
import { words as texts } from './words.ts';

type Item = StateAfter['data'][number];

export function Data({ items }: { items: readonly Item[] }) {
  const { data: own } = useWords(texts);
  // What has no name for people is not meant for them.
  const shown = items.filter(({ name, label }) => label.zh !== name);
  const changed = shown.filter(({ change }) => change !== 'same');
  const same = shown.filter(({ change }) => change === 'same');
  const [all, setAll] = useState(changed.length === 0);
  if (shown.length === 0) return <p className="muted">{own.none}</p>;
  return (
    <>
      {changed.length > 0 && <Changed items={changed} />}
      {same.length > 0 && (
        <Button size="small" aria-expanded={all} onClick={() => setAll(!all)}>
          {own.unchanged(same.length)}
        </Button>
      )}
      {all && same.length > 0 && <DataList items={same} />}
    </>
  );
}

function Changed({ items }: { items: readonly Item[] }) {
  const speech = useSpeech();
  const { words, say } = speech;
  const { data: own } = useWords(texts);
  return (
    <dl className="data">
      {items.map(({ name, label, value, text, personal, change }) => (
        <div key={name}>
          <dt>
            {say(label)} <span className="tag tag-notice">{own.change[change]}</span>
            {personal && <span className="tag">{words.form.personal}</span>}
          </dt>
          <dd>{text === null ? readable(value, speech) : say(text)}</dd>
        </div>
      ))}
    </dl>
  );
}
