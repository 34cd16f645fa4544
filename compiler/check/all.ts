/** Every check over what was compiled, by name. What is told while reading is in reading.ts. */
import { automaticLoop } from './automatic-loop.ts';
import { caseHangs } from './case-hangs.ts';
import { completesByMessageOnly } from './completes-by-message-only.ts';
import { deadStep } from './dead-step.ts';
import { deadlineNeverEnds } from './deadline-never-ends.ts';
import { deadlineNeverStarts } from './deadline-never-starts.ts';
import type { Check } from './define.ts';
import { duplicateLabel } from './duplicate-label.ts';
import { earlyMessage } from './early-message.ts';
import { emptyWait } from './empty-wait.ts';
import { gotoScope } from './goto-scope.ts';
import { idleMessage } from './idle-message.ts';
import { improperCompletion } from './improper-completion.ts';
import { joinNeverPasses } from './join-never-passes.ts';
import { looserForm } from './looser-form.ts';
import { memberType } from './member-type.ts';
import { messageWithoutSender } from './message-without-sender.ts';
import { noExit } from './no-exit.ts';
import { noOptionToComplete } from './no-option-to-complete.ts';
import { noTarget } from './no-target.ts';
import { notProven } from './not-proven.ts';
import { notSameAs } from './not-same-as.ts';
import { overdueClosesNothing } from './overdue-closes-nothing.ts';
import { pastDate } from './past-date.ts';
import { pilesUp } from './piles-up.ts';
import { reminderTooEarly } from './reminder-too-early.ts';
import { scheduleWithoutDay } from './schedule-without-day.ts';
import { sendBack } from './send-back.ts';
import { termTooShort } from './term-too-short.ts';
import { uncaughtError } from './uncaught-error.ts';
import { undeclaredParameter } from './undeclared-parameter.ts';
import { unitWithoutData } from './unit-without-data.ts';
import { unknownMemberField } from './unknown-member-field.ts';
import { unreachableStep } from './unreachable-step.ts';
import { unreachedOutcome } from './unreached-outcome.ts';
import { unreadData } from './unread-data.ts';
import { unusedBlock } from './unused-block.ts';
import { unusedDocument } from './unused-document.ts';
import { unusedParameter } from './unused-parameter.ts';
import { unusedRegister } from './unused-register.ts';
import { unusedTemplate } from './unused-template.ts';
import { unwrittenRegisterField } from './unwritten-register-field.ts';

export const CHECKS: readonly Check[] = [
  automaticLoop,
  caseHangs,
  completesByMessageOnly,
  deadStep,
  deadlineNeverEnds,
  deadlineNeverStarts,
  duplicateLabel,
  earlyMessage,
  emptyWait,
  gotoScope,
  idleMessage,
  improperCompletion,
  joinNeverPasses,
  looserForm,
  memberType,
  messageWithoutSender,
  noExit,
  noOptionToComplete,
  noTarget,
  notProven,
  notSameAs,
  overdueClosesNothing,
  pastDate,
  pilesUp,
  reminderTooEarly,
  scheduleWithoutDay,
  sendBack,
  termTooShort,
  uncaughtError,
  undeclaredParameter,
  unitWithoutData,
  unknownMemberField,
  unreachableStep,
  unreachedOutcome,
  unreadData,
  unusedBlock,
  unusedDocument,
  unusedParameter,
  unusedRegister,
  unusedTemplate,
  unwrittenRegisterField,
];
