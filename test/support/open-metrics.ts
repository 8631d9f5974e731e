export interface MetricSample {
  name: string;
  labels: Record<string, string>;
  value: number;
}

/** Metrics by the name of their family, without `_total` and the like. */
export type MetricFamilies = Map<string, { type: string; samples: MetricSample[] }>;

const suffixes: Record<string, readonly string[]> = {
  counter: ["_total", "_created"],
  gauge: [""],
  histogram: ["_bucket", "_sum", "_count", "_created"],
};
const sampleLine = /^([a-zA-Z_:][a-zA-Z0-9_:]*)(?:\{(.*)\})? (-?(?:\d+(?:\.\d+)?(?:e[+-]?\d+)?|Inf)|\+Inf|NaN)$/;
const labelPart = /([a-zA-Z_]\w*)="((?:[^"\\]|\\[\\"n])*)"(?:,|$)/y;

/** Reads OpenMetrics text by its rules; throws for what breaks one. */
export function parseOpenMetrics(text: string): MetricFamilies {
  if (!text.endsWith("\n# EOF\n")) throw new Error("does not end in # EOF");
  const lines = text.slice(0, -"# EOF\n".length).trimEnd().split("\n");
  const families: MetricFamilies = new Map();
  let current = "";
  const seen = new Set<string>();
  for (const line of lines) {
    const [, keyword, name = "", rest = ""] = /^# (HELP|TYPE|UNIT) (\S+) (.*)$/.exec(line) ?? [];
    if (keyword) {
      if (name !== current && families.has(name)) throw new Error(`${name} comes in two places`);
      current = name;
      const family = families.get(name) ?? { type: "unknown", samples: [] };
      families.set(name, family);
      if (keyword === "TYPE") family.type = rest;
      continue;
    }
    const [, sample, labelText = "", value = ""] = sampleLine.exec(line) ?? [];
    if (!sample) throw new Error(`no sample: ${line}`);
    const family = families.get(current);
    const allowed = suffixes[family?.type ?? ""]?.map((suffix) => `${current}${suffix}`) ?? [];
    if (!family || !allowed.includes(sample)) throw new Error(`${sample} is not of ${current}, a ${family?.type}`);
    if (seen.has(line.slice(0, line.lastIndexOf(" ")))) throw new Error(`twice: ${line}`);
    seen.add(line.slice(0, line.lastIndexOf(" ")));
    family.samples.push({ name: sample, labels: labelsOf(labelText), value: Number(value.replace("Inf", "Infinity")) });
  }
  return families;
}

function labelsOf(text: string): Record<string, string> {
  const labels: Record<string, string> = {};
  labelPart.lastIndex = 0;
  while (labelPart.lastIndex < text.length) {
    const [, name = "", value = ""] = labelPart.exec(text) ?? [];
    if (!name) throw new Error(`no labels: ${text}`);
    labels[name] = value;
  }
  return labels;
}
