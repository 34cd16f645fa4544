/** Cases with others around them, with what each is at. */
import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { campaignsQuery } from '../api/queries.ts';
import { useSpeech } from '../language/language.ts';
import { More } from '../parts/more.tsx';
import { Page } from '../parts/page.tsx';
import { NotYet } from '../parts/problem.tsx';
import { paths } from '../router.tsx';
import { CasesAtWork } from './cases-at-work.tsx';
import { Choices } from './choices.tsx';

export default function Campaigns() {
  const { words } = useSpeech();
  const [status, setStatus] = useState<'open' | 'ended'>('open');
  const campaigns = useInfiniteQuery(campaignsQuery(status));
  return (
    <Page title={words.campaigns.title}>
      <p className="muted">{words.campaigns.about}</p>
      <Choices
        label={words.cases.status}
        chosen={status}
        onChoose={setStatus}
        choices={[
          { value: 'open', text: words.cases.open },
          { value: 'ended', text: words.cases.ended },
        ]}
      />
      {campaigns.data === undefined ? (
        <NotYet query={campaigns} />
      ) : (
        <>
          <CasesAtWork
            items={campaigns.data.pages.flatMap(({ items }) => items)}
            caption={words.campaigns.caption}
            empty={words.campaigns.empty}
            to={paths.campaign}
          />
          <More query={campaigns} />
        </>
      )}
    </Page>
  );
}
