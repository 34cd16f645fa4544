/** One form for all selected tasks; each is completed on its own. */
import { type QueryClient, useQuery, useQueryClient } from '@tanstack/react-query';
import { Alert, Button } from 'antd';
import { useMemo, useState } from 'react';
import { api, ask } from '../api/client.ts';
import { Refused } from '../api/problem.ts';
import { type TaskDetail, type TaskSummary, taskQuery } from '../api/queries.ts';
import { useDraft } from '../form/draft.ts';
import { SchemaForm } from '../form/schema-form.tsx';
import { shapeForm, type Values } from '../form/shape.ts';
import { useSpeech, useWords } from '../language/language.ts';
import { Section } from '../parts/page.tsx';
import { doAll } from './bulk.ts';
import type { RunOn } from './bulk-bar.tsx';
import { compareForms, type SameForm, valuesFor } from './same-form.ts';
import type { BulkRun } from './use-bulk-run.ts';
import { words as own } from './words.ts';

interface Props {
  tasks: readonly TaskSummary[];
  bulk: BulkRun;
  run: RunOn;
  close: () => void;
}

export default function BulkComplete(props: Props) {
  const { tasks, close } = props;
  const texts = useWords(own);
  const { say } = useSpeech();
  const { read, through } = useDetails(tasks);
  return (
    <Section title={texts.completeTitle(tasks.length)}>
      {read === undefined ? (
        <p role="status">
          {texts.reading} {texts.of(through, tasks.length)}
        </p>
      ) : (
        <Forms {...props} read={read} say={say} />
      )}
      <p>
        <Button disabled={props.bulk.progress !== null} onClick={close}>
          {texts.close}
        </Button>
      </p>
    </Section>
  );
}

type Read = ReadonlyMap<string, TaskDetail | null>;

/** What the API says of each now: its version, its form, whether the person may complete it. */
function useDetails(tasks: readonly TaskSummary[]): { read: Read | undefined; through: number } {
  const client = useQueryClient();
  const [through, setThrough] = useState(0);
  const ids = tasks.map(({ id }) => id);
  const { data } = useQuery({
    queryKey: ['bulk', ids],
    staleTime: 0,
    gcTime: 0,
    placeholderData: (before) => before,
    queryFn: () => readAll(client, ids, setThrough),
  });
  return { read: data, through };
}

async function readAll(client: QueryClient, ids: readonly string[], told: (n: number) => void): Promise<Read> {
  const found = new Map<string, TaskDetail | null>();
  const readOne = async (id: string) => void found.set(id, await client.fetchQuery({ ...taskQuery(id), staleTime: 0 }));
  const failed = await doAll(ids, readOne, told);
  for (const [id, error] of failed) {
    if (!(error instanceof Refused)) throw error;
    found.set(id, null);
  }
  return found;
}

function Forms({
  tasks,
  read,
  say,
  ...props
}: Props & { read: Read; say: (label: TaskDetail['step']['label']) => string }) {
  const texts = useWords(own);
  const ready = tasks.flatMap(({ id }) => (read.get(id)?.may.includes('complete') ? [read.get(id) as TaskDetail] : []));
  const others = tasks.filter(({ id }) => read.get(id)?.may.includes('complete') !== true);
  const [first, ...rest] = ready;
  const compared = first === undefined ? null : compareForms([first, ...rest]);
  return (
    <>
      {others.length > 0 && (
        <Alert
          type="info"
          showIcon
          title={first === undefined ? texts.none : texts.notNow}
          description={
            <ul>
              {others.map((task) => (
                <li key={task.id}>
                  {say(task.step.label)} {task.subject || task.caseNumber}
                </li>
              ))}
            </ul>
          }
        />
      )}
      {compared !== null && 'differs' in compared && (
        <Alert type="warning" showIcon title={texts.differs(say(compared.differs))} />
      )}
      {compared !== null && !('differs' in compared) && <OneForm same={compared} say={say} {...props} />}
    </>
  );
}

interface OneFormProps {
  same: SameForm;
  say: (label: TaskDetail['step']['label']) => string;
  bulk: BulkRun;
  run: RunOn;
}

function OneForm({ same, say, bulk, run }: OneFormProps) {
  const texts = useWords(own);
  const { language, words } = useSpeech();
  const draft = useDraft(`bulk/${same.tasks[0]?.formKey ?? ''}`, same.initial);
  const shape = useMemo(
    () => shapeForm(same.form, draft.values, { language, yes: words.yes, no: words.no, personal: words.form.personal }),
    [same.form, draft.values, language, words],
  );
  const submit = async (values: Values) => {
    const { failed } = await run(same.tasks, {
      kind: 'complete',
      content: values,
      send: ({ id, version }, key) => completeOne({ id, version }, valuesFor(same, id, values), key),
    });
    if (failed.length === 0) draft.clear();
  };
  // A fault of the form is that of all of them.
  const faulty = bulk.result?.failed.map(({ error }) => (error instanceof Refused ? error.problem : undefined));
  const refusal = faulty?.find((problem) => problem?.errors !== undefined && problem.errors.length > 0);
  return (
    <>
      <p>{texts.oneForm}</p>
      {same.own.length > 0 && (
        <p className="muted">{texts.ownKept(same.own.map(({ label }) => say(label)).join('、'))}</p>
      )}
      <SchemaForm
        shape={shape}
        values={draft.values}
        onChange={draft.change}
        onLeave={() => undefined}
        onSubmit={(values) => void submit(values)}
        submitLabel={texts.submit(same.tasks.length)}
        pending={bulk.progress !== null}
        refusal={refusal}
        faults={refusal?.errors ?? []}
        under="data"
        caseId={undefined}
      />
    </>
  );
}

function completeOne(
  { id, version }: Pick<TaskSummary, 'id' | 'version'>,
  data: Values,
  key: string,
): Promise<unknown> {
  const header = { 'if-match': `"${version}"`, 'idempotency-key': key };
  return ask(api.POST('/api/tasks/{id}/complete', { params: { path: { id }, header }, body: { data } }));
}
