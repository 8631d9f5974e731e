-- What an agency filed. `content_ids` is the statement: the versions it lists, sorted by workload id. `answer` is the whole
-- answer as sent, because a repeated push must get it again byte for byte, for ever.
CREATE TABLE push (
  sequence bigint PRIMARY KEY REFERENCES ledger_entry,
  agency text NOT NULL,
  push_id uuid NOT NULL,
  reference_date date NOT NULL,
  complete boolean NOT NULL,
  content_digest text NOT NULL,
  sender text,
  source_warnings jsonb NOT NULL,
  records integer NOT NULL,
  added integer NOT NULL,
  changed integer NOT NULL,
  removed integer NOT NULL,
  warning_counts jsonb NOT NULL,
  warnings_total integer NOT NULL,
  content_ids bigint[] NOT NULL,
  answer text NOT NULL,
  UNIQUE (agency, push_id)
)
