/** Who stands in for an officer on leave, from one day to another, both included. */
export const APP_0007 = `
CREATE TABLE app.substitutes (
  id uuid PRIMARY KEY,
  person text NOT NULL REFERENCES app.persons (id),
  substitute text NOT NULL REFERENCES app.persons (id),
  from_date date NOT NULL,
  until_date date NOT NULL CHECK (until_date >= from_date),
  named_by text NOT NULL,
  named_at timestamptz NOT NULL DEFAULT now(),
  withdrawn_at timestamptz,
  withdrawn_by text,
  CHECK (person <> substitute)
);
CREATE INDEX substitutes_person ON app.substitutes (person, until_date);
CREATE INDEX substitutes_substitute ON app.substitutes (substitute, until_date) WHERE withdrawn_at IS NULL;
`;
