import { internalBoard } from "../board.ts";
import { coverageStat } from "../panels/coverage-panels.ts";
import { shareStat } from "../panels/share-stat.ts";
import { speedStat } from "../panels/headline-speed.ts";
import { textPanel } from "../panels/text-panel.ts";

const guide = textPanel({
  id: 5,
  span: 14,
  height: 15,
  title: "Where to look",
  description: "Which board answers which question.",
  markdown: `Sparewheel measures how far the public services of a coalition of states depend on AI that others can withdraw.

| you ask | board |
| --- | --- |
| How exposed are we, and does it get better? | [Coalition overview](d/sw-coalition-overview) |
| How does one member stand, and which of its agencies is it? | [Member](d/sw-party-member) |
| What did one agency file, and what did that change? | [Agency](d/sw-party-agency) |
| How much checking and mending is owed, and where has it waited longest? | [Reliability debt](d/sw-coalition-debt) |
| What would stop if a provider or a jurisdiction withdrew? | [Dependence and withdrawal](d/sw-coalition-dependence) |
| How far can all of that be trusted? | [Data quality](d/sw-coalition-quality) |
| What does a figure mean, exactly? | [Methodology](d/sw-coalition-methodology) |
| Is the service well? | [Operations](d/sw-service-operations) |
| An alert came: what now? | [Runbooks](d/sw-service-runbooks) |
| What may everybody see? | [Public summary](d/sw-public-summary) |

A name in a table leads on: from the coalition to a member, from a member to an agency. The menu **Boards** at the top keeps time and choices.`,
});

const reading = textPanel({
  id: 6,
  span: 10,
  height: 15,
  title: "How to read a share",
  description: "What value, band, denominator and coverage say.",
  markdown: `**Share** is the upper end of its band: what nobody reported counts as not done. **certain** is the lower end: what is known to be missing.
Between them lies what agencies did not report.

- A **wide band** is a statement about reporting. Look at *Data quality*.
- A **gap in a line** means that nothing was there to count or nobody reported; it is never zero.
- **of** is how many workloads the share is of. Shares of few say little.
- **Coverage** stands beside: a silent agency keeps its last words in every figure.
- Every panel says in its **(i)** what it is, the formula, and what good looks like.

Figures are of today, as known at the last filing that was projected; past month ends are what is known of them now, not what was known then.
Where they changed, *Data quality* shows when and why.`,
});

/** The first thing that anybody sees. */
export const home = internalBoard(
  {
    uid: "sw-coalition-home",
    title: "Start here",
    description: "Which board answers which question, and how is a share read?",
  },
  [
    {
      panels: [
        speedStat("coalition", { id: 1, span: 6 }),
        shareStat("UNPROTECTED", "coalition", { id: 2, span: 6 }),
        shareStat("ALTERNATIVE_GAP", "coalition", { id: 3, span: 6 }),
        coverageStat("coalition", { id: 4, span: 6 }),
        guide,
        reading,
      ],
    },
  ],
);
