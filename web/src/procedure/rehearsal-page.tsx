/** The rehearsal of a deployed procedure. */
import { useQuery } from '@tanstack/react-query';
import { useSpeech, useWords } from '../language/language.ts';
import { Page } from '../parts/page.tsx';
import { NotYet } from '../parts/problem.tsx';
import { Link, paths } from '../router.tsx';
import { procedureWordsQuery } from './queries.ts';
import { Rehearsal } from './rehearsal.tsx';
import { words as roomWords } from './words.ts';

export default function RehearsalPage({ id }: { id: string }) {
  const words = useWords(roomWords);
  const { say } = useSpeech();
  const found = useQuery(procedureWordsQuery(id, undefined));
  if (found.data === undefined) {
    return (
      <Page title={words.rehearse}>
        <NotYet query={found} />
      </Page>
    );
  }
  const title = say(found.data.title);
  return (
    <Page title={words.rehearsal.title(title)} above={<Link to={paths.procedure(id)}>{title}</Link>}>
      <Rehearsal definition={id} />
    </Page>
  );
}
