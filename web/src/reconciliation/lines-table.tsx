/** Lines with what each side has and what was answered. */
import type { DataItem, Label } from '../api/queries.ts';
import type { components } from '../api/schema.ts';
import { useSpeech, useWords } from '../language/language.ts';
import { readable } from '../parts/data-list.tsx';
import { Heads } from '../parts/heads.tsx';
import { Wide } from '../parts/wide.tsx';
import { words } from './words.ts';

type Line = components['schemas']['ReconciledLine'];

export function LinesTable({ sides, lines }: { sides: { claimed: Label; recorded: Label }; lines: readonly Line[] }) {
  const my = useWords(words);
  const { say } = useSpeech();
  if (lines.length === 0) return <p className="empty">{my.none}</p>;
  return (
    <Wide label={my.shown}>
      <table className="list small">
        <caption className="unseen">{my.shown}</caption>
        <Heads titles={[my.place, my.number, my.kind, my.delta, say(sides.claimed), say(sides.recorded), my.answers]} />
        <tbody>
          {lines.map((line) => (
            <tr key={line.place}>
              <td>{line.place}</td>
              <td>{line.number}</td>
              <td>{say(line.status)}</td>
              <td>{say(line.difference)}</td>
              <td>{line.claimed === null ? my.none : <Items items={line.claimed} />}</td>
              <td>{line.recorded === null ? my.none : <Items items={line.recorded} />}</td>
              <td>
                {line.answers.length === 0 && <span className="muted">{my.noAnswer}</span>}
                {line.answers.map(({ label, at, items }) => (
                  <div key={at + label.zh}>
                    {say(label)}：<Items items={items} />
                  </div>
                ))}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Wide>
  );
}

function Items({ items }: { items: readonly DataItem[] }) {
  const speech = useSpeech();
  const { say, language } = speech;
  const text = ({ label, value, text: short }: DataItem) =>
    `${say(label)} ${short === null ? readable(value, speech) : say(short)}`;
  return <>{items.map(text).join(language === 'zh' ? '，' : ', ')}</>;
}
