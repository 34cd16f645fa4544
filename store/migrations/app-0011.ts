/** Addresses of calendar feeds, and the daily digests of officers. */
export const APP_0011 = `
-- Of the secret in the address only its SHA-256 is kept. grp null: of all the person's groups.
CREATE TABLE app.calendar_feeds (
  id uuid PRIMARY KEY,
  person text NOT NULL REFERENCES app.persons (id),
  grp text,
  token_hash text NOT NULL CONSTRAINT calendar_feeds_token UNIQUE CHECK (token_hash ~ '^[0-9a-f]{64}$'),
  created_at timestamptz NOT NULL DEFAULT now(),
  read_at timestamptz
);
CREATE INDEX calendar_feeds_person ON app.calendar_feeds (person, created_at);

-- One a person and working day: numbers as they stood at that instant. since: the digest before.
CREATE TABLE app.digests (
  person text NOT NULL REFERENCES app.persons (id),
  day date NOT NULL,
  at bigint NOT NULL,
  since bigint NOT NULL,
  overdue integer NOT NULL,
  today integer NOT NULL,
  week integer NOT NULL,
  fresh integer NOT NULL,
  seen_at timestamptz,
  PRIMARY KEY (person, day)
);

-- Days on which every officer has theirs.
CREATE TABLE app.digest_days (
  day date PRIMARY KEY,
  at bigint NOT NULL
);
`;
