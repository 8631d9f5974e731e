import { catalogue } from "#indicators/catalogue.ts";
import type { Indicator } from "#indicators/indicator.ts";
import { versionsOf } from "#indicators/version-digests.ts";

/** One page an indicator, from the words and the SQL that compute it: `docs/methodology/`. The README there is written by hand. */
export function methodologyPages(): Map<string, string> {
  return new Map(catalogue.map((indicator) => [`docs/methodology/${pageName(indicator)}`, methodologyPage(indicator)]));
}

/** `EVAL_GAP` → `eval-gap.md`, beside the folder `services/indicators/eval-gap`. */
const pageName = ({ code }: Pick<Indicator, "code">): string => `${folderName(code)}.md`;
const folderName = (code: string): string => code.toLowerCase().replaceAll("_", "-");

function methodologyPage(indicator: Indicator): string {
  const { code, version, title, statement, definition, why, how_to_read, limits, source, unit, sql } = indicator;
  const versions = versionsOf(indicator).map(
    (each) => `| ${each.version} | ${each.methodology} | ${each.changed} | \`${each.digest}\` |`,
  );
  return `# ${title}

\`${code}\`, version ${version}. ${published[indicator.form]}
Given for ${indicator.has_functions ? "the coalition, members, agencies and functions" : "the coalition, members and agencies"}.

> ${statement}

**What.** ${definition}

**Why.** ${why}

**How to read it.** ${how_to_read}

**Limits.** ${limits}

**Source.** ${source}

Words in the sense of the [methodology](README.md): *critical*, *operating*, *evaluated*, *fallback*, *alternative* and
*qualifying* are defined in [section 4](README.md#4-workload-facts-on-a-date-d), *internal* in [section 2](README.md#2-parties).

## How ${unit === "agency" ? "an agency" : "a row of facts"} is judged

[\`outcome.sql\`](../../services/indicators/${folderName(code)}/outcome.sql); the names in it are explained in
[the README](README.md#how-an-indicators-sql-judges-a-row).

\`\`\`sql
${sql}
\`\`\`

## Versions

| version | since methodology | what changed | digest |
| --- | --- | --- | --- |
${versions.join("\n")}

The same words are served by \`GET /v1/indicators/${code}\`.
`;
}

const published: Record<Indicator["form"], string> = {
  share: "A share: `{lower, upper, value, n}`.",
  duration: "Days: `{n, events, inconsistent, p25, median, p75}`.",
  debt: "Items and days: `{testing, audit, unverified, correction, findings_unreported, pace}`.",
  classes:
    "Counts by scenario and class: `{scenario: {unaffected, continues_tested, continues_untested, interrupted, dark, unknown}}`.",
  concentration: "Indices by layer: `{layer: {workloads, hhi_provider, hhi_jurisdiction}}`.",
};
