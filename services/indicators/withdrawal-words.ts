/**
 * The lists of a row of kind `withdrawal` as the words that migrations/clickhouse/0027-withdrawal-words.sql keeps beside them: SQL
 * over `exposed_to` and the `fallback_` lists. Ids and codes hold neither spaces nor commas.
 */
export const profileWords = {
  exposure: "arrayStringConcat(exposed_to, ' ')",
  fallbacks: `arrayStringConcat(
    arrayMap((provider, jurisdiction, tested, declared) -> concat(provider, ',', jurisdiction, ',', toString(tested), ',', toString(declared)),
      fallback_providers, fallback_jurisdictions, fallback_tested_minutes, fallback_declared_minutes), ' ')`,
} as const;

/** Columns that say as much as `profileColumns`. */
export const wordColumns = ["facts", ...(Object.keys(profileWords) as (keyof typeof profileWords)[])] as const;

/**
 * A subquery with `keys`, `profileColumns` and `weight` of a source with `keys`, `wordColumns` and `weight`: one row for all that say
 * the same.
 */
export function eachProfile(source: string, keys: readonly string[]): string {
  const grouped = [...keys, ...wordColumns].join(", ");
  // A text without any part is one empty part to the engine.
  const partsOf = (word: string): string => `arrayFilter(part -> part != '', splitByChar(' ', toString(${word})))`;
  const listOf = (value: string): string => `arrayMap(fallback -> ${value}, ${partsOf("fallbacks")})`;
  const partOf = (place: number): string => `splitByChar(',', fallback)[${place}]`;
  return `SELECT ${[...keys, "facts"].join(", ")}, weight,
    ${partsOf("exposure")} AS exposed_to,
    ${listOf(partOf(1))} AS fallback_providers,
    ${listOf(partOf(2))} AS fallback_jurisdictions,
    ${listOf(`toInt64(${partOf(3)})`)} AS fallback_tested_minutes,
    ${listOf(`toInt64(${partOf(4)})`)} AS fallback_declared_minutes
  FROM (
    SELECT ${grouped}, sum(change) AS weight
    FROM (SELECT ${grouped}, weight AS change FROM (${source})) GROUP BY ${grouped} HAVING weight != 0)`;
}
