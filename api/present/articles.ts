/** Which article of a document is carried out by what: the citations of its definitions, turned round. Pure. */
import type { Procedure } from '../../engine/model.ts';
import type { Decision } from '../../rules/decision/model.ts';
import type { Citation, Label } from '../../rules/label.ts';
import { decisionWords, ruleTitle } from './decisions.ts';
import type { Named } from './names.ts';

export interface CarriedOut {
  definition: Named;
  kind: 'procedure' | 'decision';
  /** 环节, 期限, 规则 … */
  what: Label;
  label: Label;
}

export interface ArticleWords {
  article: string;
  carriedOutBy: CarriedOut[];
}

export interface DocumentArticles {
  document: string;
  articles: ArticleWords[];
}

/** The document's own articles first, then those of the laws, in the order of their names. */
export function articlesOf(
  number: string,
  procedures: readonly Procedure[],
  decisions: readonly Decision[],
): DocumentArticles[] {
  const found = new Map<string, Map<string, CarriedOut[]>>();
  for (const { citations, ...by } of [...procedures.flatMap(ofProcedure), ...decisions.flatMap(ofDecision)]) {
    for (const { document, article } of citations) {
      const articles = found.get(document) ?? new Map<string, CarriedOut[]>();
      articles.set(article, [...(articles.get(article) ?? []), by]);
      found.set(document, articles);
    }
  }
  return [...found]
    .sort(([a], [b]) => Number(b === number) - Number(a === number) || compare(a, b))
    .map(([document, articles]) => ({
      document,
      articles: [...articles]
        .sort(([a], [b]) => compareArticles(a, b))
        .map(([article, carriedOutBy]) => ({ article, carriedOutBy })),
    }));
}

type Cited = CarriedOut & { citations: Citation[] };

const WHAT = {
  procedure: { zh: '事项', en: 'procedure' },
  decision: { zh: '决策', en: 'decision' },
  step: { zh: '环节', en: 'step' },
  deadline: { zh: '期限', en: 'deadline' },
  message: { zh: '来文', en: 'message' },
  schedule: { zh: '日程', en: 'schedule' },
  rule: { zh: '规则', en: 'rule' },
} as const;

function ofProcedure(procedure: Procedure): Cited[] {
  const definition = { id: procedure.id, label: procedure.title };
  const cited = (what: keyof typeof WHAT) => (one: { label: Label; citations: Citation[] }) => ({
    definition,
    kind: 'procedure' as const,
    what: WHAT[what],
    label: one.label,
    citations: one.citations,
  });
  return [
    cited('procedure')({ label: procedure.title, citations: procedure.citations }),
    ...procedure.steps.map(cited('step')),
    ...procedure.deadlines.map(cited('deadline')),
    ...procedure.messages.map(cited('message')),
    ...procedure.schedules.map(cited('schedule')),
  ];
}

function ofDecision(decision: Decision): Cited[] {
  const definition = { id: decision.id, label: decision.title };
  const of = { definition, kind: 'decision' as const };
  return [
    { ...of, what: WHAT.decision, label: decision.title, citations: decision.citations },
    ...decisionWords(decision, new Map())
      .stages.flatMap(({ rules }) => rules)
      .map((rule) => ({ ...of, what: WHAT.rule, label: ruleTitle(rule), citations: rule.citations })),
  ];
}

/** `9` before `10`, `8` before `8(1)` and `8 ¶2`; what has no number comes last. */
export function compareArticles(a: string, b: string): number {
  const [x, y] = [numbersOf(a), numbersOf(b)];
  if (x.length === 0 || y.length === 0) return Number(x.length === 0) - Number(y.length === 0) || compare(a, b);
  for (let i = 0; i < Math.max(x.length, y.length); i++) {
    const difference = (x[i] ?? -1) - (y[i] ?? -1);
    if (difference !== 0) return difference;
  }
  return compare(a, b);
}

function numbersOf(article: string): number[] {
  return (article.match(/\d+/g) ?? []).map(Number);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
