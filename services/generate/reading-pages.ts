import { mappingOf, type ReadingWords } from "#schema/reading-words.ts";

/** `error`, `warning` or both. */
export const severityOf = ({ error, warning }: ReadingWords): string =>
  [error && "error", warning && "warning"].filter(Boolean).join(", ");

export function readingPage(code: string, words: ReadingWords): string {
  const { error, warning, meaning, remedy, wrong, right } = words;
  const kinds = [
    error && `**Error**: the file is refused before anything is sent. ${error}`,
    warning && `**Warning**: the file is sent, and the push keeps how many there were. ${warning}`,
  ].filter(Boolean);
  return `# ${code}

${kinds.join("\n\n")}

${meaning}

## Wrong

${fence("", wrong)}${besideText(words)}

## Right

${fence("", right)}

## What to do

${remedy}

**\`check --fix\`.** It does nothing here: what is meant is yours to say, and a table is corrected in its own program.

[All rules](README.md) · [mapping and overlay](../mapping.md) · [published inventories](../presets.md) · [check](../collectors.md#check)
`;
}

/** What the lines are read by, where that makes them wrong. */
function besideText(words: ReadingWords): string {
  const yaml = mappingOf(words);
  return [
    yaml === "" ? "" : `\n\nread by a mapping with\n\n${fence("yaml", yaml)}`,
    words.overlay === undefined ? "" : `\n\nwith the overlay\n\n${fence("", words.overlay)}`,
  ].join("");
}

const fence = (form: string, lines: string): string => `\`\`\`${form}\n${lines}\n\`\`\``;
