-- One row: the id that receipts call `origin`, made at the first start.
CREATE TABLE server_identity (
  is_only boolean PRIMARY KEY DEFAULT true CHECK (is_only),
  server_id text NOT NULL,
  epoch integer NOT NULL DEFAULT 1
)
