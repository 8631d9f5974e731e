-- A reader asks whether anything changed since the entry it has.
CREATE INDEX registry_change_sequence ON registry_change (sequence)
