-- The ledger: every push and every change of the registry, in one order. `sequence` has no gaps and `received_at` no ties,
-- so "as known at k" has one meaning. A row whose `projected_at` is null is the outbox of the projector.
CREATE TABLE ledger_entry (
  sequence bigint PRIMARY KEY CHECK (sequence > 0),
  kind text NOT NULL CHECK (kind IN ('push', 'registry')),
  received_at timestamptz(3) NOT NULL,
  projected_at timestamptz(3)
)
