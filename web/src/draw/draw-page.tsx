/** A public draw from the sealing to the publication. It goes on by the tasks of its case; here it is seen and checked. */
import { useQuery } from '@tanstack/react-query';
import { longInstant } from '../dates.ts';
import { useSpeech, useWords } from '../language/language.ts';
import { DataList } from '../parts/data-list.tsx';
import { Page, Section } from '../parts/page.tsx';
import { NotYet } from '../parts/problem.tsx';
import { Link, paths } from '../router.tsx';
import { DrawnLists } from './drawn-lists.tsx';
import { type DrawDetail, drawQuery } from './queries.ts';
import { Verify } from './verify.tsx';
import { words } from './words.ts';
import './draw.css';

export default function DrawPage({ id }: { id: string }) {
  const my = useWords(words);
  const { say } = useSpeech();
  const draw = useQuery(drawQuery(id));
  if (draw.data === undefined) {
    return (
      <Page title={my.title}>
        <NotYet query={draw} />
      </Page>
    );
  }
  const { case: of, stage, result } = draw.data;
  return (
    <Page title={`${say(of.procedure.label)} ${of.subject || of.number}`}>
      <p className="lead">
        <span className="tag tag-running">{my.stages[stage]}</span>
        <Link to={paths.case(id)}>{of.number}</Link>
      </p>
      <Next draw={draw.data} />
      <Pool draw={draw.data} />
      {draw.data.acts.length > 0 && (
        <Section title={my.acts}>
          <Acts acts={draw.data.acts} />
        </Section>
      )}
      <Section title={my.result}>
        {result === null ? <p className="muted">{my.notYet}</p> : <Result id={id} result={result} />}
      </Section>
      {result !== null && (
        <>
          <Section title={my.verify}>
            <Verify id={id} number={of.number} />
          </Section>
          <Section title={my.publication}>
            <Published published={draw.data.published} />
          </Section>
        </>
      )}
    </Page>
  );
}

/** The step by which it goes on: a link for who may do it. */
function Next({ draw: { tasks } }: { draw: DrawDetail }) {
  const my = useWords(words);
  const { say } = useSpeech();
  if (tasks.length === 0) return null;
  return (
    <p>
      {my.next}：
      {tasks.map(({ id, label, group, unit, unitLabel, isMine }) => (
        <span key={id}>
          {isMine ? (
            <Link to={paths.task(id)} className="strong">
              {say(label)}
            </Link>
          ) : (
            my.waitsFor(say(label))
          )}{' '}
          <small className="muted">
            {say(group.label)}
            {unit !== '' && `（${say(unitLabel)}）`}
          </small>{' '}
        </span>
      ))}
    </p>
  );
}

function Pool({ draw: { pool, sealedAt } }: { draw: DrawDetail }) {
  const my = useWords(words);
  const { words: common, language } = useSpeech();
  return (
    <Section title={my.seal}>
      {pool.hash === null ? (
        <p className="muted">{common.none}</p>
      ) : (
        <dl className="data">
          <div>
            <dt>{my.hash}</dt>
            <dd className="hash">{pool.hash}</dd>
          </div>
          {sealedAt !== null && (
            <div>
              <dt>{my.sealedAt}</dt>
              <dd>{longInstant(sealedAt, language)}</dd>
            </div>
          )}
        </dl>
      )}
      {pool.intact !== null && (
        <p className={pool.intact ? '' : 'due-overdue'}>{pool.intact ? my.intact : my.broken}</p>
      )}
    </Section>
  );
}

function Acts({ acts }: { acts: DrawDetail['acts'] }) {
  const { say, language } = useSpeech();
  return (
    <ol className="plain">
      {acts.map(({ label, at, items }) => (
        <li key={at + label.zh}>
          <strong>{say(label)}</strong> <small className="muted">{longInstant(at, language)}</small>
          {items.length > 0 && <DataList items={items} />}
        </li>
      ))}
    </ol>
  );
}

function Result({ id, result }: { id: string; result: NonNullable<DrawDetail['result']> }) {
  const my = useWords(words);
  const { language } = useSpeech();
  return (
    <>
      <p>
        {my.drawnAt}：{longInstant(result.at, language)}
      </p>
      <DataList items={result.values} />
      <DrawnLists id={id} lists={result.lists} />
    </>
  );
}

function Published({ published }: { published: DrawDetail['published'] }) {
  const my = useWords(words);
  const { say, language } = useSpeech();
  if (published.length === 0) return <p className="muted">{my.unpublished}</p>;
  return (
    <ul className="plain">
      {published.map(({ label, number, at }) => (
        <li key={at + label.zh}>
          <strong>{say(label)}</strong>{' '}
          <small className="muted">
            {number} {longInstant(at, language)}
          </small>
        </li>
      ))}
    </ul>
  );
}
