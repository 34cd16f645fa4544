/** What the office notes beside a case, for itself: no fact of the case. Sealed with the key of the case. */
export const APP_0010 = `
CREATE TABLE app.comments (
  id uuid PRIMARY KEY,
  case_id uuid NOT NULL,
  author text NOT NULL,
  content bytea NOT NULL,
  written_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX comments_case ON app.comments (case_id, id);
CREATE INDEX offers_taken ON app.offers (taken_by_case) WHERE taken_by_case IS NOT NULL;
`;
