/**
 * Files that were merged into registers. A write of a row comes from a case, from a schedule or from such a file: the id
 * of any of them stands in register_history.case_id.
 */
export const APP_0006 = `
CREATE TABLE app.register_imports (
  id uuid PRIMARY KEY,
  register text NOT NULL,
  person text NOT NULL,
  file text NOT NULL CHECK (file ~ '^[0-9a-f]{64}$'),
  rows integer NOT NULL,
  at bigint NOT NULL,
  imported_at timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT register_imports_once UNIQUE (register, file)
);
COMMENT ON COLUMN app.register_history.case_id IS
  'What wrote: a case, an import (register_imports.id), or a schedule under an id of its own.';
COMMENT ON COLUMN app.register_history.seq IS 'Number of the fact that wrote; of an import, the line of the file.';
`;
