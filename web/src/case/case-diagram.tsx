/** The diagram of the case's own version, with where it stands and the way it came, and the times of each step. */
import { useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import type { CaseDetail } from '../api/queries.ts';
import { longInstant } from '../dates.ts';
import { Diagram } from '../diagram/diagram.tsx';
import { diagramQuery } from '../diagram/query.ts';
import { useSpeech, useWords } from '../language/language.ts';
import { Heads } from '../parts/heads.tsx';
import { NotYet } from '../parts/problem.tsx';
import { wayQuery } from './queries.ts';
import { words } from './words.ts';

export function CaseDiagram({ found }: { found: CaseDetail }) {
  const { say } = useSpeech();
  const drawing = useQuery(diagramQuery(found.procedure.id, found.definition));
  const way = useQuery(wayQuery(found.id));
  const [step, setStep] = useState<string>();
  const marks = useMemo(
    () => way.data && { open: way.data.open, passed: way.data.passed, closed: way.data.closed },
    [way.data],
  );
  if (drawing.data === undefined) return <NotYet query={drawing} />;
  if (way.data === undefined || marks === undefined) return <NotYet query={way} />;
  return (
    <>
      <Diagram xml={drawing.data} marks={marks} title={say(found.procedure.label)} onStep={setStep} />
      <Visits visits={way.data.visits} step={step} />
    </>
  );
}

interface Visit {
  step: { id: string; label: { zh: string; en: string } };
  from: string;
  to: string | null;
  how: 'open' | 'done' | 'closed';
}

/** Of the step that was chosen in the drawing, or of all. */
function Visits({ visits, step }: { visits: readonly Visit[]; step: string | undefined }) {
  const { say, language } = useSpeech();
  const said = useWords(words);
  const shown = visits.filter((visit) => step === undefined || visit.step.id === step);
  return (
    <details className="visits" open={step !== undefined}>
      <summary>{said.visits}</summary>
      <table className="list small">
        <Heads titles={[said.step, said.from, said.to]} />
        <tbody>
          {shown.map((visit) => (
            <tr key={`${visit.step.id} ${visit.from} ${visit.to}`}>
              <td>
                {say(visit.step.label)}{' '}
                <span className={`tag mark-word-${MARKS[visit.how]}`}>{said.how[visit.how]}</span>
              </td>
              <td>{longInstant(visit.from, language)}</td>
              <td>{visit.to !== null && longInstant(visit.to, language)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  );
}

const MARKS = { open: 'open', done: 'passed', closed: 'closed' } as const;
