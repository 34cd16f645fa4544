/** For authors: the folder of a document is checked, rehearsed, and deployed beside running cases. */
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Alert, Button } from 'antd';
import { type ChangeEvent, useId, useState } from 'react';
import { api, ask } from '../api/client.ts';
import { Refused } from '../api/problem.ts';
import { useSpeech, useWords } from '../language/language.ts';
import { Page, Section } from '../parts/page.tsx';
import { ProblemAlert } from '../parts/problem.tsx';
import { Wide } from '../parts/wide.tsx';
import { Link, paths } from '../router.tsx';
import type { DefinitionChange, Finding, RehearsalBody } from './queries.ts';
import { Rehearsal } from './rehearsal.tsx';
import { words as roomWords } from './words.ts';
import './procedure.css';

type Files = NonNullable<RehearsalBody['files']>;

/** What the compiler reads; examples and scenarios are for tests. */
const READ = /\.(yaml|csv|json|md)$/;

export default function DeployPage() {
  const room = useWords(roomWords);
  const words = room.deployPage;
  const client = useQueryClient();
  const [files, setFiles] = useState<Files>([]);
  const [rehearsed, setRehearsed] = useState<string>();
  const forFolder = useId();
  const send = useMutation({
    mutationFn: (dryRun: boolean) => ask(api.POST('/api/definitions', { body: { files, dryRun } })),
    onSuccess: (_answer, dryRun) => {
      if (!dryRun) void client.invalidateQueries({ queryKey: ['definitions'] });
    },
  });
  const choose = async ({ target }: ChangeEvent<HTMLInputElement>) => {
    setRehearsed(undefined);
    send.reset();
    setFiles(await textsOf([...(target.files ?? [])]));
  };
  const problem = send.error instanceof Refused ? send.error.problem : undefined;
  const findings = (problem as { findings?: Finding[] } | undefined)?.findings;
  const changes = send.data?.deployed.filter(({ change }) => change !== 'unchanged') ?? [];
  const isDeployed = send.data !== undefined && send.variables === false;
  return (
    <Page title={words.title} above={<Link to={paths.procedures()}>{room.title}</Link>}>
      <section className="section">
        <p className="muted">{words.why}</p>
        <p className="filters">
          <label htmlFor={forFolder}>{words.folder}</label>
          <input id={forFolder} type="file" multiple ref={asFolder} onChange={(event) => void choose(event)} />
          {files.length > 0 && <span role="status">{words.files(files.length)}</span>}
        </p>
        <p className="actions">
          <Button disabled={files.length === 0} loading={send.isPending} onClick={() => send.mutate(true)}>
            {words.check}
          </Button>
          <Button
            type="primary"
            disabled={changes.length === 0 || isDeployed || send.isPending}
            onClick={() => send.mutate(false)}
          >
            {words.deploy}
          </Button>
        </p>
        {isDeployed && <Alert type="success" showIcon role="status" title={words.deployed} />}
        {send.error !== null && <ProblemAlert error={send.error} />}
      </section>
      {findings !== undefined && <Findings findings={findings} />}
      {send.data !== undefined && (
        <>
          <Changes all={send.data.deployed} rehearse={isDeployed ? undefined : setRehearsed} />
          {send.data.warnings.length > 0 && <Findings findings={send.data.warnings} />}
        </>
      )}
      {rehearsed !== undefined && (
        <Section title={words.rehearse}>
          <Rehearsal key={rehearsed} definition={rehearsed} files={files} />
        </Section>
      )}
    </Page>
  );
}

/** React has no attribute for it. */
function asFolder(input: HTMLInputElement | null): void {
  input?.setAttribute('webkitdirectory', '');
}

async function textsOf(files: readonly File[]): Promise<Files> {
  const read = files.filter(({ name }) => READ.test(name));
  return Promise.all(
    read.map(async (file) => ({
      path: file.webkitRelativePath === '' ? file.name : file.webkitRelativePath,
      text: await file.text(),
    })),
  );
}

function Findings({ findings }: { findings: readonly Finding[] }) {
  const words = useWords(roomWords).deployPage;
  return (
    <Section title={words.findings}>
      <Wide label={words.findings} wraps>
        <table className="list small">
          <caption className="unseen">{words.findings}</caption>
          <thead>
            <tr>
              <th scope="col">{words.place}</th>
              <th scope="col">{words.problem}</th>
              <th scope="col">{words.remedy}</th>
            </tr>
          </thead>
          <tbody>
            {findings.map(({ file, line, column, check, severity, message, remedy }) => (
              <tr key={`${file}:${line}:${column} ${check} ${message}`}>
                <td>
                  {file} {words.line(line)}
                </td>
                <td>
                  <span className={`tag tag-${severity === 'error' ? 'overdue' : 'reminder'}`}>
                    {words.severity[severity]}
                  </span>
                  {message}
                </td>
                <td>{remedy}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </Wide>
    </Section>
  );
}

interface ChangesProps {
  all: readonly DefinitionChange[];
  rehearse: ((definition: string) => void) | undefined;
}

function Changes({ all, rehearse }: ChangesProps) {
  const room = useWords(roomWords);
  const words = room.deployPage;
  const { say } = useSpeech();
  const changes = all.filter(({ change }) => change !== 'unchanged');
  const unchanged = all.length - changes.length;
  return (
    <Section title={words.changes}>
      {changes.length === 0 ? (
        <p className="muted">{words.nothing}</p>
      ) : (
        <table className="list">
          <caption className="unseen">{words.changes}</caption>
          <thead>
            <tr>
              <th scope="col">{words.definition}</th>
              <th scope="col">{room.versions}</th>
              <th scope="col">{words.meaning}</th>
            </tr>
          </thead>
          <tbody>
            {changes.map(({ kind, id, title, version, change, meaning }) => (
              <tr key={`${kind} ${id}`}>
                <td>
                  {say(title)} <span className="tag">{kind === 'procedure' ? room.procedures : room.decisions}</span>
                </td>
                <td>
                  {words.change[change]}，{room.version(version)}
                </td>
                <td>
                  {say(meaning)}
                  {kind === 'procedure' && rehearse !== undefined && (
                    <Button size="small" onClick={() => rehearse(id)}>
                      {words.rehearse}
                    </Button>
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {unchanged > 0 && <p className="muted">{words.unchanged(unchanged)}</p>}
    </Section>
  );
}
