/** Cases by a value of their start that must be there once. */
export const APP_0005 = `
ALTER TABLE app.cases ADD COLUMN once_key text;
CREATE INDEX cases_once ON app.cases (once_key) WHERE once_key IS NOT NULL;
`;
