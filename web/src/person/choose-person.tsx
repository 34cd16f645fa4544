/** Whom to act as, in an installation for trying. */
import { useQuery } from '@tanstack/react-query';
import { Alert, Input } from 'antd';
import { useState } from 'react';
import { insist, newToken } from '../api/client.ts';
import { Refused } from '../api/problem.ts';
import { type DemoPerson, personsQuery } from '../api/queries.ts';
import { type Speech, useSpeech } from '../language/language.ts';
import { Page } from '../parts/page.tsx';
import { NotYet, ProblemAlert } from '../parts/problem.tsx';
import { groupNames } from './groups.ts';
import { enter } from './session.ts';

export default function ChoosePerson() {
  const speech = useSpeech();
  const { words } = speech;
  const persons = useQuery(personsQuery);
  const [search, setSearch] = useState('');
  const [failed, setFailed] = useState<unknown>(null);
  if (persons.error instanceof Refused && persons.error.code === 'demo-off') {
    return (
      <Page title={words.product}>
        <Alert type="info" showIcon title={words.person.off} />
      </Page>
    );
  }
  const choose = async ({ id, name }: DemoPerson) => {
    try {
      const token = await insist(
        () => newToken(id),
        () => undefined,
      );
      if (token !== null) enter({ person: id, name, token });
    } catch (error) {
      setFailed(error);
    }
  };
  const found = (persons.data?.items ?? []).filter(({ name, groups }) =>
    `${name} ${groupNames(groups, speech)} ${documents(groups, speech)}`.toLowerCase().includes(search.toLowerCase()),
  );
  return (
    <Page title={words.person.choose}>
      <p>{words.person.why}</p>
      {failed !== null && <ProblemAlert error={failed} />}
      {persons.data === undefined ? (
        <NotYet query={persons} />
      ) : (
        <>
          <Input
            className="search"
            type="search"
            aria-label={words.person.search}
            placeholder={words.person.search}
            value={search}
            onChange={({ target }) => setSearch(target.value)}
          />
          <p className="muted" role="status">
            {words.person.number(found.length)}
          </p>
          <ul className="persons">
            {found.map((person) => (
              <li key={person.id}>
                <button type="button" onClick={() => void choose(person)}>
                  <strong>{person.name}</strong>
                  <span className="muted">{groupNames(person.groups, speech)}</span>
                  <small className="muted">{documents(person.groups, speech)}</small>
                </button>
              </li>
            ))}
          </ul>
        </>
      )}
    </Page>
  );
}

/** Groups of several documents may have one name. */
function documents(groups: DemoPerson['groups'], { say }: Speech): string {
  return [...new Set(groups.flatMap(({ document }) => (document === null ? [] : [say(document)])))].join(' · ');
}
