/** Versions of a definition, and what differs between two of them. */
import { useQuery } from '@tanstack/react-query';
import { Select } from 'antd';
import { useState } from 'react';
import type { Label } from '../api/queries.ts';
import { longInstant } from '../dates.ts';
import { useSpeech, useWords } from '../language/language.ts';
import { Page, Section } from '../parts/page.tsx';
import { NotYet } from '../parts/problem.tsx';
import { Link, paths } from '../router.tsx';
import { keysOf } from './parts.tsx';
import { comparisonQuery, type Difference, type Kind, versionsQuery } from './queries.ts';
import { words as roomWords } from './words.ts';
import './procedure.css';

export default function Versions({ id, kind }: { id: string; kind: Kind }) {
  const words = useWords(roomWords);
  const { say, language } = useSpeech();
  const found = useQuery(versionsQuery(id, kind));
  const to = kind === 'procedure' ? paths.procedure : paths.decision;
  if (found.data === undefined) {
    return (
      <Page title={words.versions}>
        <NotYet query={found} />
      </Page>
    );
  }
  const { title, items } = found.data;
  return (
    <Page title={`${words.versions}：${say(title)}`} above={<Link to={to(id)}>{say(title)}</Link>}>
      <Section title={words.versions}>
        <table className="list">
          <caption className="unseen">{words.versions}</caption>
          <thead>
            <tr>
              <th scope="col">{words.versions}</th>
              <th scope="col">{words.state}</th>
              <th scope="col">{words.deployedAt}</th>
              <th scope="col">{words.deployedBy}</th>
              {kind === 'procedure' && <th scope="col">{words.cases}</th>}
            </tr>
          </thead>
          <tbody>
            {items.map(({ version, current, deployedAt, deployedBy, openCases }) => (
              <tr key={version}>
                <td>
                  <Link to={to(id, version)}>{words.version(version)}</Link>
                </td>
                <td>{current ? <span className="tag tag-met">{words.current}</span> : words.former}</td>
                <td>{longInstant(deployedAt, language)}</td>
                <td>{deployedBy.name}</td>
                {kind === 'procedure' && <td>{openCases}</td>}
              </tr>
            ))}
          </tbody>
        </table>
      </Section>
      <Section title={words.compare}>
        {items.length < 2 ? (
          <p className="muted">{words.oneVersion}</p>
        ) : (
          <Compare id={id} kind={kind} versions={items.map(({ version }) => version)} />
        )}
      </Section>
    </Page>
  );
}

interface CompareProps {
  id: string;
  kind: Kind;
  /** The latest first. */
  versions: readonly number[];
}

function Compare({ id, kind, versions }: CompareProps) {
  const words = useWords(roomWords);
  const [from, setFrom] = useState(versions[1] ?? 1);
  const [to, setTo] = useState(versions[0] ?? 1);
  const compared = useQuery(comparisonQuery(id, kind, from, to));
  const options = versions.map((value) => ({ value, label: words.version(value) }));
  return (
    <>
      <p className="filters">
        <Select aria-label={words.earlier} value={from} onChange={setFrom} options={options} />
        <span aria-hidden="true">→</span>
        <Select aria-label={words.later} value={to} onChange={setTo} options={options} />
      </p>
      {compared.data === undefined ? <NotYet query={compared} /> : <Differences changes={compared.data.changes} />}
    </>
  );
}

export function Differences({ changes }: { changes: readonly Difference[] }) {
  const words = useWords(roomWords);
  const { say } = useSpeech();
  const keys = keysOf(changes.map(({ what, label, aspect }) => `${what.zh} ${label.zh} ${aspect?.zh}`));
  if (changes.length === 0) return <p className="muted">{words.noChanges}</p>;
  return (
    <>
      <p role="status">{words.changes(changes.length)}</p>
      {changes.map(({ what, label, change, aspect, before, after }, i) => (
        <section key={keys[i]} className="difference" aria-label={`${say(what)} ${say(label)}`}>
          <span className={`tag tag-${change === 'added' ? 'met' : change === 'removed' ? 'overdue' : 'running'}`}>
            {words.change[change]}
          </span>
          <strong>
            {say(what)}“{say(label)}”{aspect !== null && `：${say(aspect)}`}
          </strong>
          {aspect === null && change === 'changed' && <p className="muted">{words.untold}</p>}
          <Lines lines={before} name={words.before} as="del" shown={aspect !== null} />
          <Lines lines={after} name={words.after} as="ins" shown={aspect !== null} />
        </section>
      ))}
    </>
  );
}

interface LinesProps {
  lines: readonly Label[];
  name: string;
  as: 'del' | 'ins';
  /** Whether it is told too that there is none. */
  shown: boolean;
}

function Lines({ lines, name, as: Element, shown }: LinesProps) {
  const words = useWords(roomWords);
  const { say } = useSpeech();
  if (lines.length === 0 && !shown) return null;
  const texts = lines.length === 0 ? [words.nothingThere] : lines.map(say);
  const keys = keysOf(texts);
  return (
    <Element>
      <span className="muted">{name}：</span>
      {texts.map((text, i) => (
        <span key={keys[i]}>
          {i > 0 && <br />}
          {text}
        </span>
      ))}
    </Element>
  );
}
