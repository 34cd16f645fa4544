/**
 * The platform permit as one would write it by hand on Temporal: no definition, no citations, no facts; with the duties
 * of the real one: its deadlines as timers, one row to the read model at each update, documents, notices, register
 * entries and the offered case as activities, refusals by a validator.
 */
import {
  ApplicationFailure,
  CancellationScope,
  condition,
  defineUpdate,
  isCancellation,
  proxyActivities,
  proxyLocalActivities,
  setHandler,
  sleep,
} from '@temporalio/workflow';
import { type CalendarData, compileCalendar, isKnown } from '../../rules/calendar/calendar.ts';
import { localDate } from '../../rules/calendar/date.ts';
import { dueDate } from '../../rules/calendar/period.ts';
import { overdueInstant, reminderInstant } from '../../rules/calendar/reminder.ts';
import type { BaselineActivities } from './activities.ts';

export interface PermitInput {
  caseId: string;
  number: string;
  companyName: string;
  creditCode: string;
  ePayment: boolean;
  foreignInvested: boolean;
  submitted: string[];
  calendar: CalendarData;
}

export interface Completion {
  id: string;
  step: Step;
  group: string;
  data: Record<string, unknown>;
}

type Step = 'check-materials' | 'review' | 'decide' | 'deliver-permit';

export const complete = defineUpdate<{ seq: number }, [Completion]>('complete');

const GROUP: Record<Step, string> = {
  'check-materials': 'approval-window',
  review: 'approval-reviewer',
  decide: 'approval-director',
  'deliver-permit': 'approval-window',
};

export const CONDITIONS = [
  'legalPerson',
  'platformCapability',
  'dataAccess',
  'supervisionLink',
  'serverInMainland',
  'networkSecurity',
  'managementRules',
  'safetyRules',
  'serviceRules',
  'localService',
  'otherConditions',
] as const;

const { writeRow } = proxyLocalActivities<BaselineActivities>({
  startToCloseTimeout: '2 s',
  retry: { maximumAttempts: 3 },
});
const effects = proxyActivities<BaselineActivities>({ startToCloseTimeout: '1 minute' });

interface Clock {
  name: string;
  due: string;
  reminders: number[];
  overdue: number;
}

export async function permitWorkflow(input: PermitInput): Promise<{ outcome: string; seq: number }> {
  const calendar = compileCalendar(input.calendar);
  const data: Record<string, unknown> = { ...input };
  const given = new Map<string, { seq: number }>();
  const owed: (() => Promise<unknown>)[] = [];
  const rows: { step: string; seq: number }[] = [];
  let open: Step | null = 'check-materials';
  let outcome: string | null = null;
  let seq = 1;
  let clock: Clock | null = clockOf('acceptance', 5, [1]);
  let timer: { at: number; scope: CancellationScope } | null = null;

  function clockOf(name: string, days: number, before: number[]): Clock {
    const due = dueDate({ basis: 'working', days }, localDate(Date.now()), calendar);
    if (!isKnown(due)) throw ApplicationFailure.nonRetryable('unknown year');
    const reminders = before
      .map((n) => reminderInstant(due, n, 'working', calendar))
      .filter((at): at is number => isKnown(at) && at > Date.now());
    return { name, due, reminders, overdue: overdueInstant(due) };
  }

  function check(completion: Completion): void {
    if (completion.step !== open) throw ApplicationFailure.nonRetryable('not-open', 'not-open');
    if (GROUP[completion.step] !== completion.group)
      throw ApplicationFailure.nonRetryable('not-authorised', 'not-authorised');
    const wrong = faultOf(completion);
    if (wrong !== undefined) throw ApplicationFailure.nonRetryable(`invalid: ${wrong}`, 'invalid');
  }

  function faultOf({ step, data: form }: Completion): string | undefined {
    if (step === 'check-materials') return form.result === 'complete' ? undefined : 'result';
    if (step === 'review') return CONDITIONS.find((name) => typeof form[name] !== 'boolean');
    if (step === 'deliver-permit') return typeof form.receivedBy === 'string' ? undefined : 'receivedBy';
    if (form.decision !== 'grant') return 'decision';
    if (data.eligible !== true) return 'decision';
    return (
      ['scope', 'area'].find((name) => typeof form[name] !== 'string') ??
      (Number.isInteger(form.termYears) ? undefined : 'termYears')
    );
  }

  function perform({ step, data: form }: Completion): void {
    Object.assign(data, form);
    if (step === 'check-materials') {
      data.acceptedOn = localDate(Date.now());
      owed.push(() => effects.issueDocument(input.caseId, 'acceptance-notice', data));
      clock = clockOf('decision', 20, [5, 1]);
      open = 'review';
    } else if (step === 'review') {
      data.failures = CONDITIONS.filter((name) => data[name] !== true);
      data.eligible = (data.failures as string[]).length === 0;
      open = 'decide';
    } else if (step === 'decide') {
      owed.push(() => effects.register(input.caseId, 'platform-permits', input.number, data));
      owed.push(() => effects.register(input.caseId, 'credit-records', `${input.companyName}/${input.number}`, data));
      clock = clockOf('delivery', 10, [2]);
      open = 'deliver-permit';
    } else {
      owed.push(() => effects.issueDocument(input.caseId, 'platform-permit', data));
      owed.push(() => effects.notify(input.caseId, 'transport-supervision', 'permit-granted'));
      owed.push(() => effects.offer(input.caseId, 'platform-company', 'filings'));
      clock = null;
      open = null;
      outcome = 'granted';
    }
  }

  setHandler(
    complete,
    (completion) => {
      const before = given.get(completion.id);
      if (before !== undefined) return before;
      perform(completion);
      seq += 1;
      rows.push({ step: completion.step, seq });
      const answer = { seq };
      given.set(completion.id, answer);
      return answer;
    },
    { validator: (completion) => (given.has(completion.id) ? undefined : check(completion)) },
  );

  function nextInstant(): number | null {
    if (clock === null) return null;
    return clock.reminders[0] ?? clock.overdue;
  }

  function arm(): void {
    const at = nextInstant();
    if (at === (timer?.at ?? null)) return;
    timer?.scope.cancel();
    timer = null;
    if (at === null) return;
    const scope = new CancellationScope();
    timer = { at, scope };
    scope
      .run(() => sleep(Math.max(1, at - Date.now())))
      .then(() => {
        timer = null;
        rows.push({ step: 'clock', seq: ++seq });
        if (clock !== null && clock.reminders.length > 0) clock.reminders.shift();
        else clock = null;
      })
      .catch((error) => {
        if (!isCancellation(error)) throw error;
      });
  }

  rows.push({ step: 'started', seq });
  const running = new Set<Promise<unknown>>();
  for (;;) {
    for (let row = rows.shift(); row !== undefined; row = rows.shift()) {
      await writeRow({
        caseId: input.caseId,
        seq: row.seq,
        step: row.step,
        open,
        due: (clock as Clock | null)?.due ?? null,
        outcome,
      });
    }
    for (let effect = owed.shift(); effect !== undefined; effect = owed.shift()) {
      const done = effect();
      running.add(done);
      void done.finally(() => running.delete(done));
    }
    arm();
    if (outcome !== null && rows.length === 0 && running.size === 0) return { outcome, seq };
    await condition(
      () =>
        rows.length > 0 ||
        owed.length > 0 ||
        nextInstant() !== (timer?.at ?? null) ||
        (outcome !== null && running.size === 0),
    );
  }
}
