/**
 * What is done with a case from its page, by who has no hand in its open tasks: taking back what one has completed, urging
 * who has it, sending copies.
 */
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Alert, Button } from 'antd';
import { lazy, Suspense, useState } from 'react';
import type { CaseDetail } from '../api/queries.ts';
import { useSpeech, useWords } from '../language/language.ts';
import { type StepOfItem, stepName } from '../parts/step-name.ts';
import { type Act, copy, retrieve, urge } from '../task/acts.ts';
import { words } from '../task/words.ts';
import { colleaguesQuery } from './queries.ts';

const ActDialog = lazy(() => import('../task/act-dialog.tsx'));

interface Offer {
  act: Act;
  /** Null: it is done with the case as a whole. */
  of: (StepOfItem & { id: string }) | null;
}

export function CaseActs({ found }: { found: CaseDetail }) {
  const speech = useSpeech();
  const said = useWords(words);
  const client = useQueryClient();
  const [chosen, setChosen] = useState<Act | null>(null);
  const [done, setDone] = useState<string | null>(null);
  const { data } = useQuery({ ...colleaguesQuery(found.id), enabled: chosen?.id === 'copy' });
  const offers = offersOf(found);
  const labelOf = ({ id }: Act) => said.act[id]?.[0] ?? id;
  const textOf = ({ act, of }: Offer) => (of === null ? labelOf(act) : said.on(labelOf(act), stepName(of, speech)));
  const close = () => setChosen(null);
  const finish = (label: string) => {
    setDone(label);
    close();
    void client.invalidateQueries();
  };
  if (offers.length === 0 && done === null) return null;
  return (
    <div className="actions" role="toolbar" aria-label={said.actions}>
      {offers.map((offer) => (
        <Button
          key={`${offer.act.id} ${offer.of?.id ?? ''}`}
          onClick={() => {
            setDone(null);
            setChosen(offer.act);
          }}
        >
          {textOf(offer)}
        </Button>
      ))}
      {done !== null && <Alert type="success" showIcon role="status" title={said.done(done)} />}
      <Suspense fallback={null}>
        {chosen !== null && (
          <ActDialog
            act={chosen}
            choices={{ candidates: [], sendBackTo: [], signing: null, colleagues: data?.items ?? [] }}
            close={close}
            done={() => finish(labelOf(chosen))}
          />
        )}
      </Suspense>
    </div>
  );
}

function offersOf({ id, retrievable, tasks, may }: CaseDetail): Offer[] {
  const urgeable = tasks.filter((task) => task.may.includes('urge'));
  return [
    ...retrievable.map((of) => ({ act: retrieve(of.id), of })),
    ...urgeable.map((of) => ({ act: urge(of.id), of })),
    ...(may.includes('case.copy') ? [{ act: copy(id), of: null }] : []),
  ];
}
