/** What a person reads instead of an id: Chinese first, English beside it. */
export interface Label {
  zh: string;
  en: string;
}

/**
 * Where a rule stands in law: a document's number and an article, as `{document: "临政规发〔2023〕3号", article: "9"}`.
 * A document cited as a whole, such as a standard, has an empty article.
 */
export interface Citation {
  document: string;
  article: string;
}
