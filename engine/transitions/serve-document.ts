/** An issued document reaches its addressee (送达): the day and the way, from which periods can run. */
import { isRealDate, localDate } from '../../rules/calendar/date.ts';
import { occasion } from '../deadlines/occasions.ts';
import { type Command, type Refusal, type RefusalFault, SERVICE_METHODS } from '../model.ts';
import { isParty } from '../program.ts';
import { refusal } from '../refusal.ts';
import { emit, NO_ROOTS, type Run } from '../run.ts';

type Serve = Extract<Command, { type: 'serve' }>;

/**
 * Serves the latest issue of a document; an earlier one is out of date when it was issued anew. The only act that is left
 * when a case has ended: most decisions end theirs, and are served days later. Then nothing follows from it.
 */
export function serveDocument(run: Run, command: Serve): Refusal | undefined {
  const { document, method, servedOn, receivedBy, note, by } = command;
  const issued = run.state.documents[document];
  if (issued === undefined || (command.of !== undefined && command.of !== issued.seq)) {
    return refusal('not-open', issued === undefined ? 'not-issued' : 'issued-anew');
  }
  if (issued.served !== undefined) return refusal('not-open', 'served-already');
  if (by !== undefined && isParty(run.program, by.group)) return refusal('not-authorised', 'other-group');
  const faults = faultsOf(command, localDate(issued.issuedAt), localDate(run.at));
  if (faults.length > 0) return refusal('invalid', 'form', faults);

  emit(run, {
    type: 'document-served',
    document,
    of: issued.seq,
    method,
    servedOn,
    ...(receivedBy === undefined ? {} : { receivedBy }),
    ...(note === undefined ? {} : { note }),
    ...(by === undefined ? {} : { by }),
  });
  if (run.state.status === 'open') occasion(run, { kind: 'served', document }, NO_ROOTS);
  return undefined;
}

function faultsOf({ method, servedOn }: Serve, issuedOn: string, today: string): RefusalFault[] {
  const faults: RefusalFault[] = [];
  if (!SERVICE_METHODS.includes(method)) {
    const ways = SERVICE_METHODS.join(', ');
    faults.push(fault('method', 'enum', `expected one of ${ways}`, `送达方式应为其中之一：${ways}`));
  }
  if (typeof servedOn !== 'string' || !isRealDate(servedOn)) {
    faults.push(fault('servedOn', 'type', 'expected a date YYYY-MM-DD', '请填写送达日期'));
  } else if (servedOn < issuedOn) {
    faults.push(fault('servedOn', 'range', `it was issued on ${issuedOn}`, `文书于${issuedOn}出具，不能在此之前送达`));
  } else if (servedOn > today) {
    faults.push(fault('servedOn', 'range', `today is ${today}`, `送达日期不能晚于今天（${today}）`));
  }
  return faults;
}

function fault(field: string, code: string, message: string, messageZh: string): RefusalFault {
  return { field, code, message, messageZh };
}
