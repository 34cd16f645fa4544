/** A table for a register: checked first, with every fault by line and column, then merged as a whole. */
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Alert, Button, Modal, Table } from 'antd';
import { type ChangeEvent, useId, useState } from 'react';
import { ask, fetchAsPerson, insist, newKey } from '../api/client.ts';
import { Refused } from '../api/problem.ts';
import type { components, operations } from '../api/schema.ts';
import { longInstant } from '../dates.ts';
import { useSpeech, useWords } from '../language/language.ts';
import { ProblemAlert } from '../parts/problem.tsx';
import { words } from './words.ts';

type Imported = operations['importRegister']['responses'][200]['content']['application/json'];
type Fault = NonNullable<components['schemas']['Problem']['errors']>[number];

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

interface Which {
  slug: string;
  id: string;
}

export function ImportTable(which: Which) {
  const my = useWords(words);
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button size="small" onClick={() => setOpen(true)}>
        {my.import}
      </Button>
      <Modal title={my.import} open={isOpen} footer={null} width={760} destroyOnHidden onCancel={() => setOpen(false)}>
        <Steps {...which} />
      </Modal>
    </>
  );
}

/** The file is checked as soon as it is chosen; what is wrong is told before anything goes in. */
function Steps(which: Which) {
  const my = useWords(words);
  const { words: common } = useSpeech();
  const client = useQueryClient();
  const place = useId();
  const [waiting, setWaiting] = useState(false);
  const [file, setFile] = useState<File>();
  const check = useMutation({ mutationFn: (table: File) => send(which, table, null) });
  const merge = useMutation({
    mutationFn: (table: File) => {
      const key = newKey();
      return insist(() => send(which, table, key), setWaiting);
    },
    onSuccess: () => client.invalidateQueries({ queryKey: ['registers', which.slug, which.id] }),
  });
  const choose = ({ target }: ChangeEvent<HTMLInputElement>) => {
    const table = target.files?.[0];
    merge.reset();
    check.reset();
    setFile(table);
    if (table !== undefined) check.mutate(table);
  };
  const error = merge.error ?? check.error;
  const isReady = check.data !== undefined && check.data.earlier === null && merge.data === undefined;
  return (
    <>
      <p>{my.about}</p>
      <p>
        <label htmlFor={place}>{my.file}</label>{' '}
        <input id={place} type="file" accept=".csv,.xlsx" disabled={merge.isPending} onChange={choose} />
      </p>
      <div role="status">
        {check.isPending && <p>{my.checking}</p>}
        {merge.data === undefined && check.data !== undefined && <Counts found={check.data} />}
        {merge.data !== undefined && <Counts found={merge.data} />}
      </div>
      {error !== null && <Refusal error={error} />}
      {waiting && <Alert type="warning" showIcon role="status" title={common.form.waiting} />}
      {isReady && file !== undefined && (
        <Button type="primary" loading={merge.isPending} onClick={() => merge.mutate(file)}>
          {my.merge}
        </Button>
      )}
    </>
  );
}

/** @param key null: only checks */
function send({ slug, id }: Which, table: File, key: string | null): Promise<Imported> {
  const address = new URL(
    `/api/registers/${encodeURIComponent(slug)}/${encodeURIComponent(id)}/import`,
    location.origin,
  );
  if (key === null) address.searchParams.set('dryRun', 'true');
  const request = new Request(address, {
    method: 'POST',
    headers: {
      'content-type': table.name.toLowerCase().endsWith('.xlsx') ? XLSX : 'text/csv',
      ...(key === null ? {} : { 'idempotency-key': key }),
    },
    body: table,
  });
  return ask(
    fetchAsPerson(request).then(async (response) =>
      response.ok ? { data: (await response.json()) as Imported, response } : { response },
    ),
  );
}

function Counts({ found }: { found: Imported }) {
  const my = useWords(words);
  const { language } = useSpeech();
  if (found.earlier !== null) {
    const { by, at } = found.earlier;
    return <Alert type="info" showIcon title={my.earlier(by.name, longInstant(at, language))} />;
  }
  const counts = my.counts(found);
  return found.dryRun ? (
    <Alert type="info" showIcon title={my.fits} description={counts} />
  ) : (
    <Alert type="success" showIcon title={my.merged} description={counts} />
  );
}

function Refusal({ error }: { error: Error }) {
  const my = useWords(words);
  const faults = error instanceof Refused ? (error.problem.errors ?? []) : [];
  if (!(error instanceof Refused) || faults.length === 0) return <ProblemAlert error={error} />;
  const all = (error.problem as { faults?: number }).faults ?? faults.length;
  return (
    <>
      <Alert type="error" showIcon role="alert" title={my.faults(all)} />
      <Faults faults={faults} />
    </>
  );
}

function Faults({ faults }: { faults: readonly Fault[] }) {
  const my = useWords(words);
  const { language } = useSpeech();
  const rows = faults.map((fault, i) => ({ ...fault, id: i }));
  return (
    <Table
      size="small"
      rowKey="id"
      dataSource={rows}
      pagination={{ pageSize: 10, showSizeChanger: false, hideOnSinglePage: true }}
      columns={[
        { title: my.line, dataIndex: 'line', width: 80 },
        { title: my.column, dataIndex: 'field', width: 160 },
        { title: my.fault, dataIndex: language === 'zh' ? 'detail' : 'detailEn' },
      ]}
    />
  );
}
