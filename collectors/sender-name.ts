import { readFileSync } from "node:fs";

/** The program's name and version, as reports and pushes give them. */
export function programManifest(): { name: string; version: string } {
  const text = readFileSync(new URL("../package.json", import.meta.url), "utf8");
  const { name, version } = JSON.parse(text) as { name: string; version: string };
  return { name, version };
}

/** Who a push says it was sent by. */
export function senderName(): string {
  const { name, version } = programManifest();
  return `${name}/${version}`;
}
