/** Two lists compared in a case: how many lines of each kind, each line with both sides, and whether it balances. */
import { keepPreviousData, useMutation, useQuery } from '@tanstack/react-query';
import { Alert, Button } from 'antd';
import { useState } from 'react';
import { api, ask } from '../api/client.ts';
import type { components } from '../api/schema.ts';
import { longInstant } from '../dates.ts';
import { useSpeech, useWords } from '../language/language.ts';
import { DataList } from '../parts/data-list.tsx';
import { Page, Section } from '../parts/page.tsx';
import { NotYet, ProblemAlert } from '../parts/problem.tsx';
import { saveBlob } from '../parts/save-blob.ts';
import { Link, paths } from '../router.tsx';
import { LinesTable } from './lines-table.tsx';
import { words } from './words.ts';

type Detail = components['schemas']['ReconciliationDetail'];
type Result = NonNullable<Detail['result']>;
type Kind = 'differing' | Result['kinds'][number]['id'];

const ROWS = 50;

export default function ReconciliationPage({ id }: { id: string }) {
  const my = useWords(words);
  const { say } = useSpeech();
  const found = useQuery({
    queryKey: ['case', id, 'reconciliation'],
    queryFn: ({ signal }) =>
      ask(api.GET('/api/reconciliations/{caseId}', { params: { path: { caseId: id } }, signal })),
  });
  if (found.data === undefined) {
    return (
      <Page title={my.title}>
        <NotYet query={found} />
      </Page>
    );
  }
  const { case: of, tasks, result } = found.data;
  return (
    <Page title={`${say(of.procedure.label)} ${of.subject || of.number}`}>
      <p className="lead">
        <Link to={paths.case(id)}>{of.number}</Link>
      </p>
      {tasks.length > 0 && (
        <p>
          {my.next}：
          {tasks.map(({ id: task, label, group, isMine }) => (
            <span key={task}>
              {isMine ? <Link to={paths.task(task)}>{say(label)}</Link> : my.waitsFor(say(group), say(label))}{' '}
            </span>
          ))}
        </p>
      )}
      {result === null ? <p className="empty">{my.notYet}</p> : <Found id={id} number={of.number} result={result} />}
    </Page>
  );
}

function Found({ id, number, result }: { id: string; number: string; result: Result }) {
  const my = useWords(words);
  const { language } = useSpeech();
  const [kind, setKind] = useState<Kind>('differing');
  const { at, values, balances, unanswered } = result;
  return (
    <>
      <Alert
        type={balances ? 'success' : 'warning'}
        showIcon
        role="status"
        title={balances ? my.balances : my.open(unanswered)}
      />
      <Section title={my.kinds}>
        <p className="muted">
          {my.at}：{longInstant(at, language)}
        </p>
        <DataList items={values} />
        <Kinds result={result} kind={kind} choose={setKind} />
      </Section>
      <Section title={my.shown}>
        <Lines key={kind} id={id} number={number} kind={kind} />
      </Section>
    </>
  );
}

interface KindsProps {
  result: Result;
  kind: Kind;
  choose: (kind: Kind) => void;
}

function Kinds({ result: { kinds }, kind, choose }: KindsProps) {
  const my = useWords(words);
  const { say } = useSpeech();
  return (
    <table className="list small">
      <caption className="unseen">{my.kinds}</caption>
      <thead>
        <tr>
          <th scope="col">{my.kind}</th>
          <th scope="col">{my.lines}</th>
          <th scope="col">{my.difference}</th>
        </tr>
      </thead>
      <tbody>
        <tr>
          <th scope="row">
            <Button type="link" size="small" aria-pressed={kind === 'differing'} onClick={() => choose('differing')}>
              {my.differing}
            </Button>
          </th>
          <td>{kinds.filter(({ id }) => id !== 'agreed').reduce((sum, { lines }) => sum + lines, 0)}</td>
          <td />
        </tr>
        {kinds.map(({ id, label, lines, difference }) => (
          <tr key={id}>
            <th scope="row">
              <Button type="link" size="small" aria-pressed={kind === id} onClick={() => choose(id)}>
                {say(label)}
              </Button>
            </th>
            <td>{lines}</td>
            <td>{say(difference)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Lines({ id, number, kind }: { id: string; number: string; kind: Kind }) {
  const my = useWords(words);
  const { language } = useSpeech();
  const [from, setFrom] = useState(0);
  const path = { caseId: id };
  const page = useQuery({
    queryKey: ['case', id, 'reconciliation', kind, from],
    placeholderData: keepPreviousData,
    queryFn: ({ signal }) =>
      ask(
        api.GET('/api/reconciliations/{caseId}/lines', {
          params: { path, query: { kind, from, limit: ROWS } },
          signal,
        }),
      ),
  });
  const save = useMutation({
    mutationFn: async () => {
      const csv = await ask(
        api.GET('/api/reconciliations/{caseId}/lines', {
          params: { path, query: { kind, format: 'csv' } },
          headers: { 'accept-language': language },
          parseAs: 'blob',
        }),
      );
      saveBlob(csv, `${number}.csv`);
    },
  });
  if (page.data === undefined) return <NotYet query={page} />;
  const { sides, items, next, total } = page.data;
  return (
    <>
      <p>
        <Button size="small" loading={save.isPending} onClick={() => save.mutate()}>
          {my.export}
        </Button>
      </p>
      {save.error !== null && <ProblemAlert error={save.error} />}
      <LinesTable sides={sides} lines={items} />
      {total > 0 && (
        <p className="more">
          <Button disabled={from === 0} onClick={() => setFrom(Math.max(0, from - ROWS))}>
            {my.before}
          </Button>{' '}
          <span role="status">{my.page(from + 1, from + items.length, total)}</span>{' '}
          <Button disabled={next === null} onClick={() => setFrom(next ?? 0)}>
            {my.after}
          </Button>
        </p>
      )}
    </>
  );
}
