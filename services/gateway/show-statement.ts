import type { Catalogue } from "./catalogue.ts";
import { denied, GatewayException } from "./exception.ts";
import { isKeyword, nameOf, type Token } from "./tokens.ts";

/**
 * SHOW and EXISTS as a SELECT over the stand-ins of `system`, which know what the key may see; nothing for another statement. Of what is
 * written only names that are compared, texts that the engine's lexer cut and numbers are taken over.
 */
export function selectOfShow(
  tokens: readonly Token[],
  { catalogue, standIns }: { catalogue: Catalogue; standIns: string },
): string | undefined {
  const [first, second, ...rest] = tokens;
  if (isKeyword(first, "EXISTS")) return existsOf([second, ...rest], { catalogue, standIns });
  if (!isKeyword(first, "SHOW")) return undefined;
  if (isKeyword(second, "DATABASES")) return `SELECT name FROM ${standIns}.databases${filterOf(rest)}`;
  if (!isKeyword(second, "TABLES")) throw denied("Of SHOW only DATABASES and TABLES are answered here");
  const [from, name, ...filter] = rest;
  if (!isKeyword(from, "FROM")) return `SELECT name FROM ${standIns}.tables${filterOf(rest)}`;
  if (nameOf(name) !== catalogue.database)
    throw new GatewayException("UNKNOWN_DATABASE", `Database ${nameOf(name)} does not exist`);
  return `SELECT name FROM ${standIns}.tables${filterOf(filter)}`;
}

/** `[NOT] [I]LIKE 'text'` and `LIMIT number`, both optional, and nothing else. */
function filterOf(tokens: readonly Token[]): string {
  const rest = [...tokens];
  let filter = "";
  const isNot = isKeyword(rest[0], "NOT");
  const like = rest[isNot ? 1 : 0];
  const pattern = rest[isNot ? 2 : 1];
  if ((isKeyword(like, "LIKE") || isKeyword(like, "ILIKE")) && pattern?.type === "StringLiteral") {
    filter += ` WHERE name ${isNot ? "NOT " : ""}${isKeyword(like, "LIKE") ? "LIKE" : "ILIKE"} ${pattern.text}`;
    rest.splice(0, isNot ? 3 : 2);
  }
  filter += " ORDER BY name";
  const [limit, count] = rest;
  if (isKeyword(limit, "LIMIT") && count && /^\d{1,9}$/.test(count.text)) {
    filter += ` LIMIT ${count.text}`;
    rest.splice(0, 2);
  }
  if (rest.length > 0) throw denied("This form of SHOW is not answered here");
  return filter;
}

/** Another's table exists no more than one that nobody has. */
function existsOf(
  [kind, ...name]: readonly (Token | undefined)[],
  { catalogue, standIns }: { catalogue: Catalogue; standIns: string },
): string {
  if (!isKeyword(kind, "TABLE") && !isKeyword(kind, "VIEW"))
    throw denied("Of EXISTS only TABLE and VIEW are answered here");
  const isQualified = name.length === 3 && name[1]?.type === "Dot";
  if (name.length !== 1 && !isQualified) throw denied("This form of EXISTS is not answered here");
  const isOurs = !isQualified || nameOf(name[0]) === catalogue.database;
  const table = isOurs ? nameOf(name.at(-1)) : undefined;
  const isThere = table !== undefined && catalogue.views.has(table);
  return `SELECT toUInt8(count()) AS result FROM ${standIns}.tables WHERE ${isThere ? `name = '${table}'` : "0"}`;
}
