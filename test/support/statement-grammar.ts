import fc from "fast-check";

/**
 * Statements as somebody would write them who wants what they may not have: made of what is allowed and of what is not, nested and joined at
 * random, and sometimes broken. $FILE, $OUT and $PORT are those of the traps.
 */

const allowedTables = [
  "v_figure",
  "v_series",
  "v_agency",
  "v_member",
  "indicators.v_figure",
  "`indicators`.`v_agency`",
  '"indicators".v_series',
  "system.tables",
  "system.columns",
  "system.one",
  "numbers(3)",
  "generateSeries(1, 3)",
  "values('a String', 'x')",
  "c0",
  "c1",
];
const hostileTables = [
  "sparewheel.inventory",
  "`sparewheel`.`inventory`",
  "`sparewheel.inventory`",
  "sparewheel/**/./**/inventory",
  "inventory",
  "default.secrets",
  "sparewheel_readers_be.v_agency",
  "sparewheel_readers.v_agency",
  "`sparewheel_readers_be.v_agency`",
  "sparewheel_gateway.tables",
  "system.processes",
  "system.settings",
  "INFORMATION_SCHEMA.TABLES",
  "file('$FILE', 'LineAsString')",
  "url('http://127.0.0.1:$PORT/', 'LineAsString')",
  "remote('127.0.0.1:$PORT', 'sparewheel', 'inventory')",
  "merge('sparewheel.*', '.*')",
  "merge('inventory')",
  "cluster('default', sparewheel.inventory)",
  "loop(sparewheel.inventory)",
  "dictionary('sparewheel.dictionary')",
  "mergeTreeIndex('sparewheel', 'inventory')",
  "executable('cat $FILE', 'LineAsString', 'a String')",
  "values('a String DEFAULT file(''$FILE'')', ())",
  "sqlite('$FILE', 'a')",
];
const allowedScalars = [
  "1",
  "'x'",
  "NULL",
  "n",
  "member",
  "agency",
  "value",
  "date",
  "*",
  "count()",
  "sum(n)",
  "max(agency)",
  "groupArray(agency)",
  "toDateTime(date)",
  "if(n > 1, 'a', 'b')",
  "[1, 2][1]",
  "(1, 'a').2",
  "CAST(n, 'String')",
  "n::Float64",
  "version()",
  "today() - INTERVAL 1 DAY",
  "arrayJoin(['a', 'b'])",
];
const hostileScalars = [
  "workload",
  "v",
  "file('$FILE')",
  "`file`('$FILE')",
  "arrayMap(x -> file(x), ['$FILE'])",
  "joinGet('sparewheel.joined', 'v', toUInt8(1))",
  "joinGet(sparewheel.joined, 'v', toUInt8(1))",
  "dictGet('sparewheel.dictionary', 'v', toUInt64(1))",
  "dictGetOrNull(sparewheel.dictionary, 'v', toUInt64(1))",
  "getSetting('readonly')",
  "currentUser()",
  "currentDatabase()",
  "hostName()",
  "sparewheel.inventory.workload",
  "CAST('a', 'AggregateFunction(uniq, String)')",
  "* APPLY(file)",
  "COLUMNS('.*') APPLY(x -> file(x))",
  "{a:String}",
  "@@version",
];
const wrappers = [
  "toString",
  "lower",
  "reverse",
  "upper",
  "concat",
  "any",
  "max",
  "count",
  "length",
  "groupArray",
  "hex",
  "file",
];
const endings = [
  "SETTINGS readonly = 0",
  "SETTINGS max_threads = 8",
  "FORMAT CSV",
  "INTO OUTFILE '$OUT/a'",
  "INTO OUTFILE '$OUT/a' FORMAT CSV",
  "; DROP TABLE sparewheel.inventory",
  "; SET ROLE platform",
  "; SELECT 2",
  "-- x",
  "/* x */",
  "LIMIT 3",
  "LIMIT 1 BY n",
  "OFFSET 1",
  "WITH TOTALS",
];
const others = [
  "INSERT INTO sparewheel.inventory",
  "INSERT INTO FUNCTION file('$OUT/a', 'CSV')",
  "CREATE TABLE default.a ENGINE = Memory AS",
  "CREATE VIEW default.a AS",
  "CREATE TEMPORARY TABLE a AS",
  "EXPLAIN AST",
  "EXPLAIN",
  "EXECUTE AS default",
  "DESCRIBE",
  "WITH 1 AS one",
  "SELECT * FROM view(",
  "SHOW TABLES FROM",
  "BACKUP TABLE sparewheel.inventory TO File('$OUT/a')",
];
const wholes = [
  "SHOW DATABASES",
  "SHOW TABLES LIKE '%'",
  "DROP TABLE sparewheel.inventory",
  "TRUNCATE TABLE sparewheel.inventory",
  "ALTER TABLE sparewheel.inventory DELETE WHERE 1",
  "SET ROLE platform",
  "SET readonly = 0",
  "USE sparewheel",
  "KILL QUERY WHERE 1",
  "SYSTEM SHUTDOWN",
  "GRANT ALL ON *.* TO default",
];
const noise = [
  " ",
  "\n",
  "\t",
  "'",
  '"',
  "`",
  "\\",
  "(",
  ")",
  ",",
  ";",
  "/*",
  "*/",
  "--",
  ".",
  "$$",
  "{",
  "}",
  "\u00a0",
  "\ufeff",
  "\0",
  "é",
  "0x",
];

/** Nine times of ten what is allowed: a statement with many wrong parts is refused for the first, and the others are never tried. */
const mostly = (allowed: readonly string[], hostile: readonly string[]): fc.Arbitrary<string> =>
  fc.oneof(
    { weight: 9, arbitrary: fc.constantFrom(...allowed) },
    { weight: 1, arbitrary: fc.constantFrom(...hostile) },
  );
const sometimes = (part: fc.Arbitrary<string>, weight: number): fc.Arbitrary<string> =>
  fc.oneof({ weight: 10 - weight, arbitrary: fc.constant("") }, { weight, arbitrary: part });
const joined = (separator: string, ...parts: fc.Arbitrary<string>[]): fc.Arbitrary<string> =>
  fc.tuple(...parts).map((texts) => texts.filter(Boolean).join(separator));
const list = (part: fc.Arbitrary<string>): fc.Arbitrary<string> =>
  fc.array(part, { minLength: 1, maxLength: 3 }).map((parts) => parts.join(", "));

const { statement } = fc.letrec<Record<"scalar" | "table" | "condition" | "query" | "statement", string>>((tie) => ({
  scalar: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    { weight: 6, arbitrary: mostly(allowedScalars, hostileScalars) },
    {
      weight: 2,
      arbitrary: fc
        .tuple(mostly(wrappers.slice(0, -1), wrappers.slice(-1)), tie("scalar"))
        .map(([f, x]) => `${f}(${x})`),
    },
    { weight: 1, arbitrary: tie("query").map((query) => `(${query})`) },
    { weight: 1, arbitrary: tie("condition") },
  ),
  table: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    { weight: 7, arbitrary: mostly(allowedTables, hostileTables) },
    { weight: 2, arbitrary: tie("query").map((query) => `(${query})`) },
    {
      weight: 1,
      arbitrary: fc
        .tuple(
          tie("table"),
          fc.constantFrom(", ", " CROSS JOIN ", " AS a ANY LEFT JOIN "),
          mostly(allowedTables, hostileTables),
        )
        .map(([left, join, right]) => left + join + right + (join.includes("LEFT") ? " AS b ON 1 = 1" : "")),
    },
  ),
  condition: fc
    .tuple(
      mostly(allowedScalars, hostileScalars),
      fc.constantFrom(" = ", " > ", " LIKE ", " IN ", " NOT IN ", " GLOBAL IN ", " AND "),
      fc.oneof(
        mostly(allowedScalars, hostileScalars),
        mostly(allowedTables, hostileTables),
        tie("query").map((query) => `(${query})`),
      ),
    )
    .map((parts) => parts.join("")),
  query: joined(
    " ",
    sometimes(
      fc
        .tuple(fc.constantFrom("c0", "c1", "v_figure"), tie("query"))
        .map(([name, query]) => `WITH ${name} AS (${query})`),
      2,
    ),
    list(tie("scalar")).map((columns) => `SELECT ${columns}`),
    sometimes(
      tie("table").map((table) => `FROM ${table}`),
      9,
    ),
    sometimes(
      tie("condition").map((condition) => `WHERE ${condition}`),
      3,
    ),
    sometimes(fc.constantFrom("GROUP BY ALL", "GROUP BY n", "ORDER BY 1"), 2),
    sometimes(
      tie("query").map((query) => `UNION ALL ${query}`),
      1,
    ),
  ),
  statement: fc.oneof(
    { weight: 14, arbitrary: tie("query") },
    { weight: 2, arbitrary: fc.tuple(tie("query"), fc.constantFrom(...endings)).map((parts) => parts.join(" ")) },
    { weight: 1, arbitrary: fc.tuple(fc.constantFrom(...others), tie("query")).map((parts) => parts.join(" ")) },
    {
      weight: 1,
      arbitrary: fc
        .tuple(
          fc.constantFrom("DESC ", "DESCRIBE TABLE ", "EXISTS ", "EXISTS VIEW ", "SHOW TABLES FROM "),
          tie("table"),
        )
        .map((parts) => parts.join("")),
    },
    { weight: 1, arbitrary: fc.constantFrom(...wholes) },
    {
      weight: 2,
      arbitrary: fc
        .tuple(tie("query"), fc.constantFrom(...noise), fc.double({ min: 0, max: 1, noNaN: true }))
        .map(([text, part, where]) => {
          const at = Math.floor(where * text.length);
          return text.slice(0, at) + part + text.slice(at);
        }),
    },
  ),
}));

export const anyStatement: fc.Arbitrary<string> = statement;
