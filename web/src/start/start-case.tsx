/** Starting a case: the form of the procedure. */
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Alert, Input, Radio } from 'antd';
import { useId, useState } from 'react';
import { api, ask } from '../api/client.ts';
import { meQuery, procedureQuery } from '../api/queries.ts';
import { words as receiptWords } from '../applicant/words.ts';
import ActForm from '../form/act-form.tsx';
import type { FormSchema, Values } from '../form/shape.ts';
import { useSpeech, useWords } from '../language/language.ts';
import { Citations } from '../parts/citations.tsx';
import { Page, Section } from '../parts/page.tsx';
import { NotYet } from '../parts/problem.tsx';
import { Link, navigate, paths } from '../router.tsx';
import { Follows } from '../task/guidance.tsx';
import { justStarted } from './just-started.ts';
import { Receipt } from './receipt.tsx';

export default function StartCase({ id }: { id: string }) {
  const { words, say } = useSpeech();
  const client = useQueryClient();
  const procedure = useQuery(procedureQuery(id));
  const me = useQuery(meQuery);
  const [as, setAs] = useState<string>();
  const [onBehalfOf, setOnBehalfOf] = useState('');
  const [started, setStarted] = useState<Started>();
  const behalf = useId();
  if (procedure.data === undefined) {
    return (
      <Page title={words.start.title}>
        <NotYet query={procedure} />
      </Page>
    );
  }
  if (started !== undefined) return <JustStarted started={started} procedure={say(procedure.data.title)} />;
  const { title, citations, form, mayStartAs = [], groups = [], document } = procedure.data;
  const chosen = as ?? mayStartAs[0];
  const isOfficer = me.data?.roles.includes('officer') === true;
  const besides = {
    ...(chosen === undefined || chosen === 'anyone' ? {} : { as: chosen }),
    ...(onBehalfOf.trim() === '' ? {} : { onBehalfOf: onBehalfOf.trim() }),
  };
  const send = (input: Values, key: string) =>
    ask(
      api.POST('/api/cases', {
        params: { header: { 'idempotency-key': key } },
        body: { procedure: id, input, ...besides },
      }),
    );
  const foresee = (input: Values, signal: AbortSignal) =>
    ask(
      api.POST('/api/procedures/{id}/outlook', {
        params: { path: { id } },
        body: { input, ...(besides.as === undefined ? {} : { as: besides.as }) },
        signal,
      }),
    );
  const groupName = (group: string) => {
    const found = groups.find((one) => one.id === group);
    return found === undefined ? group : say(found.label);
  };
  return (
    <Page title={say(title)}>
      {document !== null && (
        <p className="muted">
          {say(document.title)} {document.number}
        </p>
      )}
      <Citations citations={citations} />
      {mayStartAs.length > 1 && (
        <Section title={words.start.as}>
          <Radio.Group
            name="as"
            aria-label={words.start.as}
            value={chosen}
            onChange={({ target }) => setAs(target.value as string)}
            options={mayStartAs.map((value) => ({ value, label: groupName(value) }))}
          />
        </Section>
      )}
      <section className="section narrow-form">
        {isOfficer && (
          <p>
            <label htmlFor={behalf}>{words.start.onBehalfOf}</label>
            <Input
              id={behalf}
              maxLength={100}
              value={onBehalfOf}
              onChange={({ target }) => setOnBehalfOf(target.value)}
            />
          </p>
        )}
        <ActForm
          of={`start/${id}`}
          form={form as FormSchema}
          submitLabel={words.start.submit}
          under="input"
          besides={besides}
          send={send}
          foresee={foresee}
          done={({ id: caseId, number, receipt }) => {
            void client.invalidateQueries();
            if (receipt !== null) return setStarted({ caseId, number, ...receipt });
            justStarted.set({ caseId, number });
            navigate(paths.case(caseId));
          }}
        >
          {(foresight) => <Follows foresight={foresight} lead={words.start.follows} />}
        </ActForm>
      </section>
    </Page>
  );
}

interface Started {
  caseId: string;
  number: string;
  code: string;
  secret: string;
}

/** The secret of the receipt is shown only here. */
function JustStarted({ started, procedure }: { started: Started; procedure: string }) {
  const { words } = useSpeech();
  const { receipt } = useWords(receiptWords);
  const { caseId, ...shown } = started;
  return (
    <Page title={procedure}>
      <Alert type="success" showIcon role="status" title={words.start.done(started.number)} />
      <Receipt procedure={procedure} {...shown} />
      <p className="unprinted">
        <Link to={paths.case(caseId)}>{receipt.openCase}</Link>
      </p>
    </Page>
  );
}
