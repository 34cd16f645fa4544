/** Starting a case: the form of the procedure. */
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Input, Radio } from 'antd';
import { useId, useState } from 'react';
import { api, ask } from '../api/client.ts';
import { meQuery, procedureQuery } from '../api/queries.ts';
import ActForm from '../form/act-form.tsx';
import type { FormSchema, Values } from '../form/shape.ts';
import { useSpeech } from '../language/language.ts';
import { Citations } from '../parts/citations.tsx';
import { Page, Section } from '../parts/page.tsx';
import { NotYet } from '../parts/problem.tsx';
import { navigate, paths } from '../router.tsx';
import { justStarted } from './just-started.ts';

export default function StartCase({ id }: { id: string }) {
  const { words, say } = useSpeech();
  const client = useQueryClient();
  const procedure = useQuery(procedureQuery(id));
  const me = useQuery(meQuery);
  const [as, setAs] = useState<string>();
  const [onBehalfOf, setOnBehalfOf] = useState('');
  const behalf = useId();
  if (procedure.data === undefined) {
    return (
      <Page title={words.start.title}>
        <NotYet query={procedure} />
      </Page>
    );
  }
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
          done={({ id: caseId, number }) => {
            justStarted.set({ caseId, number });
            void client.invalidateQueries();
            navigate(paths.case(caseId));
          }}
        />
      </section>
    </Page>
  );
}
