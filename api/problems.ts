/**
 * Everything the API can refuse, as problem+json (RFC 9457). A code is stable: programs may rely on it; what it means and
 * what to do is in docs/errors.md under the same name.
 */
import type { RefusalFault } from '../engine/model.ts';
import type { Language } from './present/language.ts';

interface Kind {
  readonly status: number;
  readonly title: string;
  readonly detail: string;
  readonly detailEn: string;
  /** Seconds after which the same request may succeed. */
  readonly retryAfter?: number;
}

export const PROBLEMS = {
  'bad-request': {
    status: 400,
    title: '请求格式有误',
    detail: '请求的格式不符合接口要求，请按 errors 中的提示修改后重试。',
    detailEn: 'The request does not have the form that the interface asks for; see errors.',
  },
  'missing-idempotency-key': {
    status: 400,
    title: '缺少幂等键',
    detail: '此操作须带 Idempotency-Key 请求头：每次新操作用新的键，重发时用同一个键。',
    detailEn: 'This request needs an Idempotency-Key header: a new key for a new act, the same key for a repeat.',
  },
  'bad-cursor': {
    status: 400,
    title: '分页位置无效',
    detail: '分页位置不是本列表给出的，请从第一页重新开始。',
    detailEn: 'The cursor is not one that this list gave out: begin again without it.',
  },
  unauthenticated: {
    status: 401,
    title: '请先登录',
    detail: '没有登录凭据，或凭据已失效，请重新登录。',
    detailEn: 'There is no valid access token: sign in again.',
  },
  forbidden: {
    status: 403,
    title: '无权办理',
    detail: '您没有办理此项的权限。',
    detailEn: 'You may not do this.',
  },
  'receipt-wrong': {
    status: 403,
    title: '回执码或查询密码不正确',
    detail: '回执码或查询密码不正确，请核对回执后重新输入；多次输错将暂时不能查询。',
    detailEn:
      'Code or secret is not right: look at the receipt again. After several wrong ones it is locked for a time.',
  },
  'demo-off': {
    status: 403,
    title: '演示登录未开放',
    detail: '演示人员只在本机的演示安装中可用。',
    detailEn: 'Demo persons exist only in an embedded installation that listens on loopback.',
  },
  'not-found': {
    status: 404,
    title: '未找到',
    detail: '没有找到，或您无权查看。',
    detailEn: 'There is no such thing, or you may not see it.',
  },
  'not-open': {
    status: 409,
    title: '当前不能办理',
    detail: '该事项当前不在可办理的状态，可能已由他人办结，请刷新后查看。',
    detailEn: 'It is not open for this now; somebody may have been quicker. Read it again.',
  },
  'document-unnumbered': {
    status: 409,
    title: '文书正在编号',
    detail: '文书已经出具，正在编号，请稍后再取。',
    detailEn: 'The document is issued and its number is being taken: ask again in a moment.',
    retryAfter: 5,
  },
  'letter-incomplete': {
    status: 409,
    title: '文书内容不全',
    detail: '文书模板所需的内容在本件中不存在，请告知定义的维护人员。',
    detailEn: 'The text of the letter needs what the case does not have: tell the author of the definition.',
  },
  'history-broken': {
    status: 409,
    title: '事实前后不符',
    detail: '到此为止的事实前后不符，无法复原此时的状态；请对本件运行核验，核验会指出第几号事实有问题。',
    detailEn: 'The facts up to here do not fit together, so there is no state to show: run the check of this case.',
  },
  'in-progress': {
    status: 409,
    title: '正在处理',
    detail: '同一幂等键的请求正在处理，请稍后用同一个键重发。',
    detailEn: 'The first request with this key is still running: send it again with the same key later.',
    retryAfter: 1,
  },
  'version-not-raised': {
    status: 409,
    title: '定义的版本号未提高',
    detail: '内容已改动，但版本号没有提高，请提高版本号后重新发布。',
    detailEn: 'The content has changed and the version has not: raise the version and deploy again.',
  },
  'version-mismatch': {
    status: 412,
    title: '内容已被更新',
    detail: '您看到的不是最新内容，请刷新后核对再提交。',
    detailEn: 'It has changed since you read it: read it again, then decide.',
  },
  'too-large': {
    status: 413,
    title: '内容过大',
    detail: '提交的内容超过了上限。',
    detailEn: 'The request is larger than this route takes.',
  },
  'unsupported-media-type': {
    status: 415,
    title: '不支持的内容类型',
    detail: '请以 application/json 提交。',
    detailEn: 'Send application/json.',
  },
  invalid: {
    status: 422,
    title: '填报内容有误',
    detail: '填报内容不符合要求，请按提示逐项修改。',
    detailEn: 'The data do not fit the form; see errors.',
  },
  'key-reused': {
    status: 422,
    title: '幂等键已用于其他请求',
    detail: '该幂等键已用于内容不同的请求，新的操作请用新的键。',
    detailEn: 'The key was used for a request with other content: use a new key for a new act.',
  },
  'definitions-invalid': {
    status: 422,
    title: '定义有误',
    detail: '定义未通过检查，没有发布任何内容；请按 findings 逐项修改。',
    detailEn: 'The definitions do not pass the check and nothing was deployed; see findings.',
  },
  'calendar-invalid': {
    status: 422,
    title: '工作日历有误',
    detail: '工作日历未通过检查，没有改动；请按 errors 修改。',
    detailEn: 'The calendar year does not pass the check and nothing was changed; see errors.',
  },
  'import-invalid': {
    status: 422,
    title: '导入的表格有误',
    detail: '表格未通过检查，没有导入任何一行；请按 errors 中的行和列逐项修改。',
    detailEn: 'The table does not pass the check and no row was imported; see errors, by line and column.',
  },
  'missing-if-match': {
    status: 428,
    title: '缺少版本条件',
    detail: '此操作须带 If-Match 请求头，值为读取时得到的 ETag。',
    detailEn: 'This request needs an If-Match header with the ETag that it was read with.',
  },
  'rate-limited': {
    status: 429,
    title: '请求过于频繁',
    detail: '请求过于频繁，请稍后再试。',
    detailEn: 'Too many requests: wait and try again.',
    retryAfter: 60,
  },
  internal: {
    status: 500,
    title: '系统内部错误',
    detail: '系统出现内部错误，已记录。请将请求编号告知管理员。',
    detailEn: 'A fault of ours, which was logged. Tell the administrator the request id.',
  },
  busy: {
    status: 503,
    title: '正在自动处理，请稍后',
    detail: '该件正在进行自动判定，请稍后用同一个键重发。',
    detailEn: 'A rule of this case is being evaluated: send it again with the same key.',
    retryAfter: 5,
  },
  unavailable: {
    status: 503,
    title: '服务暂时不可用',
    detail: '后台服务暂时不可用，恢复后可继续办理；请稍后重试。',
    detailEn: 'A server behind the API is not reachable now. Nothing is lost: try again later.',
    retryAfter: 5,
  },
  'outcome-unknown': {
    status: 503,
    title: '结果尚未确认',
    detail: '尚不能确认是否已办理。请用同一个键重发：已办理的不会重复办理。',
    detailEn: 'Whether it was done is not known yet: send again with the same key, it is never done twice.',
    retryAfter: 5,
  },
} as const satisfies Record<string, Kind>;

export type ProblemCode = keyof typeof PROBLEMS;

export interface ProblemError {
  /** JSON pointer (RFC 6901) into the request's body. */
  pointer: string;
  code: string;
  /** Chinese. */
  detail: string;
  detailEn: string;
  /** Of a table: the line, from 1, and the heading of the column. */
  line?: number;
  field?: string;
}

export interface ProblemParts {
  detail?: string;
  detailEn?: string;
  errors?: readonly ProblemError[];
  /** More exact than the code, e.g. `claimed-by-other`. */
  reason?: string;
  /** Further members, for the codes that have them. */
  more?: Readonly<Record<string, unknown>>;
}

/** Thrown by routes and services; the app turns it into the answer. */
export class Problem extends Error {
  override readonly name = 'Problem';
  readonly code: ProblemCode;
  readonly parts: ProblemParts;

  constructor(code: ProblemCode, parts: ProblemParts = {}) {
    super(`${code}: ${parts.detailEn ?? PROBLEMS[code].detailEn}`);
    this.code = code;
    this.parts = parts;
  }

  get status(): number {
    return PROBLEMS[this.code].status;
  }

  get retryAfter(): number | undefined {
    const kind: Kind = PROBLEMS[this.code];
    return kind.retryAfter;
  }
}

/**
 * The body of the answer. `instance` names the request, for who asks the administrator. In English `title` and `detail`
 * are English, and `detailEn` is as ever.
 */
export function problemBody(
  { code, parts, status }: Problem,
  requestId: string,
  language: Language = 'zh',
): Record<string, unknown> {
  const kind: Kind = PROBLEMS[code];
  const detailEn = parts.detailEn ?? kind.detailEn;
  const isEnglish = language === 'en';
  const errors = isEnglish ? parts.errors?.map((error) => ({ ...error, detail: error.detailEn })) : parts.errors;
  return {
    type: `/problems/${code}`,
    title: isEnglish ? titleEn(code) : kind.title,
    status,
    detail: isEnglish ? detailEn : (parts.detail ?? kind.detail),
    detailEn,
    instance: `urn:request:${requestId}`,
    ...(parts.reason === undefined ? {} : { reason: parts.reason }),
    ...(errors === undefined ? {} : { errors }),
    ...parts.more,
  };
}

/** The code in words: `version-mismatch` is "Version mismatch". */
function titleEn(code: ProblemCode): string {
  const words = code.replaceAll('-', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** Faults of a form, under the member of the body that holds it. `items[3].plate` becomes `/data/items/3/plate`. */
export function formErrors(faults: readonly RefusalFault[], under: string): ProblemError[] {
  return faults.map(({ field, code, message, messageZh }) => ({
    pointer: `/${under}${pointerOf(field)}`,
    code,
    detail: messageZh,
    detailEn: message,
  }));
}

function pointerOf(field: string): string {
  if (field === '') return '';
  return field
    .replace(/\[(\d+)\]/g, '.$1')
    .split('.')
    .map((part) => `/${part.replaceAll('~', '~0').replaceAll('/', '~1')}`)
    .join('');
}
