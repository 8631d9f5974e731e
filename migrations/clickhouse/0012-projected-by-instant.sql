-- Instants rise with sequences: the last entry known at an instant is found without reading all of them.
ALTER TABLE @db.projected ADD INDEX IF NOT EXISTS known_at_range known_at TYPE minmax GRANULARITY 1
