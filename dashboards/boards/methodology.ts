import { internalBoard } from "../board.ts";
import { textPanel } from "../panels/text-panel.ts";
import { indicatorCodes, indicatorOf, indicatorWords, methodologyBoard } from "../words.ts";

/** The words of every indicator inside Grafana: where descriptions lead, whatever the address of the service is. */
export const methodology = internalBoard(
  {
    uid: methodologyBoard,
    title: "Methodology",
    description:
      "What does each figure mean, exactly? The same words are in docs/methodology and in GET /v1/indicators.",
  },
  [
    {
      panels: indicatorCodes.map((code) => {
        const { title, version, statement, definition, why, how_to_read, limits, source } = indicatorOf(code);
        const { panelId, formula, good } = indicatorWords[code];
        return textPanel({
          id: panelId,
          span: 12,
          height: 12,
          title,
          description: `What ${code} says, and how it is computed.`,
          markdown: `\`${code}\`, version ${version}

> ${statement}

**What.** ${definition}

**Formula.** ${formula}

**Why.** ${why}

**How to read it.** ${how_to_read}

**Good.** ${good}

**Limits.** ${limits}

**Source.** ${source}`,
        });
      }),
    },
  ],
);
