/** One campaign: of each procedure around it how many cases stand where, and on request which they are. */
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { type ReactNode, useId, useState } from 'react';
import { campaignMembersQuery, campaignQuery, type MemberFilter, type MemberProgress } from '../api/queries.ts';
import { longInstant } from '../dates.ts';
import { useSpeech } from '../language/language.ts';
import { Heads } from '../parts/heads.tsx';
import { More } from '../parts/more.tsx';
import { Page, Section } from '../parts/page.tsx';
import { NotYet } from '../parts/problem.tsx';
import { Link, paths } from '../router.tsx';
import { CasesAtWork } from './cases-at-work.tsx';

export default function CampaignPage({ id }: { id: string }) {
  const { words, say, language } = useSpeech();
  const query = useQuery(campaignQuery(id));
  const above = <Link to={paths.campaigns}>{words.campaigns.all}</Link>;
  if (query.data === undefined) {
    return (
      <Page title={words.campaigns.title} above={above}>
        <NotYet query={query} />
      </Page>
    );
  }
  const { campaign, steps, members } = query.data;
  const title = `${say(campaign.procedure.label)} ${campaign.subject || campaign.number}`;
  return (
    <Page title={title} above={above}>
      <p>
        <Link to={paths.case(id)}>{campaign.number}</Link> · {longInstant(campaign.startedAt, language)} ·{' '}
        {campaign.outcome === null ? words.cases.open : words.case.ended(say(campaign.outcome.label))}
        {steps.length > 0 && ` · ${words.case.at}：${steps.map(({ label }) => say(label)).join('、')}`}
      </p>
      {members.map((one) => (
        <Members key={one.procedure.id} campaign={id} progress={one} />
      ))}
    </Page>
  );
}

/** What is shown of a procedure's cases: its name, and the filter. */
interface Shown {
  text: string;
  filter: Omit<MemberFilter, 'procedure'>;
}

function Members({ campaign, progress }: { campaign: string; progress: MemberProgress }) {
  const { words, say } = useSpeech();
  const [shown, setShown] = useState<Shown | null>(null);
  const place = useId();
  const { procedure, draws, open, ended, overdue, soon } = progress;
  const name = say(procedure.label);
  const count = (text: string, n: number, filter: Shown['filter'], kind = '') => (
    <Count
      n={n}
      kind={kind}
      label={`${name}，${text}`}
      isShown={shown?.text === text}
      place={place}
      onShow={() => setShown(shown?.text === text ? null : { text, filter })}
    />
  );
  const { campaigns, cases } = words;
  return (
    <Section title={name}>
      <dl className="counts">
        <Figure text={cases.open}>{count(cases.open, open, { status: 'open' })}</Figure>
        <Figure text={cases.ended}>{count(cases.ended, ended, { status: 'ended' })}</Figure>
        <Figure text={campaigns.overdue}>{count(campaigns.overdue, overdue, { due: 'overdue' }, 'late')}</Figure>
        <Figure text={campaigns.soon}>{count(campaigns.soon, soon, { due: 'soon' }, 'near')}</Figure>
      </dl>
      {open + ended === 0 ? (
        <p className="empty">{campaigns.noMembers}</p>
      ) : (
        <>
          <progress className="done" value={ended} max={open + ended} aria-label={campaigns.done(name)} />
          <Stages progress={progress} count={count} />
          <Units progress={progress} count={count} />
        </>
      )}
      <div id={place}>
        {shown !== null && (
          <Which campaign={campaign} procedure={procedure.id} shown={shown} to={draws ? paths.draw : paths.case} />
        )}
      </div>
    </Section>
  );
}

type CountOf = (text: string, n: number, filter: Shown['filter'], kind?: string) => ReactNode;

function Figure({ text, children }: { text: string; children: ReactNode }) {
  return (
    <div>
      <dt>{text}</dt>
      <dd>{children}</dd>
    </div>
  );
}

/** A number that shows its cases; nothing is shown of none. */
function Count({ n, kind, label, isShown, place, onShow }: CountProps) {
  if (n === 0) return <span className="muted">0</span>;
  return (
    <Button
      type="link"
      size="small"
      className={`number ${kind}`}
      aria-label={`${label}：${n}`}
      aria-expanded={isShown}
      aria-controls={place}
      onClick={onShow}
    >
      {n}
    </Button>
  );
}

interface CountProps {
  n: number;
  kind: string;
  label: string;
  isShown: boolean;
  place: string;
  onShow: () => void;
}

function Stages({ progress, count }: { progress: MemberProgress; count: CountOf }) {
  const { words, say } = useSpeech();
  const { campaigns } = words;
  const { steps, outcomes, waiting } = progress;
  const late = (text: string) => `${text}，${campaigns.overdue}`;
  return (
    <table className="list small">
      <caption>{campaigns.stages}</caption>
      <Heads titles={[campaigns.at, campaigns.number, campaigns.overdue]} />
      <tbody>
        {steps.map(({ step, open, overdue }) => (
          <tr key={step.id}>
            <th scope="row">{say(step.label)}</th>
            <td>{count(say(step.label), open, { step: step.id })}</td>
            <td>{count(late(say(step.label)), overdue, { step: step.id, due: 'overdue' }, 'late')}</td>
          </tr>
        ))}
        {waiting > 0 && (
          <tr>
            <th scope="row">{campaigns.waiting}</th>
            <td>{count(campaigns.waiting, waiting, { waiting: true })}</td>
            <td />
          </tr>
        )}
        {outcomes.map(({ outcome, cases }) => (
          <tr key={`end ${outcome.id}`}>
            <th scope="row">{words.case.ended(say(outcome.label))}</th>
            <td>{count(words.case.ended(say(outcome.label)), cases, { outcome: outcome.id })}</td>
            <td />
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Units({ progress, count }: { progress: MemberProgress; count: CountOf }) {
  const { words, say } = useSpeech();
  const { campaigns, cases } = words;
  if (progress.units.length < 2) return null;
  return (
    <table className="list small">
      <caption>{campaigns.units}</caption>
      <Heads titles={[campaigns.unit, cases.open, cases.ended, campaigns.overdue, campaigns.soon]} />
      <tbody>
        {progress.units.map(({ unit, open, ended, overdue, soon }) => {
          const name = say(unit.label);
          const of = { unit: unit.id };
          return (
            <tr key={unit.id}>
              <th scope="row">{name}</th>
              <td>{count(`${name}，${cases.open}`, open, { ...of, status: 'open' })}</td>
              <td>{count(`${name}，${cases.ended}`, ended, { ...of, status: 'ended' })}</td>
              <td>{count(`${name}，${campaigns.overdue}`, overdue, { ...of, due: 'overdue' }, 'late')}</td>
              <td>{count(`${name}，${campaigns.soon}`, soon, { ...of, due: 'soon' }, 'near')}</td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

interface WhichProps {
  campaign: string;
  procedure: string;
  shown: Shown;
  to: (id: string) => string;
}

function Which({ campaign, procedure, shown, to }: WhichProps) {
  const { words } = useSpeech();
  const members = useInfiniteQuery(campaignMembersQuery(campaign, { procedure, ...shown.filter }));
  return (
    <>
      <h3>{shown.text}</h3>
      {members.data === undefined ? (
        <NotYet query={members} />
      ) : (
        <>
          <CasesAtWork
            items={members.data.pages.flatMap(({ items }) => items)}
            caption={shown.text}
            empty={words.cases.empty}
            to={to}
          />
          <More query={members} />
        </>
      )}
    </>
  );
}
