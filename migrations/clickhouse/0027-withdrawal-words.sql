-- What a row of kind `withdrawal` lists, as two words: most workloads share theirs with others, so that a scenario is judged once for
-- each pair of words, and a word is read four times as fast as the lists. services/indicators/withdrawal-words.ts. Rows
-- that are there already are given theirs as they are read, until they are merged.
ALTER TABLE @db.facts
  ADD COLUMN IF NOT EXISTS exposure LowCardinality(String) MATERIALIZED arrayStringConcat(exposed_to, ' '),
  ADD COLUMN IF NOT EXISTS fallbacks LowCardinality(String) MATERIALIZED arrayStringConcat(
    arrayMap((provider, jurisdiction, tested, declared) -> concat(provider, ',', jurisdiction, ',', toString(tested), ',', toString(declared)),
      fallback_providers, fallback_jurisdictions, fallback_tested_minutes, fallback_declared_minutes), ' ')
