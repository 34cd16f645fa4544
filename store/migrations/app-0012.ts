/** A run after the end of a case has a workflow id of its own, by which the server knows it. */
export const APP_0012 = `
ALTER TABLE app.archive_queue RENAME COLUMN case_id TO workflow_id;
ALTER TABLE app.archive_queue ALTER COLUMN workflow_id TYPE text;
`;
