import { readFileSync } from "node:fs";

/** Who a push says it was sent by: the program and its version. */
export function senderName(): string {
  const text = readFileSync(new URL("../package.json", import.meta.url), "utf8");
  const { name, version } = JSON.parse(text) as { name: string; version: string };
  return `${name}/${version}`;
}
