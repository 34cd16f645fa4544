/** What a case, a database or a compiler refuses, in the words of the API. Pure. */
import type { Refusal } from '../../engine/model.ts';
import { BadCursor } from '../../store/cursor.ts';
import { DeploymentRefused } from '../../store/definitions.ts';
import { CaseRefusal, CaseUnreachable } from '../../workflows/case-client.ts';
import { Unavailable } from '../ports.ts';
import { formErrors, Problem } from '../problems.ts';

/** Details of refusals whose code alone would leave a person guessing. */
const DETAILS: Readonly<Record<string, { zh: string; en: string }>> = {
  'case-ended': { zh: '该件已办结，不能再办理。', en: 'The case has ended.' },
  'step-not-open': { zh: '该环节当前未开启，可能已由他人办结，请刷新。', en: 'The step is not open (any more).' },
  'item-needed': { zh: '该环节有多项待办，请指明办理哪一项。', en: 'The step has several open items: name one.' },
  'not-issued': { zh: '本件没有出具该文书。', en: 'The case has not issued this document.' },
  'issued-anew': {
    zh: '该文书已重新出具，请登记最新一份的送达。',
    en: 'It was issued anew: tell the service of the latest.',
  },
  'served-already': { zh: '该文书的送达已经登记。', en: 'The service of this document has been told already.' },
  'not-claimed': { zh: '该任务尚未签收，无须取消签收。', en: 'The task is not claimed.' },
  'no-way-back': {
    zh: '该任务不能退回：前面没有可以重新办理的环节。',
    en: 'There is no step to which it could be sent back.',
  },
  'not-retrievable': {
    zh: '不能拿回：下一环节已有人签收或办理，或中间已有对外的办理结果。',
    en: 'It can not be taken back: somebody is at work on what it led to, or something was done for good in between.',
  },
  'not-the-performer': { zh: '只有办结该环节的本人可以拿回。', en: 'Only who completed it can take it back.' },
  delegated: {
    zh: '该任务已委派他人协办，请等待交回或先收回委派。',
    en: 'It is delegated: wait for its return, or recall it.',
  },
  'not-delegated': { zh: '该任务没有委派，或已经交回。', en: 'It is not delegated (any more).' },
  'not-the-delegate': { zh: '该任务委派给了他人。', en: 'It is delegated to another person.' },
  'signing-open': {
    zh: '该任务正在签署，请等待结果或先撤回签署。',
    en: 'It is out for signature: wait for the result, or withdraw it.',
  },
  'no-signing': { zh: '该任务没有正在进行的签署。', en: 'No signing is open at the task.' },
  'signed-already': { zh: '已经签署，不能更改。', en: 'The answer was given and stands.' },
  'no-such-signer': { zh: '该人员不在签署人中。', en: 'The person is not asked to sign.' },
  'last-signer': {
    zh: '至少要有一名签署人；如不再需要，请撤回签署。',
    en: 'One signer must be left: withdraw the signing instead.',
  },
  'not-a-signer': { zh: '您不在本次签署人中。', en: 'You are not asked to sign.' },
  'urged-today': { zh: '您今天已经催办过，请明天再催。', en: 'You have urged it today: once a day is enough.' },
  'own-task': { zh: '这是您本岗位的任务，无须催办。', en: 'It is a task of your own group.' },
  'no-such-incident': { zh: '没有这一待处理的故障。', en: 'There is no such open incident.' },
  'other-group': { zh: '该事项由其他岗位办理。', en: 'It belongs to another group.' },
  'other-unit': { zh: '该事项由其他单位办理。', en: 'It belongs to another unit.' },
  'claimed-by-other': { zh: '该任务已由他人签收，请其取消签收或转办。', en: 'Another person has claimed the task.' },
  'same-person': {
    zh: '前一环节由您办理，按回避要求须由他人办理。',
    en: 'You did a step that must be done by another person than this one (separation of duties).',
  },
  'group-may-not-start': { zh: '您所在的岗位不能启动该事项。', en: 'Your group may not start this procedure.' },
  'unknown-message': { zh: '该事项没有这种材料或意见。', en: 'The procedure knows no such message.' },
};

/** @param under the member of the body that holds the form, e.g. `data`, `input` */
export function problemOfRefusal({ reason, detail, faults }: Refusal, under: string): Problem {
  const words = DETAILS[detail];
  const parts = {
    reason: detail,
    ...(words === undefined ? {} : { detail: words.zh, detailEn: words.en }),
    ...(faults.length === 0 ? {} : { errors: formErrors(faults, under) }),
  };
  if (reason === 'not-authorised') return new Problem('forbidden', parts);
  return new Problem(reason, parts);
}

/** Node's and PostgreSQL's words for a server that is away: class 08, shutdown, too many connections. */
const AWAY = /^(ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT|ENOTFOUND|EAI_AGAIN|08\w{3}|57P0[123]|53300)$/;
const AWAY_WORDS =
  /Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error/;

function isAway(error: unknown): boolean {
  if (error instanceof Unavailable) return true;
  if (!(error instanceof Error)) return false;
  const { code } = error as { code?: unknown };
  return (typeof code === 'string' && AWAY.test(code)) || AWAY_WORDS.test(error.message);
}

/** Null for what is a fault of ours. */
export function problemOf(error: unknown, under = 'data'): Problem | null {
  if (error instanceof Problem) return error;
  if (error instanceof CaseRefusal) return problemOfCaseRefusal(error, under);
  if (error instanceof CaseUnreachable) return new Problem('outcome-unknown');
  if (error instanceof BadCursor) return new Problem('bad-cursor');
  if (error instanceof DeploymentRefused) return new Problem('version-not-raised', { detailEn: error.message });
  if (isAway(error)) return new Problem('unavailable');
  return null;
}

function problemOfCaseRefusal(error: CaseRefusal, under: string): Problem | null {
  if (error.refusal !== null) return problemOfRefusal(error.refusal, under);
  switch (error.type) {
    case 'conflict':
      return new Problem('key-reused');
    case 'clock':
      return new Problem('busy');
    case 'not-open':
      return new Problem('not-open');
    default:
      // Signature, key file or engine: nothing that the person can put right.
      return null;
  }
}
