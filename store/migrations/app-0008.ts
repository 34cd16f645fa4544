/** The filters of the worklist that persons keep under a name. A filter may name a party: name and filter are sealed. */
export const APP_0008 = `
CREATE TABLE app.saved_views (
  id uuid PRIMARY KEY,
  person text NOT NULL,
  is_default boolean NOT NULL DEFAULT false,
  content bytea NOT NULL,
  saved_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX saved_views_person ON app.saved_views (person, id);
CREATE UNIQUE INDEX saved_views_default ON app.saved_views (person) WHERE is_default;
`;
