/** Who has handed in a file: the same content may come from several. */
export const APP_0004 = `
CREATE TABLE app.blob_owners (
  hash text NOT NULL REFERENCES app.blobs (hash),
  person text NOT NULL,
  stored_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (hash, person)
);
INSERT INTO app.blob_owners (hash, person) SELECT hash, stored_by FROM app.blobs;
`;
