/** The rows of two files into the database: each checked as the decision would check it, all that is wrong told at once. */
import { repeated } from '../rules/form/faults.ts';
import type { CentreLine, HospitalLine } from '../rules/functions/reconcile.ts';
import type { Json, JsonObject } from '../rules/json.ts';
import type { InFile, ListReconciliation } from '../store/reconcile-lists.ts';
import type { DecisionLibrary } from './decision-library.ts';
import { type FieldFault, type ListFile, type ListRow, openList } from './list-file.ts';
import { UsageError } from './output.ts';
import type { Asked } from './reconcile.ts';
import type { ListInput } from './reconcile-decision.ts';

/** Bad rows that are told one by one. */
const TOLD_MAX = 100;

interface BadRow {
  line: number;
  faults: readonly FieldFault[];
}

/** Of one file. */
interface BadRows {
  count: number;
  /** The first in the file's order. */
  first: BadRow[];
}

/** @throws UsageError with a line `file:line: field: what was expected` for each fault of the first bad rows */
export async function loadLists(library: DecisionLibrary, asked: Asked, lists: ListReconciliation): Promise<void> {
  const { hospital, centre } = asked.decision;
  const claimed = await reader(library, asked, hospital, asked.files.hospital);
  await lists.loadHospital(claimed.rows() as AsyncGenerator<InFile<HospitalLine>>);
  const recorded = await reader(library, asked, centre, asked.files.centre);
  await lists.loadCentre(recorded.rows() as AsyncGenerator<InFile<CentreLine>>);
  if (hospital.type.key !== undefined) await addRepeated(claimed, 'hospital', lists);
  await addRepeated(recorded, 'centre', lists);
  refuseIfBad([claimed, recorded]);
}

interface Reader {
  readonly path: string;
  readonly file: ListFile;
  readonly bad: BadRows;
  /** Rows that fit; each has the fields that the function reads, as `listDecision` has made sure. */
  rows(): AsyncGenerator<JsonObject & { line: number }>;
}

async function reader(library: DecisionLibrary, asked: Asked, list: ListInput, path: string): Promise<Reader> {
  const file = await openList(path, list.fields);
  const bad: BadRows = { count: 0, first: [] };
  const check = rowCheck(library, asked, list);
  async function* rows() {
    for await (const found of file.rows) {
      const { values, faults } = check(found);
      if (faults.length === 0) yield { ...values, line: found.line };
      else {
        bad.count++;
        if (bad.first.length < TOLD_MAX) bad.first.push({ line: found.line, faults });
      }
    }
  }
  return { path, file, bad, rows };
}

type RowCheck = (found: ListRow) => { values: JsonObject; faults: FieldFault[] };

/** A row as the only one of its list: all rules of its fields, none of the list. */
function rowCheck(library: DecisionLibrary, { decision: { decision }, others }: Asked, list: ListInput): RowCheck {
  const { name } = list.input;
  const place = `${name}[0]`;
  return ({ row, faults }) => {
    if (row === null && faults.length > 0) return { values: {}, faults };
    const checked = library.checkInputs(decision, list.rowForm, { ...others, [name]: [row] });
    const told = new Set(faults.map(({ field }) => field));
    const more = checked.faults
      .map(({ field, message }) => ({ field: field.slice(place.length + 1), message }))
      .filter(({ field }) => field === '' || !told.has(field));
    const [values] = (checked.values[name] ?? []) as JsonObject[];
    return { values: values ?? {}, faults: [...faults, ...more] };
  };
}

async function addRepeated({ bad }: Reader, list: 'hospital' | 'centre', lists: ListReconciliation): Promise<void> {
  const { count, first } = await lists.repeated(list, TOLD_MAX);
  const rows = first.map(({ line, waiverNo, firstLine }) => {
    return { line, faults: [{ field: 'waiverNo', message: `${twice(waiverNo)}, first in line ${firstLine}` }] };
  });
  bad.count += count;
  bad.first = [...bad.first, ...rows].sort((a, b) => a.line - b.line);
}

function twice(value: Json): string {
  return repeated(value).message;
}

function refuseIfBad(readers: readonly Reader[]): void {
  const count = readers.reduce((sum, { bad }) => sum + bad.count, 0);
  if (count === 0) return;
  const first = readers
    .flatMap(({ path, file, bad }) => bad.first.map((row) => ({ path, file, row })))
    .slice(0, TOLD_MAX);
  const lines = first.flatMap(({ path, file, row: { line, faults } }) => {
    return faults.map(({ field, message }) => {
      return `${path}:${line}: ${field === '' ? '' : `${file.nameOf(field)}: `}${message}`;
    });
  });
  const more = count - first.length;
  if (more > 0) lines.push(`and ${more.toLocaleString('en')} more bad rows`);
  throw new UsageError([...lines, 'Nothing was reconciled: correct the files and call again.']);
}
