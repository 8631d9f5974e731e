/**
 * What a reader's statement may call. Written by hand: a function is here because boards or people exploring figures need it and
 * because it reads nothing but its arguments. Not here, for instance: `file` (reads any file), `dictGet` and `joinGet` (read tables),
 * `sleep`, `getSetting`, `hostName`, everything random, everything that parses states of aggregates.
 */
const scalar = [
  // comparison, logic, choice
  "equals notEquals less greater lessOrEquals greaterOrEquals isNotDistinctFrom isDistinctFrom and or not xor",
  "in notIn nullIn notNullIn exists like notLike ilike notILike match",
  "if multiIf caseWithExpression caseWithoutExpression coalesce ifNull nullIf isNull isNotNull isZeroOrNull assumeNotNull toNullable",
  "greatest least",
  // numbers
  "plus minus multiply divide intDiv intDivOrZero modulo moduloOrZero negate abs sign round roundBankers floor ceiling ceil truncate trunc",
  "sqrt cbrt exp exp2 exp10 log ln log2 log10 pow power isFinite isInfinite isNaN ifNotFinite",
  // conversion
  "CAST toString toFixedString toBool toUInt8 toUInt16 toUInt32 toUInt64 toInt8 toInt16 toInt32 toInt64 toFloat32 toFloat64",
  "toUInt8OrNull toUInt16OrNull toUInt32OrNull toUInt64OrNull toInt8OrNull toInt16OrNull toInt32OrNull toInt64OrNull",
  "toFloat32OrNull toFloat64OrNull toUInt64OrZero toInt64OrZero toFloat64OrZero toDecimal32 toDecimal64 toDecimal128",
  "toLowCardinality toTypeName toUUID toUUIDOrNull",
  // dates
  "toDate toDate32 toDateTime toDateTime64 toDateOrNull toDateTimeOrNull toDateTime64OrNull parseDateTimeBestEffort parseDateTimeBestEffortOrNull",
  "parseDateTime64BestEffort parseDateTime64BestEffortOrNull fromUnixTimestamp fromUnixTimestamp64Milli toUnixTimestamp toUnixTimestamp64Milli",
  "now now64 today yesterday makeDate makeDate32 makeDateTime",
  "toYear toQuarter toMonth toWeek toISOWeek toISOYear toYearWeek toDayOfYear toDayOfMonth toDayOfWeek toHour toMinute toSecond toYYYYMM toYYYYMMDD",
  "toStartOfYear toStartOfQuarter toStartOfMonth toStartOfWeek toStartOfDay toStartOfHour toStartOfMinute toStartOfFiveMinutes",
  "toStartOfFifteenMinutes toStartOfSecond toStartOfInterval toStartOfTenMinutes toStartOfMillisecond",
  "toLastDayOfMonth toLastDayOfWeek toMonday toTimeZone timeZone timezone dateDiff date_diff age dateTrunc date_trunc dateName monthName formatDateTime",
  "addYears addQuarters addMonths addWeeks addDays addHours addMinutes addSeconds",
  "subtractYears subtractQuarters subtractMonths subtractWeeks subtractDays subtractHours subtractMinutes subtractSeconds",
  "toIntervalYear toIntervalQuarter toIntervalMonth toIntervalWeek toIntervalDay toIntervalHour toIntervalMinute toIntervalSecond toIntervalMillisecond",
  // text
  "concat concatWithSeparator substring substr substringUTF8 left right leftUTF8 rightUTF8 length lengthUTF8 empty notEmpty",
  "lower upper lowerUTF8 upperUTF8 initcap trim trimBoth trimLeft trimRight ltrim rtrim reverse",
  "replace replaceAll replaceOne replaceRegexpAll replaceRegexpOne extract position positionCaseInsensitive positionUTF8 locate",
  "startsWith endsWith splitByChar splitByString arrayStringConcat leftPad leftPadUTF8 rightPad rightPadUTF8",
  "formatReadableQuantity formatReadableTimeDelta formatReadableSize",
  // lists and tuples
  "array tuple map arrayElement tupleElement mapKeys mapValues mapContains mapFromArrays untuple lambda arrayJoin range",
  "has hasAny hasAll indexOf countEqual arrayMap arrayFilter arrayExists arrayAll arrayCount arraySum arrayAvg arrayMin arrayMax",
  "arrayFirst arrayFirstIndex arrayLast arraySort arrayReverseSort arrayReverse arrayDistinct arrayUniq arrayEnumerate arrayConcat arraySlice",
  "arrayPushBack arrayPushFront arrayCumSum arrayDifference arrayZip arrayFlatten arrayResize arrayIntersect arrayCompact arrayWithConstant",
  // about the statement itself
  "version grouping identity materialize bar",
];

const aggregate = [
  "count sum min max avg any anyLast argMin argMax uniq uniqExact median quantile quantileExact quantiles quantilesExact",
  "quantileExactInclusive quantileExactLow quantileExactHigh quantileInterpolatedWeighted quantileExactWeighted medianExact",
  "sumWithOverflow sumKahan avgWeighted stddevPop stddevSamp varPop varSamp corr covarPop covarSamp simpleLinearRegression skewPop skewSamp kurtPop kurtSamp",
  "groupArray groupUniqArray groupArraySorted groupArrayMovingAvg groupArrayMovingSum groupConcat topK first_value last_value deltaSum deltaSumTimestamp",
  "singleValueOrNull anyHeavy boundingRatio",
  "row_number rank dense_rank percent_rank cume_dist ntile lag lead lagInFrame leadInFrame nth_value",
];

/** Endings that make another aggregate of one; not those that give or take states. */
const combinators = ["If", "Distinct", "OrNull", "OrDefault", "Array"];

const words = (lines: readonly string[]): readonly string[] => lines.flatMap((line) => line.split(" "));
const lowerCase = (names: readonly string[]): ReadonlySet<string> => new Set(names.map((name) => name.toLowerCase()));

/** By their names in the engine. */
export const allowedFunctions: readonly string[] = [...words(scalar), ...words(aggregate)];

const scalarNames = lowerCase(words(scalar));
const aggregateNames = lowerCase(words(aggregate));

/** The engine takes the standard's functions in any case, others only as they are written; a test compares with its list. */
export function isFunctionAllowed(name: string): boolean {
  return scalarNames.has(name.toLowerCase()) || isAggregateAllowed(name);
}

function isAggregateAllowed(name: string): boolean {
  if (aggregateNames.has(name.toLowerCase())) return true;
  const ending = combinators.find((each) => name.length > each.length && name.endsWith(each));
  return ending !== undefined && isAggregateAllowed(name.slice(0, -ending.length));
}

const tableFunctions = lowerCase(["numbers", "generateSeries", "generate_series", "values", "SQLStandardValues"]);

/** Of those that stand in FROM. */
export const isTableFunctionAllowed = (name: string): boolean => tableFunctions.has(name.toLowerCase());

/** The functions whose second argument may be the name of a table. */
const membership = lowerCase(["in", "notIn", "nullIn", "notNullIn"]);
export const isMembership = (name: string): boolean => membership.has(name.toLowerCase());

const typeNames = new Set(
  (
    "Nullable LowCardinality Array Tuple Map String FixedString Bool UUID Date Date32 DateTime DateTime64 Time Time64 Nothing Enum Enum8 Enum16 Decimal " +
    "Decimal32 Decimal64 Decimal128 Int8 Int16 Int32 Int64 Int128 UInt8 UInt16 UInt32 UInt64 UInt128 Float32 Float64 " +
    "TEXT VARCHAR CHAR INTEGER INT BIGINT SMALLINT TINYINT REAL FLOAT DOUBLE PRECISION BOOLEAN TIMESTAMP UNSIGNED SIGNED"
  )
    .split(" ")
    .map((name) => name.toLowerCase()),
);

/**
 * Whether a type, or the columns of `values`, are made of plain types alone. Never the state of an aggregate: reading one from a text trusts
 * the text. In a list of columns every second word is a name, so `names` are words that are no types but may stand before one.
 */
export function isTypeAllowed(text: string, { withNames }: { withNames: boolean }): boolean {
  const bare = text.replace(/'(?:[^'\\]|\\.)*'/g, " "); // members of an Enum, time zones
  if (!/^[\w\s(),=-]*$/.test(bare)) return false;
  const names = [...bare.matchAll(/([A-Za-z_]\w*)(\s+(?=[A-Za-z_]))?/g)];
  return names.every(
    ([, name = "", followed]) => (withNames && followed !== undefined) || typeNames.has(name.toLowerCase()),
  );
}
