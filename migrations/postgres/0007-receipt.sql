-- Signed receipts, a chain for each agency: `sequence` counts from 1 without gaps, and each names the digest of the one before.
CREATE TABLE receipt (
  agency text NOT NULL,
  epoch integer NOT NULL,
  sequence integer NOT NULL,
  push_sequence bigint NOT NULL UNIQUE REFERENCES push,
  note text NOT NULL,
  digest text NOT NULL,
  PRIMARY KEY (agency, epoch, sequence)
)
