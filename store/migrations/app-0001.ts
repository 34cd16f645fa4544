/** The schema `app`: what no history of a case can give back. */
export const APP_0001 = `
CREATE SCHEMA IF NOT EXISTS app;

-- Bundles, decisions, calendars by the SHA-256 (hex) of their canonical JSON.
CREATE TABLE app.content (
  hash text PRIMARY KEY CHECK (hash ~ '^[0-9a-f]{64}$'),
  kind text NOT NULL CHECK (kind IN ('bundle', 'decision', 'calendar')),
  bytes bytea NOT NULL,
  stored_at timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE app.definitions (
  kind text NOT NULL CHECK (kind IN ('procedure', 'decision')),
  id text NOT NULL,
  version integer NOT NULL CHECK (version > 0),
  hash text NOT NULL REFERENCES app.content (hash),
  title_zh text NOT NULL,
  title_en text NOT NULL,
  current boolean NOT NULL,
  deployed_at timestamptz NOT NULL DEFAULT now(),
  deployed_by text NOT NULL,
  PRIMARY KEY (kind, id, version)
);
CREATE UNIQUE INDEX definitions_current ON app.definitions (kind, id) WHERE current;

CREATE TABLE app.calendars (
  hash text PRIMARY KEY REFERENCES app.content (hash),
  id text NOT NULL,
  first_year integer NOT NULL,
  last_year integer NOT NULL,
  current boolean NOT NULL,
  deployed_at timestamptz NOT NULL DEFAULT now(),
  deployed_by text NOT NULL
);
CREATE UNIQUE INDEX calendars_current ON app.calendars (id) WHERE current;

-- Counters without gaps. kind 'case': key is the prefix; 'document': key is <slug>/<document>.
CREATE TABLE app.numbers (
  kind text NOT NULL CHECK (kind IN ('case', 'document')),
  key text NOT NULL,
  year integer NOT NULL,
  last integer NOT NULL CHECK (last > 0),
  PRIMARY KEY (kind, key, year)
);

-- A case exists from here on. start_command is opaque (sealed by its writer) and dropped once the workflow runs.
CREATE TABLE app.cases (
  id uuid PRIMARY KEY,
  number text NOT NULL CONSTRAINT cases_number UNIQUE,
  procedure text NOT NULL,
  definition text NOT NULL REFERENCES app.content (hash),
  calendar text NOT NULL REFERENCES app.content (hash),
  idempotency_key text NOT NULL CONSTRAINT cases_idempotency_key UNIQUE,
  body_hash text NOT NULL,
  start_at bigint NOT NULL,
  start_command bytea,
  started boolean NOT NULL DEFAULT false,
  created_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX cases_not_started ON app.cases (created_at) WHERE NOT started;
CREATE INDEX cases_created ON app.cases (created_at);

-- Effects, each by (case, number of the fact that owes it): carrying one out twice changes nothing.
CREATE TABLE app.documents (
  case_id uuid NOT NULL,
  seq integer NOT NULL,
  document text NOT NULL,
  number text CONSTRAINT documents_number UNIQUE,
  content jsonb NOT NULL,
  issued_at bigint NOT NULL,
  stored_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (case_id, seq)
);

CREATE TABLE app.registers (
  register text NOT NULL,
  key text NOT NULL,
  "values" jsonb NOT NULL,
  updated_at bigint NOT NULL,
  PRIMARY KEY (register, key)
);
CREATE INDEX registers_values ON app.registers USING gin ("values" jsonb_path_ops);

CREATE TABLE app.register_history (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  register text NOT NULL,
  key text NOT NULL,
  case_id uuid NOT NULL,
  seq integer NOT NULL,
  "values" jsonb NOT NULL,
  at bigint NOT NULL,
  written_at timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT register_history_once UNIQUE (case_id, seq)
);
CREATE INDEX register_history_row ON app.register_history (register, key, id);

CREATE TABLE app.offers (
  case_id uuid NOT NULL,
  seq integer NOT NULL,
  definition text NOT NULL,
  grp text NOT NULL,
  unit text NOT NULL,
  input jsonb NOT NULL,
  at bigint NOT NULL,
  taken_by_case uuid,
  declined_by text,
  closed_at timestamptz,
  PRIMARY KEY (case_id, seq)
);
CREATE INDEX offers_open ON app.offers (grp, unit, at) WHERE closed_at IS NULL;

-- Requests by Idempotency-Key: the first answer is given again.
CREATE TABLE app.idempotency (
  person text NOT NULL,
  key text NOT NULL,
  route text NOT NULL,
  body_hash text NOT NULL,
  status integer,
  response jsonb,
  created_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (person, key)
);
CREATE INDEX idempotency_age ON app.idempotency (created_at);

CREATE TABLE app.persons (
  id text PRIMARY KEY,
  name text NOT NULL,
  subject text UNIQUE,
  demo boolean NOT NULL DEFAULT false,
  disabled boolean NOT NULL DEFAULT false,
  created_at timestamptz NOT NULL DEFAULT now()
);

-- grp is <slug>/<group>; unit '' is the city itself.
CREATE TABLE app.memberships (
  person text NOT NULL REFERENCES app.persons (id),
  grp text NOT NULL,
  unit text NOT NULL DEFAULT '',
  granted_by text NOT NULL,
  granted_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (person, grp, unit)
);
CREATE INDEX memberships_group ON app.memberships (grp, unit);

CREATE TABLE app.membership_audit (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  at timestamptz NOT NULL DEFAULT now(),
  by_person text NOT NULL,
  action text NOT NULL CHECK (action IN ('granted', 'withdrawn')),
  person text NOT NULL,
  grp text NOT NULL,
  unit text NOT NULL
);

CREATE TABLE app.drafts (
  id uuid PRIMARY KEY,
  person text NOT NULL,
  subject text NOT NULL,
  version integer NOT NULL,
  content json NOT NULL,
  updated_at timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT drafts_subject UNIQUE (person, subject)
);

CREATE TABLE app.inbox_seen (
  person text NOT NULL,
  case_id uuid NOT NULL,
  seq integer NOT NULL,
  seen_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (person, case_id, seq)
);

CREATE TABLE app.blobs (
  hash text PRIMARY KEY CHECK (hash ~ '^[0-9a-f]{64}$'),
  size bigint NOT NULL,
  media_type text NOT NULL,
  bytes bytea NOT NULL,
  stored_by text NOT NULL,
  stored_at timestamptz NOT NULL DEFAULT now()
);

-- Histories of closed runs. hash is the SHA-256 of bytes.
CREATE TABLE app.archives (
  run_id text PRIMARY KEY,
  case_id uuid NOT NULL,
  status text NOT NULL,
  events integer NOT NULL,
  hash text NOT NULL,
  bytes bytea NOT NULL,
  started_at bigint NOT NULL,
  closed_at bigint NOT NULL,
  archived_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX archives_case ON app.archives (case_id, started_at, run_id);

CREATE TABLE app.archive_queue (
  run_id text PRIMARY KEY,
  case_id uuid NOT NULL,
  closed_at bigint NOT NULL,
  queued_at timestamptz NOT NULL DEFAULT now(),
  attempts integer NOT NULL DEFAULT 0,
  next_attempt_at timestamptz NOT NULL DEFAULT now(),
  last_error text
);
CREATE INDEX archive_queue_waiting ON app.archive_queue (next_attempt_at);
CREATE INDEX archive_queue_age ON app.archive_queue (closed_at);

-- Who read or tried what. No personal data of the case: ids and reasons only.
CREATE TABLE app.audit_log (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  at timestamptz NOT NULL DEFAULT now(),
  person text,
  acting_as text,
  action text NOT NULL,
  case_id uuid,
  object text,
  outcome text NOT NULL CHECK (outcome IN ('done', 'refused', 'failed')),
  reason text,
  trace_id text
);
CREATE INDEX audit_log_case ON app.audit_log (case_id, id) WHERE case_id IS NOT NULL;
CREATE INDEX audit_log_person ON app.audit_log (person, id);

-- Public keys that verify the signatures of commands; kept for ever.
CREATE TABLE app.signing_keys (
  key_id text PRIMARY KEY,
  public_key bytea NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  retired_at timestamptz
);

-- Cases that schedules start: <procedure>/<schedule>/<period>/<unit or item>, each once. case_id: it is started.
CREATE TABLE app.duty_keys (
  key text PRIMARY KEY,
  procedure text NOT NULL,
  schedule text NOT NULL,
  period text NOT NULL,
  unit text NOT NULL,
  at bigint NOT NULL,
  input json NOT NULL,
  case_id uuid,
  attempts integer NOT NULL DEFAULT 0,
  last_error text,
  claimed_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX duty_keys_waiting ON app.duty_keys (at) WHERE case_id IS NULL;

-- How far each schedule has been followed. One that waits for a year's holidays stays where it is.
CREATE TABLE app.schedule_ticks (
  procedure text NOT NULL,
  schedule text NOT NULL,
  until bigint NOT NULL,
  waiting_for_year integer,
  fault text,
  ticked_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (procedure, schedule)
);
`;
