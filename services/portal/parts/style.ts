import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

/** The one style sheet. Its address has its digest, so that browsers may keep it for good. */
export const style = readFileSync(fileURLToPath(new URL("./portal.css", import.meta.url)), "utf8");

export const styleAddress = `/portal/style-${createHash("sha256").update(style).digest("hex").slice(0, 12)}.css`;

/** A wheel, a quarter of it hatched: what is there and what is spare. */
export const icon =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><circle cx="16" cy="16" r="12" fill="none" stroke="#1d4e89" stroke-width="5"/><circle cx="16" cy="16" r="3.5" fill="#b3541e"/></svg>';
