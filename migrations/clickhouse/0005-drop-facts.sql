-- Facts follow from the ledger, and the table that follows holds more kinds of them: what is missing is projected at the next start.
DROP TABLE IF EXISTS @db.facts
