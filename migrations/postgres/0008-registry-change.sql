-- Members, agencies, providers and scenarios as recorded by each entry of the ledger; the newest row of an id holds.
CREATE TABLE registry_change (
  sequence bigint NOT NULL REFERENCES ledger_entry,
  kind text NOT NULL CHECK (kind IN ('member', 'agency', 'provider', 'scenario')),
  id text NOT NULL,
  body jsonb NOT NULL,
  PRIMARY KEY (kind, id, sequence)
)
