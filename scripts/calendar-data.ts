/**
 * Writes the shipped calendars, `calendars/cn-<year>.json`, from the data file of chinese-days and the
 * notices below. Run it after an update of that package, format the files with Biome and look at the
 * difference: a test compares them day by day with a second, independent source.
 *
 *     node scripts/calendar-data.ts && npx biome format --write calendars
 *
 * chinese-days is read as data: its functions answer by the machine's zone and take a year without data
 * for a plain one.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import type { CalendarYear } from '../rules/calendar/calendar.ts';

const OUT = new URL('../calendars/', import.meta.url);
export const FIRST_YEAR = 2005;

/** Numbers of the notices 国务院办公厅关于<year>年部分节假日安排的通知. */
const NOTICES: Readonly<Record<number, string>> = {
  2006: '国办发明电〔2005〕35号',
  2007: '国办发明电〔2006〕49号',
  2008: '国办发明电〔2007〕52号',
  2009: '国办发明电〔2008〕42号',
  2010: '国办发明电〔2009〕27号',
  2011: '国办发明电〔2010〕40号',
  2012: '国办发明电〔2011〕45号',
  2013: '国办发明电〔2012〕33号',
  2014: '国办发明电〔2013〕28号',
  2015: '国办发明电〔2014〕28号',
  2016: '国办发明电〔2015〕18号',
  2017: '国办发明电〔2016〕17号',
  2018: '国办发明电〔2017〕12号',
  2019: '国办发明电〔2018〕15号',
  2020: '国办发明电〔2019〕16号',
  2021: '国办发明电〔2020〕27号',
  2022: '国办发明电〔2021〕11号',
  2023: '国办发明电〔2022〕16号',
  2024: '国办发明电〔2023〕7号',
  2025: '国办发明电〔2024〕12号',
  2026: '国办发明电〔2025〕7号',
};

/** Later notices, days that a neighbouring year's notice sets, and points that data sources print wrongly. */
const REMARKS: Readonly<Record<number, string>> = {
  2005: `2005-12-31 is worked by the notice for 2006 (${NOTICES[2006]}); chinese-days leaves it out`,
  2006: `2006-12-30 and 2006-12-31 are worked by the notice for 2007 (${NOTICES[2007]})`,
  2007: `2007-12-29 is worked and 2007-12-31 off by the notice for 2008 (${NOTICES[2008]})`,
  2011: `2011-12-31 is worked by the notice for 2012 (${NOTICES[2012]})`,
  2013: '2013-04-07 and 2013-10-12 are worked by the notice; tyme4ts leaves them out',
  2015: '2015-09-03 to 2015-09-05 off and 2015-09-06 worked by 国发明电〔2015〕1号',
  2018: `2018-12-29 is worked and 2018-12-30 to 2018-12-31 off by the notice for 2019 (${NOTICES[2019]})`,
  2019: '2019-05-01 to 2019-05-04 off, 2019-04-28 and 2019-05-05 worked by 国办发明电〔2019〕3号',
  2020: '2020-01-31 to 2020-02-02 off by 国办发明电〔2020〕1号, so 2020-02-01 is not worked',
  2022: `2022-12-31 is off by the notice for 2023 (${NOTICES[2023]})`,
};

/** Days that chinese-days gets wrong, as the notices have them. */
export const CORRECTIONS: Readonly<Record<string, 'off' | 'work'>> = { '2005-12-31': 'work' };

interface ChineseDays {
  readonly holidays: Readonly<Record<string, string>>;
  readonly workdays: Readonly<Record<string, string>>;
}

/** All years that chinese-days has in full, corrected. */
export function generateYears(): CalendarYear[] {
  const file = createRequire(import.meta.url).resolve('chinese-days/dist/chinese-days.json');
  const data = JSON.parse(readFileSync(file, 'utf8')) as ChineseDays;
  const corrected = (kind: 'off' | 'work', dates: string[]) => [
    ...dates.filter((date) => CORRECTIONS[date] === undefined),
    ...Object.keys(CORRECTIONS).filter((date) => CORRECTIONS[date] === kind),
  ];
  const off = corrected('off', Object.keys(data.holidays));
  const work = corrected('work', Object.keys(data.workdays));
  const lastYear = Math.max(...off.map((date) => Number(date.slice(0, 4))));
  const inYear = (dates: string[], year: number) => dates.filter((date) => date.startsWith(`${year}-`)).sort();
  return Array.from({ length: lastYear - FIRST_YEAR + 1 }, (_, i) => FIRST_YEAR + i).map((year) => ({
    year,
    off: inYear(off, year),
    work: inYear(work, year),
    source: sourceOf(year),
  }));
}

function sourceOf(year: number): string {
  const number = NOTICES[year] === undefined ? '' : `（${NOTICES[year]}）`;
  const remark = REMARKS[year] === undefined ? '' : `; ${REMARKS[year]}`;
  return `国务院办公厅关于${year}年部分节假日安排的通知${number}${remark}`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  mkdirSync(OUT, { recursive: true });
  for (const year of generateYears()) {
    writeFileSync(new URL(`cn-${year.year}.json`, OUT), `${JSON.stringify(year, null, 2)}\n`);
  }
}
