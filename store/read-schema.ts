/** The schema `read`: derived from the facts of cases and the sealed registers, in clear, indexed for pages. Dropped and rebuilt at will. */
import { sql } from 'kysely';
import type { Queries } from './database.ts';

/** Raise it with every change below: a database with another number is emptied and rebuilt. */
export const READ_SCHEMA_VERSION = 9;

const READ_SCHEMA = `
CREATE SCHEMA read;

-- units are those of groups that are of another unit than the case, by <slug>/<group>.
-- hash is the chain hash of fact seq; (run_number, history_length) says how new the writer was.
CREATE TABLE read.cases (
  id uuid PRIMARY KEY,
  number text NOT NULL,
  procedure text NOT NULL,
  definition text NOT NULL,
  calendar text NOT NULL,
  subject text NOT NULL,
  unit text NOT NULL,
  units jsonb,
  started_by text,
  on_behalf_of text,
  status text NOT NULL CHECK (status IN ('open', 'ended')),
  outcome text,
  started_at bigint NOT NULL,
  ended_at bigint,
  seq integer NOT NULL,
  hash text NOT NULL,
  state_hash text NOT NULL,
  run_number integer NOT NULL,
  history_length integer NOT NULL,
  parent_case uuid,
  dirty boolean NOT NULL DEFAULT false,
  projected_at timestamptz NOT NULL DEFAULT now()
) WITH (fillfactor = 80);
CREATE INDEX cases_number ON read.cases (number);
CREATE INDEX cases_procedure ON read.cases (procedure, started_at DESC, id);
CREATE INDEX cases_started ON read.cases (started_at DESC, id);
CREATE INDEX cases_ended ON read.cases (ended_at) WHERE ended_at IS NOT NULL;
CREATE INDEX cases_dirty ON read.cases (id) WHERE dirty;
CREATE INDEX cases_parent ON read.cases (parent_case) WHERE parent_case IS NOT NULL;

-- body is json, not jsonb: it is given back as it was hashed, with any character.
CREATE TABLE read.facts (
  case_id uuid NOT NULL,
  seq integer NOT NULL,
  at bigint NOT NULL,
  type text NOT NULL,
  body json NOT NULL,
  hash text NOT NULL,
  machine_at bigint NOT NULL,
  PRIMARY KEY (case_id, seq)
);

-- grp is <slug>/<group>; unit '' is the city. Deadline and due are of open tasks only: those of the deadline that
-- ends first of all that cover the step. version is the number of the last fact about the task (its ETag).
-- due_sort is due, or the last of all dates where there is none: so that an index gives "nulls last".
CREATE TABLE read.tasks (
  case_id uuid NOT NULL,
  token integer NOT NULL,
  step text NOT NULL,
  parent integer,
  item text,
  item_name text,
  procedure text NOT NULL,
  grp text NOT NULL,
  unit text NOT NULL,
  state text NOT NULL CHECK (state IN ('open', 'completed', 'closed')),
  claimed_by text,
  delegated_to text,
  sent_back_at bigint,
  sent_back_to text,
  urged_at bigint,
  opened_at bigint NOT NULL,
  closed_at bigint,
  completed_by text,
  deadline text,
  due date,
  due_basis text,
  due_earliest date,
  due_sort date NOT NULL,
  version integer NOT NULL,
  PRIMARY KEY (case_id, token)
);
CREATE INDEX tasks_open ON read.tasks (grp, unit, due_sort, case_id, token) WHERE state = 'open';
CREATE INDEX tasks_open_procedure ON read.tasks (procedure, grp, unit, due_sort, case_id, token) WHERE state = 'open';
CREATE INDEX tasks_open_case ON read.tasks (procedure, case_id) INCLUDE (step, due_sort) WHERE state = 'open';
CREATE INDEX tasks_claimed ON read.tasks (claimed_by, due_sort, case_id, token)
  WHERE state = 'open' AND claimed_by IS NOT NULL;
CREATE INDEX tasks_delegated ON read.tasks (delegated_to, due_sort, case_id, token)
  WHERE state = 'open' AND delegated_to IS NOT NULL;
CREATE INDEX tasks_sent_back ON read.tasks (grp, unit, due_sort, case_id, token)
  WHERE state = 'open' AND sent_back_at IS NOT NULL;

-- Who is asked to sign an open task; due_sort is the task's.
CREATE TABLE read.signers (
  case_id uuid NOT NULL,
  token integer NOT NULL,
  person text NOT NULL,
  state text NOT NULL CHECK (state IN ('asked', 'agreed', 'disagreed', 'over')),
  due_sort date NOT NULL,
  PRIMARY KEY (case_id, token, person)
);
CREATE INDEX signers_asked ON read.signers (person, due_sort, case_id, token) WHERE state = 'asked';

-- To whom a case was sent for their notice; (case, seq) is the fact.
CREATE TABLE read.copies (
  case_id uuid NOT NULL,
  seq integer NOT NULL,
  place integer NOT NULL,
  person text,
  grp text,
  PRIMARY KEY (case_id, seq, place)
);
CREATE INDEX tasks_done ON read.tasks (completed_by, closed_at, case_id, token) WHERE state = 'completed';

-- Other cases that a case started or sent a message to; (case, seq) is the fact.
CREATE TABLE read.links (
  case_id uuid NOT NULL,
  seq integer NOT NULL,
  kind text NOT NULL CHECK (kind IN ('started', 'told')),
  other uuid NOT NULL,
  PRIMARY KEY (case_id, seq, other)
);
CREATE INDEX links_other ON read.links (other);

-- Who has acted in a case. due_sort is that of its most urgent open task: a person's cases in the order of urgency.
CREATE TABLE read.acted (
  case_id uuid NOT NULL,
  person text NOT NULL,
  open boolean NOT NULL,
  due_sort date NOT NULL,
  PRIMARY KEY (case_id, person)
);
CREATE INDEX acted_open ON read.acted (person, due_sort, case_id) WHERE open;

CREATE TABLE read.deadlines (
  case_id uuid NOT NULL,
  deadline text NOT NULL,
  state text NOT NULL CHECK (state IN ('running', 'suspended', 'met', 'overdue', 'cancelled')),
  basis text NOT NULL,
  counts_from date NOT NULL,
  days integer NOT NULL,
  due date,
  due_earliest date,
  unknown_year integer,
  suspensions jsonb NOT NULL,
  extensions integer NOT NULL,
  started_at bigint NOT NULL,
  PRIMARY KEY (case_id, deadline)
);
CREATE INDEX deadlines_unknown ON read.deadlines (unknown_year) WHERE unknown_year IS NOT NULL;

-- What is due, by group and unit of the open tasks under it; grp <slug>/ where nobody has one: then unit is the case's.
CREATE TABLE read.agenda (
  case_id uuid NOT NULL,
  deadline text NOT NULL,
  run integer NOT NULL,
  grp text NOT NULL,
  unit text NOT NULL,
  case_unit text NOT NULL,
  procedure text NOT NULL,
  state text NOT NULL CHECK (state IN ('running', 'suspended', 'overdue')),
  basis text NOT NULL,
  counts_from date NOT NULL,
  due date,
  due_earliest date,
  unknown_year integer,
  due_sort date NOT NULL,
  warn_days integer NOT NULL,
  unclaimed integer NOT NULL,
  PRIMARY KEY (case_id, deadline, grp, unit)
);
CREATE INDEX agenda_group ON read.agenda (grp, due_sort, case_id, deadline, unit);

-- Each running of a deadline, also those of which another has begun since; steps are those that are due by it.
-- judged_at is when it was known whether it was kept: at its end in time, or at the moment it became overdue; grps are the
-- groups that had had a task of these steps by then.
CREATE TABLE read.deadline_runs (
  case_id uuid NOT NULL,
  procedure text NOT NULL,
  deadline text NOT NULL,
  run integer NOT NULL,
  steps text[] NOT NULL,
  started_at bigint NOT NULL,
  due date,
  overdue_at bigint,
  ended_at bigint,
  ended_as text CHECK (ended_as IN ('met', 'cancelled')),
  version integer NOT NULL,
  changed_at bigint NOT NULL,
  judged_at bigint,
  grps text[] NOT NULL,
  PRIMARY KEY (case_id, deadline, run)
);
CREATE INDEX deadline_runs_judged ON read.deadline_runs (judged_at) WHERE judged_at IS NOT NULL;
CREATE INDEX deadline_runs_ended ON read.deadline_runs (ended_at) WHERE ended_at IS NOT NULL;

-- One row a recipient of a notice, reminder or escalation, of a copy, an urging or what was sent back; (case, seq) is its
-- fact. It comes to a group, or to a person: then grp is empty.
CREATE TABLE read.inbox (
  case_id uuid NOT NULL,
  seq integer NOT NULL,
  place integer NOT NULL,
  kind text NOT NULL CHECK (kind IN ('notice', 'reminder', 'escalation', 'copy', 'urge', 'sent-back')),
  grp text NOT NULL,
  person text,
  by_person text,
  step text,
  note text,
  template text,
  deadline text,
  days_before integer,
  at bigint NOT NULL,
  PRIMARY KEY (case_id, seq, place)
);
CREATE INDEX inbox_group ON read.inbox (grp, at, case_id, seq, place);
CREATE INDEX inbox_person ON read.inbox (person, at, case_id, seq, place) WHERE person IS NOT NULL;

CREATE TABLE read.documents (
  case_id uuid NOT NULL,
  seq integer NOT NULL,
  document text NOT NULL,
  number text,
  issued_at bigint NOT NULL,
  PRIMARY KEY (case_id, seq)
);

CREATE TABLE read.incidents (
  case_id uuid NOT NULL,
  incident integer NOT NULL,
  kind text NOT NULL,
  reason text NOT NULL,
  step text,
  raised_at bigint NOT NULL,
  resolved_at bigint,
  PRIMARY KEY (case_id, incident)
);
CREATE INDEX incidents_open ON read.incidents (kind, raised_at) WHERE resolved_at IS NULL;

-- Who is a party of a case, by the group that they are in it.
CREATE TABLE read.parties (
  case_id uuid NOT NULL,
  grp text NOT NULL,
  person text NOT NULL,
  PRIMARY KEY (case_id, grp, person)
);
CREATE INDEX parties_person ON read.parties (person, case_id);

-- Short scalars of the case data, by which messages find the cases that they are for, and campaigns their members.
CREATE TABLE read.case_keys (
  case_id uuid PRIMARY KEY,
  procedure text NOT NULL,
  open boolean NOT NULL,
  keys jsonb NOT NULL
);
CREATE INDEX case_keys_open ON read.case_keys USING gin (keys jsonb_path_ops) WHERE open;
CREATE INDEX case_keys_ended ON read.case_keys USING gin (keys jsonb_path_ops) WHERE NOT open;

-- Number, parties and short texts of the start; grams are its pairs of characters, for substrings in any script.
-- parts are the same texts as they were written, each with what it is, to show where a case was found.
CREATE TABLE read.search (
  case_id uuid PRIMARY KEY,
  text text NOT NULL,
  grams text[] NOT NULL,
  parts jsonb NOT NULL DEFAULT '[]'
);
CREATE INDEX search_grams ON read.search USING gin (grams);

-- The rows of app.registers, readable.
CREATE TABLE read.registers (
  register text NOT NULL,
  key text NOT NULL,
  "values" jsonb NOT NULL,
  updated_at bigint NOT NULL,
  PRIMARY KEY (register, key)
);

CREATE TABLE read.version (version integer NOT NULL);
INSERT INTO read.version VALUES (${READ_SCHEMA_VERSION});
`;

/** Drops the schema with all it holds and creates it empty. The caller fills it. */
export async function recreateReadSchema(db: Queries): Promise<void> {
  await sql.raw(`DROP SCHEMA IF EXISTS read CASCADE; ${READ_SCHEMA}`).execute(db);
}
