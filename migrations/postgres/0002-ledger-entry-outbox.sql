-- The projector asks for what is not yet projected; all but the newest rows are.
CREATE INDEX ledger_entry_outbox ON ledger_entry (sequence) WHERE projected_at IS NULL
