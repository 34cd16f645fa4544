/** What else there is of a case: its draw, its reconciliation, its audit, a new receipt for its party. */
import type { CaseDetail } from '../api/queries.ts';
import { words as receiptWords } from '../applicant/words.ts';
import { words as drawWords } from '../draw/words.ts';
import { useSpeech, useWords } from '../language/language.ts';
import { Section } from '../parts/page.tsx';
import { words as listWords } from '../reconciliation/words.ts';
import { Link, paths } from '../router.tsx';
import { NewReceipt } from '../start/receipt.tsx';
import { words } from './words.ts';

export function Besides({ found }: { found: CaseDetail }) {
  const { say } = useSpeech();
  const draw = useWords(drawWords);
  const lists = useWords(listWords);
  const said = useWords(words);
  const { receipt } = useWords(receiptWords);
  const { id, number, procedure, may } = found;
  return (
    <>
      {may.includes('draw.read') && (
        <p>
          <Link to={paths.draw(id)}>{draw.title}</Link>
        </p>
      )}
      {may.includes('reconciliation.read') && (
        <p>
          <Link to={paths.reconciliation(id)}>{lists.title}</Link>
        </p>
      )}
      {may.includes('case.read-state') && (
        <p>
          <Link to={paths.auditCase(id)}>{said.audit}</Link>
        </p>
      )}
      {may.includes('receipt.issue') && (
        <Section title={receipt.title}>
          <NewReceipt caseId={id} number={number} procedure={say(procedure.label)} />
        </Section>
      )}
    </>
  );
}
