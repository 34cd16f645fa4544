/** Records of who read or tried what, latest first; all of them as csv. */
import { useInfiniteQuery, useMutation } from '@tanstack/react-query';
import { Button } from 'antd';
import { longInstant } from '../dates.ts';
import { useSpeech, useWords } from '../language/language.ts';
import { Heads } from '../parts/heads.tsx';
import { More } from '../parts/more.tsx';
import { NotYet, ProblemAlert } from '../parts/problem.tsx';
import { saveBlob } from '../parts/save-blob.ts';
import { Link, paths } from '../router.tsx';
import { type LogFilter, type LogItem, logQuery, saveLog } from './queries.ts';
import { words as texts } from './words.ts';

export function Log({ filter }: { filter: LogFilter }) {
  const { language } = useSpeech();
  const { logs: own } = useWords(texts);
  const log = useInfiniteQuery(logQuery(filter));
  const save = useMutation({ mutationFn: async () => saveBlob(await saveLog(filter, language), own.file) });
  if (log.data === undefined) return <NotYet query={log} />;
  const items = log.data.pages.flatMap((page) => page.items);
  return (
    <>
      <p className="export">
        <Button size="small" loading={save.isPending} onClick={() => save.mutate()}>
          {own.export}
        </Button>
      </p>
      {save.error !== null && <ProblemAlert error={save.error} />}
      {items.length === 0 ? (
        <p className="empty">{own.empty}</p>
      ) : (
        <Records items={items} ofOneCase={filter.case !== undefined} />
      )}
      <More query={log} />
    </>
  );
}

function Records({ items, ofOneCase }: { items: readonly LogItem[]; ofOneCase: boolean }) {
  const { logs: own } = useWords(texts);
  const titles = [own.time, own.person, own.action, ...(ofOneCase ? [] : [own.case]), own.object, own.result];
  return (
    <table className="list cards">
      <caption className="unseen">{own.caption}</caption>
      <Heads titles={titles} />
      <tbody>
        {items.map((item) => (
          <Line key={item.id} item={item} ofOneCase={ofOneCase} />
        ))}
      </tbody>
    </table>
  );
}

function Line({ item, ofOneCase }: { item: LogItem; ofOneCase: boolean }) {
  const { say, language } = useSpeech();
  const { logs: own, fact } = useWords(texts);
  const { at, person, actingAs, standsInFor, action, object, outcome, reason } = item;
  return (
    <tr>
      <td data-title={own.time}>{longInstant(at, language)}</td>
      <td data-title={own.person}>
        {person === null ? own.anybody : <Link to={paths.auditLog(person.id)}>{person.name}</Link>}
        {standsInFor !== null && <span className="tag tag-notice">{fact.for(standsInFor.name)}</span>}
        {actingAs !== null && <small className="muted">{say(actingAs.label)}</small>}
      </td>
      <td data-title={own.action}>{say(action.label)}</td>
      {!ofOneCase && (
        <td data-title={own.case}>
          {item.case !== null && <Link to={paths.auditCase(item.case.id)}>{item.case.number}</Link>}
        </td>
      )}
      <td data-title={own.object}>{object !== null && object.label !== null && say(object.label)}</td>
      <td data-title={own.result}>
        <span className={`tag ${outcome === 'done' ? '' : 'tag-overdue'}`}>{own[outcome]}</span>
        {reason !== null && <small className="muted">{say(reason.label)}</small>}
      </td>
    </tr>
  );
}
