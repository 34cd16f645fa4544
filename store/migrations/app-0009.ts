/**
 * Receipts: by code and secret a party sees its case without an account. Of the secret only a slow hash is kept, and of
 * that a keyed one; the code is no secret. `issue` counts the secrets of a case: sessions of an earlier one are over.
 */
export const APP_0009 = `
CREATE TABLE app.receipts (
  case_id uuid PRIMARY KEY,
  code text NOT NULL CONSTRAINT receipts_code UNIQUE,
  grp text NOT NULL,
  salt bytea NOT NULL,
  secret text NOT NULL CHECK (secret ~ '^[0-9a-f]{64}$'),
  issue integer NOT NULL CHECK (issue > 0),
  issued_by text NOT NULL,
  issued_at timestamptz NOT NULL DEFAULT now()
);
COMMENT ON COLUMN app.receipts.grp IS 'The party group as which its holder acts, without the document.';

-- By keyed hash of the code that was tried, whether there is such a receipt or not.
CREATE TABLE app.receipt_attempts (
  code text PRIMARY KEY,
  attempts integer NOT NULL,
  last_at timestamptz NOT NULL
);
`;
