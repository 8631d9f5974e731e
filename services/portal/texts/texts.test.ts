import { expect, test } from "vitest";
import { catalogue } from "#indicators/catalogue.ts";
import { languages, type Language } from "./language.ts";
import { textsOf } from "./texts.ts";

/** Every text by its path; functions are called with placeholders. */
function textsIn(value: unknown, path = ""): [path: string, text: string][] {
  if (typeof value === "string") return [[path, value]];
  if (typeof value === "function") return textsIn((value as (...words: string[]) => string)("%1", "%2"), path);
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([name, each]) => textsIn(each, `${path}.${name}`));
}

/** Words that both languages have, names, and what is typed into a terminal or stands in a file. */
const same = new Set([
  ".words.site.name",
  ".words.asof.date",
  ".words.share.exactly",
  ".words.share.certain",
  ".words.share.points",
  ".words.share.date",
  ".words.chart.coalition",
  ".words.scenario.minutes",
  ".words.indicator.code",
  ".words.indicator.version",
  ".words.indicator.source",
  ".words.indicator.versions",
  ".words.data.csv",
  ".words.data.json",
  ".words.data.column_list.3.1",
  ".words.signin.as.grafana",
  ".terms.layers.application",
  ".terms.layers.fabrication",
  ".terms.outcomes.audit",
  ".terms.outcomes.correction",
  ".terms.facts.alternative",
]);
const isCode = (path: string): boolean => /\.empty_steps\.\d$|\.column_list\.\d\.0$/.test(path);

test("French says everything that English says, in words of its own, with the same blanks", () => {
  const [english, french] = (["en", "fr"] as const).map((language) => textsIn(textsOf(language)));
  expect(french!.map(([path]) => path).sort()).toEqual(
    english!
      .filter(([path]) => !isEnglishOnly(path))
      .map(([path]) => path)
      .sort(),
  );
  const said = new Map(french);
  for (const [path, text] of english!) {
    if (isEnglishOnly(path)) continue;
    const other = said.get(path) ?? "";
    const isOwn = same.has(path) || isCode(path) || other !== text;
    expect([path, other.trim() !== "", isOwn, blanksIn(other)]).toEqual([path, true, true, blanksIn(text)]);
  }
});

/** English takes an indicator's words from the indicator itself, which has more of them. */
const isEnglishOnly = (path: string): boolean => /^\.indicators\.\w+\.(?:code|source|unit|form|sql|history)/.test(path);

test.each(Object.keys(languages) as Language[])(
  "%s describes every indicator in the version that is published",
  (language) => {
    const { indicators } = textsOf(language);
    expect(Object.fromEntries(Object.entries(indicators).map(([code, { version }]) => [code, version]))).toEqual(
      Object.fromEntries(catalogue.map(({ code, version }) => [code, version])),
    );
  },
);

const blanksIn = (text: string): string[] => [...text.matchAll(/%\d/g)].map(String).sort();
