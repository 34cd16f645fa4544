/** Gazette documents as they were deployed last: their groups, with which membership is judged, and their registers. */
export const APP_0002 = `
CREATE TABLE app.gazettes (
  slug text PRIMARY KEY,
  content jsonb NOT NULL,
  deployed_at timestamptz NOT NULL DEFAULT now(),
  deployed_by text NOT NULL
);
`;
