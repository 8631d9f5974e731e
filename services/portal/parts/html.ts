import type { HtmlEscapedString } from "hono/utils/html";

/** Markup that the tag `html` of hono made: values in it were escaped. */
export type Html = HtmlEscapedString | Promise<HtmlEscapedString>;
