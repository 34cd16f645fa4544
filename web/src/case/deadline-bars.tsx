/** The deadlines of a case as bars over its calendar; the list below tells the same in words. */
import { useQueries, useQuery } from '@tanstack/react-query';
import { Segmented } from 'antd';
import { useState } from 'react';
import { type Deadline, explanationQuery } from '../api/queries.ts';
import { longDate, officeDay } from '../dates.ts';
import { useSpeech, useWords } from '../language/language.ts';
import { type Bar, barOf, daysFrom, daysOff, LONG, monthsOf, nearRange, placed, type Range, rangeOf } from './bars.ts';
import { calendarQuery } from './queries.ts';
import { words } from './words.ts';

export function DeadlineBars({ caseId, deadlines }: { caseId: string; deadlines: readonly Deadline[] }) {
  const said = useWords(words);
  const [near, setNear] = useState(true);
  const { data: calendar } = useQuery(calendarQuery);
  const explained = useQueries({ queries: deadlines.map(({ id }) => explanationQuery(caseId, id)) });
  const bars = deadlines.flatMap((deadline, index) => {
    const days = explained[index]?.data?.days;
    return days === undefined ? [] : [barOf(deadline, days)];
  });
  if (bars.length === 0 || calendar === undefined) return null;
  const today = officeDay(Date.now());
  const all = rangeOf(bars, today);
  const long = daysFrom(all.from, all.to) > LONG;
  const range = long && near ? nearRange(all, today) : all;
  return (
    <>
      {long && (
        <Segmented
          size="small"
          aria-label={said.range}
          value={near}
          onChange={setNear}
          options={[
            { value: true, label: said.near },
            { value: false, label: said.whole },
          ]}
        />
      )}
      <div className="bars" role="img" aria-label={said.bars(bars.length)}>
        <Axis range={range} />
        <div className="bars-rows">
          <Ground range={range} years={calendar.years} today={today} />
          {bars.map((bar) => (
            <Row key={bar.id} bar={bar} range={range} />
          ))}
        </div>
      </div>
      <ul className="bars-legend small" aria-hidden="true">
        {(['counted', 'off', 'suspended', 'rolled', 'fixed'] as const).map((kind) => (
          <li key={kind}>
            <span className={`stretch stretch-${kind}`} /> {said.stretches[kind]}
          </li>
        ))}
        <li>
          <span className="day-off day-off-holiday" /> {said.daysOff.holiday}
        </li>
        <li>
          <span className="day-off day-off-make-up" /> {said.daysOff['make-up']}
        </li>
      </ul>
    </>
  );
}

const across = ({ left, width }: { left: number; width: number }) => ({
  left: `${left * 100}%`,
  width: `${width * 100}%`,
});

function Axis({ range }: { range: Range }) {
  const said = useWords(words);
  return (
    <div className="bars-axis">
      {placed(monthsOf(range), range).map((month) => (
        <span key={month.kind} className="month" style={across(month)}>
          {month.width > 0.05 && said.month(month.kind)}
        </span>
      ))}
    </div>
  );
}

function Ground({ range, years, today }: { range: Range; years: Parameters<typeof daysOff>[1]; today: string }) {
  const said = useWords(words);
  const { language } = useSpeech();
  const days = placed(daysOff(range, years), range);
  const [now] = placed([{ from: today, to: today, kind: 'today' }], range);
  return (
    <div className="bars-ground">
      {days.map((day) => (
        <span
          key={day.from}
          className={`day-off day-off-${day.kind}`}
          style={across(day)}
          title={`${longDate(day.from, language)}：${said.daysOff[day.kind]}`}
        />
      ))}
      {now !== undefined && <span className="today" style={across(now)} title={said.today} />}
    </div>
  );
}

function Row({ bar, range }: { bar: Bar; range: Range }) {
  const { say, language, words: common } = useSpeech();
  const said = useWords(words);
  return (
    <div className="bars-row">
      <span className="bars-name">
        {say(bar.label)} <span className={`tag tag-${bar.state}`}>{common.due.states[bar.state]}</span>
      </span>
      <div className="bars-track">
        {placed(bar.stretches, range).map((stretch) => (
          <span
            key={stretch.from}
            className={`stretch stretch-${stretch.kind} stretch-of-${bar.state}`}
            style={across(stretch)}
            title={`${longDate(stretch.from, language)} – ${longDate(stretch.to, language)}：${said.stretches[stretch.kind]}`}
          />
        ))}
      </div>
    </div>
  );
}
