/** Officers on leave and leavers: one's own substitutes; for an administrator those of others, and their tasks. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Alert, Button, Checkbox, Form, Select } from 'antd';
import { useState } from 'react';
import { api, ask } from '../api/client.ts';
import { meQuery } from '../api/queries.ts';
import { useSpeech, useWords } from '../language/language.ts';
import { Heads } from '../parts/heads.tsx';
import { Page, Section } from '../parts/page.tsx';
import { NotYet, ProblemAlert } from '../parts/problem.tsx';
import { type HandedOver, type InHand, inHandQuery, personsFoundQuery } from './queries.ts';
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
        <ChoosePerson
          label={words.to}
          without={from.id}
          choose={(heir) => {
            act.reset();
            setTo(heir);
          }}
        />
      </Form.Item>
      <Form.Item>
        <Checkbox checked={withdraw} onChange={({ target }) => setWithdraw(target.checked)}>
          {words.withdrawGroups}
        </Checkbox>
      </Form.Item>
      {act.data === undefined && <Foreseen from={from.id} to={to?.id ?? null} />}
      <Button htmlType="submit" danger disabled={to === null} loading={act.isPending}>
        {words.confirm}
      </Button>
      {act.error !== null && <ProblemAlert error={act.error} />}
      {act.data !== undefined && <Outcome of={act.data} />}
    </Form>
  );
}

function Foreseen({ from, to }: { from: string; to: string | null }) {
  const words = useWords(ours);
  const found = useQuery(inHandQuery(from, to));
  if (found.data === undefined) return <NotYet query={found} />;
  const { items } = found.data;
  if (items.length === 0) return <p className="muted">{words.nothingInHand}</p>;
  return <InHandTable caption={words.inHand} items={items} fine={to === null ? '' : words.goes} />;
}

function Outcome({ of: { moved, withdrawn, kept } }: { of: HandedOver }) {
  const words = useWords(ours);
  return (
    <>
      <Alert
        type={kept.length === 0 ? 'success' : 'warning'}
        showIcon
        role="status"
        title={words.handedOver(moved.length) + (withdrawn > 0 ? words.withdrawn(withdrawn) : '')}
        description={kept.length === 0 ? undefined : words.kept(kept.length)}
      />
      {moved.length > 0 && <InHandTable caption={words.moved} items={moved} fine={words.gone} />}
      {kept.length > 0 && <InHandTable caption={words.caption} items={kept} fine="" />}
    </>
  );
}

interface InHandProps {
  caption: string;
  items: readonly InHand[];
  /** What is said of those that no reason keeps. */
  fine: string;
}

function InHandTable({ caption, items, fine }: InHandProps) {
  const words = useWords(ours);
  const { say } = useSpeech();
  return (
    <table className="list small">
      <caption>{caption}</caption>
      <Heads titles={[words.case, words.step, words.part, words.reason]} />
      <tbody>
        {items.map(({ caseNumber, subject, step, part, reason }, i) => (
          // Several tasks of a case may read the same; the list is shown as it came.
          // biome-ignore lint/suspicious/noArrayIndexKey: see above
          <tr key={i}>
            <td>
              {subject} {caseNumber}
            </td>
            <td>{say(step)}</td>
            <td>{words.parts[part]}</td>
            <td>{reason === null ? fine : say(reason)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
