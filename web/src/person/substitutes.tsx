/** Who stands in for a person, from day to day; named and withdrawn here. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button, Form, Select, Space } from 'antd';
import { api, ask } from '../api/client.ts';
import { longDate } from '../dates.ts';
import { useSpeech, useWords } from '../language/language.ts';
import { DayPicker, isADay } from '../parts/day-picker.tsx';
import { NotYet, ProblemAlert } from '../parts/problem.tsx';
import { type Substitutions, substitutesQuery } from './queries.ts';
import { words as ours } from './words.ts';

interface Named {
  substitute: string;
  from: string;
  until: string;
}

/** @param person null: one's own */
export function Substitutes({ person }: { person: string | null }) {
  const words = useWords(ours);
  const client = useQueryClient();
  const { queryKey, ...query } = substitutesQuery(person);
  const found = useQuery({ queryKey, ...query });
  const settle = (answer: Substitutions) => client.setQueryData(queryKey, answer);
  const name = useMutation({ mutationFn: (named: Named) => post(person, named), onSuccess: settle });
  const withdraw = useMutation({ mutationFn: (id: string) => remove(person, id), onSuccess: settle });
  if (found.data === undefined) return <NotYet query={found} />;
  const { items, candidates } = found.data;
  return (
    <>
      <List items={items} pending={withdraw.isPending} withdraw={(id) => withdraw.mutate(id)} />
      {withdraw.error !== null && <ProblemAlert error={withdraw.error} />}
      {candidates.length === 0 ? (
        <p className="muted">{words.noColleague}</p>
      ) : (
        <NameForm candidates={candidates} pending={name.isPending} name={(named) => name.mutate(named)} />
      )}
      {name.error !== null && <ProblemAlert error={name.error} />}
    </>
  );
}

function post(person: string | null, body: Named): Promise<Substitutions> {
  return person === null
    ? ask(api.POST('/api/me/substitutes', { body }))
    : ask(api.POST('/api/persons/{id}/substitutes', { params: { path: { id: person } }, body }));
}

function remove(person: string | null, substitution: string): Promise<Substitutions> {
  return person === null
    ? ask(api.DELETE('/api/me/substitutes/{substitution}', { params: { path: { substitution } } }))
    : ask(
        api.DELETE('/api/persons/{id}/substitutes/{substitution}', { params: { path: { id: person, substitution } } }),
      );
}

interface ListProps {
  items: Substitutions['items'];
  pending: boolean;
  withdraw: (id: string) => void;
}

function List({ items, pending, withdraw }: ListProps) {
  const words = useWords(ours);
  const { language } = useSpeech();
  if (items.length === 0) return <p className="muted">{words.nobody}</p>;
  return (
    <ul>
      {items.map(({ id, substitute, from, until, namedBy }) => (
        <li key={id}>
          <strong>{substitute.name}</strong> {words.days(longDate(from, language), longDate(until, language))}{' '}
          <span className="muted">{words.namedBy(namedBy.name)}</span>{' '}
          <Button
            size="small"
            disabled={pending}
            aria-label={words.withdrawOf(substitute.name)}
            onClick={() => withdraw(id)}
          >
            {words.withdraw}
          </Button>
        </li>
      ))}
    </ul>
  );
}

interface NameFormProps {
  candidates: Substitutions['candidates'];
  pending: boolean;
  name: (named: Named) => void;
}

function NameForm({ candidates, pending, name }: NameFormProps) {
  const words = useWords(ours);
  const { words: common } = useSpeech();
  const needed = [{ required: true, message: words.needed }];
  const day = [...needed, isADay(common.form.noDay)];
  return (
    <Form layout="vertical" onFinish={name}>
      <Space wrap align="start">
        <Form.Item name="substitute" label={words.substitute} rules={needed}>
          <Select
            className="narrow"
            showSearch={{ optionFilterProp: 'label' }}
            options={candidates.map(({ id, name: label }) => ({ value: id, label }))}
          />
        </Form.Item>
        <Form.Item name="from" label={words.from} rules={day}>
          <DayPicker asTyped />
        </Form.Item>
        <Form.Item name="until" label={words.until} rules={day}>
          <DayPicker asTyped />
        </Form.Item>
      </Space>
      <Button htmlType="submit" type="primary" loading={pending}>
        {words.name}
      </Button>
    </Form>
  );
}
