import { readFileSync } from "node:fs";
import { runbookPanelId, runbooksBoard } from "../alerts/rule-groups.ts";
import { alertRules } from "../alerts/rules.ts";
import { internalBoard } from "../board.ts";
import { textPanel } from "../panels/text-panel.ts";

const pageOf = (slug: string): string =>
  readFileSync(new URL(`../../docs/runbooks/${slug}.md`, import.meta.url), "utf8")
    // The panel has the title already.
    .replace(/^# .*\n+/, "")
    .trimEnd();

/** What to do when an alert came: the pages of docs/runbooks, where whoever gets it can read them. */
export const runbooks = internalBoard(
  {
    uid: runbooksBoard,
    title: "Runbooks",
    description: "An alert came: what does it mean, and what is to be done?",
  },
  [
    {
      panels: alertRules.map((rule) =>
        textPanel({
          id: runbookPanelId(rule),
          span: 12,
          height: 14,
          title: rule.title,
          description: `What to do about “${rule.title}”.`,
          markdown: pageOf(rule.slug),
        }),
      ),
    },
  ],
);
