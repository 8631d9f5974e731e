import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type CommandWorld, createCommandWorld } from "../testing/command-world.ts";
import { readMapping } from "./read-mapping.ts";

let world: CommandWorld;
beforeAll(async () => {
  world = await createCommandWorld();
});
afterAll(async () => world.remove());

const base = `version: 1
fields:
  id: {column: id}
  name: {constant: n}
  criticality: {constant: critical}
  stage: {constant: pilot}
`;

test.each<[string, string, string[]]>([
  [
    "the word none where [] is meant",
    `${base}  evaluations[0].status: {column: d, values: {No: none}}`,
    ['completed, waived, null (not reported) or [] (there is none), found "none"'],
  ],
  [
    "a value of the field for blank cells",
    base.replace("{constant: pilot}", "{column: d, blank: pilot}"),
    ["line 6: fields > stage > blank", 'that value under `values`, with the key ""'],
  ],
  [
    "a form of dates that there is not",
    `${base}  deployed_on: {column: d, date: YYYY_MM}`,
    ['"MMM D, YYYY", "YYYY-MM"'],
  ],
  [
    "a decision about blanks of what every workload needs",
    base.replace("{constant: pilot}", "{column: d, blank: DECIDE}"),
    ["line 6: fields > stage > blank: what does a blank cell mean: error, or a value of the field under `values`"],
  ],
])("%s is refused in words that lead to what is meant", async (_, mapping, said) => {
  const file = join(world.folder, "m.yaml");
  writeFileSync(file, mapping);
  const refusal = await readMapping(file).then(
    () => "read",
    (error: unknown) => String(error),
  );
  for (const each of said) expect(refusal).toContain(each);
});
