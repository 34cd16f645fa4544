/** A hospital's yearly list against the blood centre's records, line by line: 临卫医函〔2023〕22号, 五, 六(一)2, 六(二)4. */
import { COMPARE } from '../expression/compare.ts';
import { EvaluationFault } from '../expression/fault.ts';
import type { Json } from '../json.ts';

export type HospitalLine = { waiverNo: string; useDate: string; amountFen: number };

export type CentreLine = { waiverNo: string; amountFen: number };

export const LINE_STATUSES = [
  'agreed',
  'duplicate',
  'wrong-year',
  'not-in-centre',
  'amount-differs',
  'not-claimed',
] as const;

export type LineStatus = (typeof LINE_STATUSES)[number];

export type ReconciledLine = { waiverNo: string; status: LineStatus; differenceFen: number };

export type Reconciliation = {
  /** The hospital's lines in its order, then the centre's that nobody claimed, by number. */
  lines: ReconciledLine[];
  agreedFen: number;
  disputedFen: number;
  unclaimedFen: number;
  result: 'agreed' | 'differences';
};

/** Lines of both lists together. */
export const LINES_MAX = 1_000_000;

/** Numbers of the centre must be unique; the order of its list has no influence. */
export function reconcile(
  year: number,
  hospital: readonly HospitalLine[],
  centre: readonly CentreLine[],
): Reconciliation {
  if (hospital.length + centre.length > LINES_MAX) {
    throw new EvaluationFault('limit', `${hospital.length + centre.length} lines: the limit is ${LINES_MAX}`);
  }
  const amounts = new Map(centre.map(({ waiverNo, amountFen }) => [waiverNo, amountFen]));
  const seen = new Set<string>();
  const lines: ReconciledLine[] = [];
  let agreedFen = 0;
  let disputedFen = 0;
  let unclaimedFen = 0;
  for (const line of hospital) {
    const judged = judge(line, seen.has(line.waiverNo), year, amounts.get(line.waiverNo));
    seen.add(line.waiverNo);
    lines.push({ waiverNo: line.waiverNo, ...judged });
    if (judged.status === 'agreed') agreedFen += line.amountFen;
    else disputedFen += line.amountFen;
  }
  const unclaimed = centre.filter(({ waiverNo }) => !seen.has(waiverNo));
  for (const { waiverNo, amountFen } of unclaimed.toSorted((a, b) => COMPARE.text(a.waiverNo, b.waiverNo))) {
    lines.push({ waiverNo, status: 'not-claimed', differenceFen: 0 - amountFen });
    unclaimedFen += amountFen;
  }
  const result = lines.every(({ status }) => status === 'agreed') ? 'agreed' : 'differences';
  return { lines, agreedFen, disputedFen, unclaimedFen, result };
}

/** The first status that applies. */
function judge(
  { useDate, amountFen }: HospitalLine,
  repeated: boolean,
  year: number,
  recorded: number | undefined,
): Omit<ReconciledLine, 'waiverNo'> {
  if (repeated) return { status: 'duplicate', differenceFen: amountFen };
  if (Number(useDate.slice(0, 4)) !== year) return { status: 'wrong-year', differenceFen: amountFen };
  if (recorded === undefined) return { status: 'not-in-centre', differenceFen: amountFen };
  if (recorded !== amountFen) return { status: 'amount-differs', differenceFen: amountFen - recorded };
  return { status: 'agreed', differenceFen: 0 };
}

/** As a decision calls it: its inputs have been checked. */
export function reconcileFunction({ year, hospitalLines, centreLines }: { [name: string]: Json }): Reconciliation {
  return reconcile(year as number, hospitalLines as HospitalLine[], centreLines as CentreLine[]);
}
