/** What happened in the case, latest first, in pages; all of it or of one kind. */
import { useInfiniteQuery } from '@tanstack/react-query';
import { Button, Segmented } from 'antd';
import { useState } from 'react';
import { longInstant, withLongDates } from '../dates.ts';
import { useSpeech, useWords } from '../language/language.ts';
import { NotYet } from '../parts/problem.tsx';
import { type TimelineKind, timelineQuery } from './queries.ts';
import { words } from './words.ts';

const KINDS = ['all', 'acts', 'deadlines', 'documents'] as const;

export function Timeline({ caseId }: { caseId: string }) {
  const said = useWords(words);
  const [kind, setKind] = useState<(typeof KINDS)[number]>('all');
  return (
    <>
      <Segmented
        className="timeline-filter"
        aria-label={said.filter}
        value={kind}
        onChange={setKind}
        options={KINDS.map((value) => ({ value, label: said.kinds[value] }))}
      />
      <Entries key={kind} caseId={caseId} kind={kind === 'all' ? undefined : kind} />
    </>
  );
}

function Entries({ caseId, kind }: { caseId: string; kind: TimelineKind | undefined }) {
  const { words: common, say, language } = useSpeech();
  const said = useWords(words);
  const found = useInfiniteQuery(timelineQuery(caseId, kind));
  if (found.data === undefined) return <NotYet query={found} />;
  const items = found.data.pages.flatMap((page) => page.items);
  if (items.length === 0) return <p className="muted">{said.noEntries}</p>;
  return (
    <>
      <ol className="timeline" reversed>
        {items.map(({ seq, at, text, by, standsInFor, onBehalfOf }) => (
          <li key={seq}>
            <time dateTime={at}>{longInstant(at, language)}</time>
            <span>{withLongDates(say(text), language)}</span>
            <span className="muted">
              {by?.name ?? common.case.system}
              {standsInFor !== undefined && ` ${common.case.onBehalfOf(standsInFor.name)}`}
              {onBehalfOf !== undefined && ` ${common.case.onBehalfOf(onBehalfOf)}`}
            </span>
          </li>
        ))}
      </ol>
      {found.hasNextPage && (
        <p className="more">
          <Button loading={found.isFetchingNextPage} onClick={() => void found.fetchNextPage()}>
            {said.earlier}
          </Button>
        </p>
      )}
    </>
  );
}
