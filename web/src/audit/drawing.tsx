/** The drawing of the procedure in the version of the case, with where it stood after a fact. */
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Diagram } from '../diagram/diagram.tsx';
import { diagramQuery } from '../diagram/query.ts';
import { useSpeech } from '../language/language.ts';
import { NotYet } from '../parts/problem.tsx';
import { stateQuery } from './queries.ts';

export function Drawing({ id, n }: { id: string; n: number }) {
  const { say } = useSpeech();
  const state = useQuery({ ...stateQuery(id, n), placeholderData: keepPreviousData });
  const law = state.data?.law;
  const drawing = useQuery({
    ...diagramQuery(law?.procedure ?? '', law?.definition),
    enabled: law !== undefined,
  });
  if (state.data === undefined || law === undefined) return <NotYet query={state} />;
  if (drawing.data === undefined) return <NotYet query={drawing} />;
  return <Diagram xml={drawing.data} marks={state.data.marks} title={say(law.title)} />;
}
