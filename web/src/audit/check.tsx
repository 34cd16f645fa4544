/** A case checked against its history, and its evidence to take along. */
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Alert, Button } from 'antd';
import { useWords } from '../language/language.ts';
import { ProblemAlert } from '../parts/problem.tsx';
import { saveBlob } from '../parts/save-blob.ts';
import { type Replay, type ReplayItem, saveEvidence, startReplay } from './queries.ts';
import { Replayed, useReplay } from './replayed.tsx';
import { words as texts } from './words.ts';

interface CheckProps {
  caseId: string;
  number: string;
  onShow: (n: number) => void;
}

export function Check({ caseId, number, onShow }: CheckProps) {
  const { checks: words } = useWords(texts);
  const client = useQueryClient();
  // Checking and reading stand in the log that is shown below.
  const replay = useReplay(startReplay, () => client.invalidateQueries({ queryKey: ['audit'] }));
  return (
    <>
      <p className="muted">{words.why}</p>
      <div className="actions">
        <Button type="primary" loading={replay.runs} onClick={() => replay.begin(caseId)}>
          {replay.isBegun ? words.again : words.run}
        </Button>
        <Evidence caseId={caseId} number={number} />
      </div>
      <Replayed of={replay}>
        {({ items, checks }) =>
          items.map((item) => <Result key={item.case.id} item={item} checks={checks} onShow={onShow} />)
        }
      </Replayed>
    </>
  );
}

function Result({ item, checks, onShow }: { item: ReplayItem; checks: Replay['checks']; onShow: (n: number) => void }) {
  const { checks: words } = useWords(texts);
  const { differences, facts, runs, chain } = item;
  const passed = differences.length === 0;
  const first = firstNumber(item);
  return (
    <>
      <Alert
        type={passed ? 'success' : 'error'}
        showIcon
        role="status"
        title={passed ? words.passed : words.differs}
        description={passed ? words.passedDetail(facts, runs) : first !== null && words.first(first)}
        action={first !== null && <Button onClick={() => onShow(first)}>{words.show(first)}</Button>}
      />
      <table className="list">
        <caption>{words.table}</caption>
        <thead>
          <tr>
            <th scope="col">{words.check}</th>
            <th scope="col">{words.result}</th>
            <th scope="col">{words.where}</th>
          </tr>
        </thead>
        <tbody>
          {checks.map((check) => {
            const difference = differences.find((one) => one.check === check);
            return (
              <tr key={check}>
                <td>
                  {words.names[check]}
                  {difference?.outcome === 'differs' && <small className="muted">{words.reasons[check]}</small>}
                </td>
                <td>
                  <Outcome outcome={difference?.outcome} />
                </td>
                <td>{difference !== undefined && <Where {...difference} />}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
      {chain !== null && (
        <p className="muted small">
          {words.hash} <code className="hash">{chain}</code>
        </p>
      )}
    </>
  );
}

type Difference = ReplayItem['differences'][number];

function Outcome({ outcome }: { outcome: Difference['outcome'] | undefined }) {
  const { checks: words } = useWords(texts);
  if (outcome === undefined) return <span className="tag tag-met">{words.holds}</span>;
  if (outcome === 'differs') return <span className="tag tag-overdue">{words.differ}</span>;
  return <span className="tag tag-suspended">{words.cutShort}</span>;
}

function Where({ outcome, number }: Difference) {
  const { checks: words } = useWords(texts);
  if (outcome === 'cut-short') return number === null ? null : words.until(number);
  return number === null ? words.whole : words.at(number);
}

/** Where it shows first; null: nowhere, or in no fact. */
export function firstNumber({ differences }: ReplayItem): number | null {
  const numbers = differences.flatMap(({ outcome, number }) =>
    outcome === 'differs' && number !== null ? [number] : [],
  );
  return numbers.length === 0 ? null : Math.min(...numbers);
}

/** How it is checked without this installation. */
const OFFLINE = 'npm run -s banli -- replay <file>';

function Evidence({ caseId, number }: { caseId: string; number: string }) {
  const { evidence: words } = useWords(texts);
  const client = useQueryClient();
  const save = useMutation({
    mutationFn: async () => saveBlob(await saveEvidence(caseId), words.file(number)),
    onSettled: () => client.invalidateQueries({ queryKey: ['audit'] }),
  });
  return (
    <>
      <Button loading={save.isPending} onClick={() => save.mutate()}>
        {words.save}
      </Button>
      <span className="muted small">
        {words.why} <code>{OFFLINE.replace('<file>', words.file(number))}</code>
      </span>
      {save.error !== null && <ProblemAlert error={save.error} />}
    </>
  );
}
