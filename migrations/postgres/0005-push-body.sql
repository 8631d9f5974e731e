-- The bytes of a push as they arrived, gzip-compressed, in parts: the evidence behind the receipt.
CREATE TABLE push_body (
  agency text NOT NULL,
  push_id uuid NOT NULL,
  part integer NOT NULL,
  bytes bytea NOT NULL,
  PRIMARY KEY (agency, push_id, part),
  FOREIGN KEY (agency, push_id) REFERENCES push (agency, push_id) DEFERRABLE INITIALLY DEFERRED
)
