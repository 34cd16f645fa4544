/** Officers on leave and leavers: one's own substitutes; for an administrator those of others, and their tasks. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Alert, Button, Checkbox, Form, Select } from 'antd';
import { useState } from 'react';
import { api, ask } from '../api/client.ts';
import { meQuery } from '../api/queries.ts';
import { useSpeech, useWords } from '../language/language.ts';
import { Page, Section } from '../parts/page.tsx';
import { ProblemAlert } from '../parts/problem.tsx';
import { type HandedOver, personsFoundQuery } from './queries.ts';
import { Substitutes } from './substitutes.tsx';
import { words as ours } from './words.ts';

export default function LeavePage() {
  const words = useWords(ours);
  const { data: me } = useQuery(meQuery);
  const roles = me?.roles ?? [];
  const absent = (me?.standsInFor ?? []).map(({ name }) => name);
  return (
    <Page title={words.title}>
      {absent.length > 0 && <Alert type="info" showIcon title={words.standsInFor(absent.join('、'))} />}
      {roles.includes('officer') && (
        <Section title={words.own}>
          <p>{words.ownAbout}</p>
          <Substitutes person={null} />
        </Section>
      )}
      {roles.includes('administrator') && <Others />}
    </Page>
  );
}

interface Chosen {
  id: string;
  name: string;
}

function Others() {
  const words = useWords(ours);
  const [person, setPerson] = useState<Chosen | null>(null);
  return (
    <Section title={words.others}>
      <p>{words.othersAbout}</p>
      <ChoosePerson label={words.person} choose={setPerson} />
      {person !== null && (
        <>
          <h3>{words.substitutesOf(person.name)}</h3>
          <Substitutes key={person.id} person={person.id} />
          <h3>{words.handOver}</h3>
          <p>{words.handOverAbout}</p>
          <HandOver key={`over ${person.id}`} from={person} />
        </>
      )}
    </Section>
  );
}

function ChoosePerson({
  label,
  choose,
  without,
}: {
  label: string;
  choose: (person: Chosen) => void;
  without?: string;
}) {
  const words = useWords(ours);
  const [text, setText] = useState('');
  const { data, isFetching } = useQuery(personsFoundQuery(text));
  const persons = (data?.items ?? []).filter(({ id, disabled }) => id !== without && !disabled);
  return (
    <Select
      className="search"
      aria-label={label}
      placeholder={words.search}
      showSearch={{ filterOption: false, onSearch: setText }}
      loading={isFetching}
      options={persons.map(({ id, name }) => ({ value: id, label: name }))}
      onSelect={(id: string) => {
        const found = persons.find((person) => person.id === id);
        if (found !== undefined) choose(found);
      }}
    />
  );
}

function HandOver({ from }: { from: Chosen }) {
  const words = useWords(ours);
  const client = useQueryClient();
  const [to, setTo] = useState<Chosen | null>(null);
  const [withdraw, setWithdraw] = useState(false);
  const act = useMutation({
    mutationFn: (heir: Chosen) =>
      ask(
        api.POST('/api/persons/{id}/hand-over', {
          params: { path: { id: from.id } },
          body: { to: heir.id, withdraw },
        }),
      ),
    onSuccess: () => client.invalidateQueries({ queryKey: ['persons'] }),
  });
  return (
    <Form layout="vertical" onFinish={() => to !== null && act.mutate(to)}>
      <Form.Item label={words.to}>
        <ChoosePerson label={words.to} without={from.id} choose={setTo} />
      </Form.Item>
      <Form.Item>
        <Checkbox checked={withdraw} onChange={({ target }) => setWithdraw(target.checked)}>
          {words.withdrawGroups}
        </Checkbox>
      </Form.Item>
      <Button htmlType="submit" danger disabled={to === null} loading={act.isPending}>
        {words.confirm}
      </Button>
      {act.error !== null && <ProblemAlert error={act.error} />}
      {act.data !== undefined && <Outcome of={act.data} />}
    </Form>
  );
}

function Outcome({ of: { handedOver, withdrawn, kept } }: { of: HandedOver }) {
  const words = useWords(ours);
  const { say } = useSpeech();
  return (
    <>
      <Alert
        type={kept.length === 0 ? 'success' : 'warning'}
        showIcon
        role="status"
        title={words.handedOver(handedOver) + (withdrawn > 0 ? words.withdrawn(withdrawn) : '')}
        description={kept.length === 0 ? undefined : words.kept(kept.length)}
      />
      {kept.length > 0 && (
        <table className="list small" aria-label={words.caption}>
          <thead>
            <tr>
              <th scope="col">{words.case}</th>
              <th scope="col">{words.step}</th>
              <th scope="col">{words.reason}</th>
            </tr>
          </thead>
          <tbody>
            {kept.map(({ caseNumber, subject, step, reason }) => (
              <tr key={`${caseNumber} ${step.zh}`}>
                <td>
                  {subject} {caseNumber}
                </td>
                <td>{say(step)}</td>
                <td>{say(reason)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </>
  );
}
