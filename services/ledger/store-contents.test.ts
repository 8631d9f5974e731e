import { createHash } from "node:crypto";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { openTestPostgres } from "#test/support/stores.ts";
import { type ContentChunk, type Contents, findContents, storeContents } from "./store-contents.ts";

let postgres: Awaited<ReturnType<typeof openTestPostgres>>;
beforeAll(async () => {
  postgres = await openTestPostgres();
});
afterAll(() => postgres.close());
beforeEach(() => postgres.sql`TRUNCATE content`);

type Given = { workload: string; body: string; providers?: string[]; jurisdictions?: string[] };

/** Contents in chunks of three; `read` notes what is asked for. */
function contentsOf(given: readonly Given[], read: string[] = []): Contents {
  return {
    count: given.length,
    *chunks() {
      for (let at = 0; at < given.length; at += 3) yield chunkOf(given.slice(at, at + 3), read);
    },
  };
}

const chunkOf = (given: readonly Given[], read: string[]): ContentChunk => ({
  count: given.length,
  workload: (index) => given[index]!.workload,
  digest: (index) => createHash("sha256").update(given[index]!.body).digest("hex"),
  size: (index) => given[index]!.body.length,
  async read(indices, values) {
    const wanted = Array.from(indices, (index) => given[index]!);
    read.push(...wanted.map(({ workload }) => workload));
    const label = ({ providers = [], jurisdictions = [] }: Given): string =>
      `${providers.join(" ")}\t${jurisdictions.join(" ")}`;
    values.push(wanted.map(label).join("\n"), wanted.map(({ body }) => body).join("\n"));
  },
});

const given = (count: number, body = (index: number) => `{"id":"w${index}"}`): Given[] =>
  Array.from({ length: count }, (_, index) => ({ workload: `w${String(index).padStart(3, "0")}`, body: body(index) }));

const stored = () =>
  postgres.sql`SELECT agency, workload, body, providers, jurisdictions FROM content ORDER BY agency, workload, content_id`;

test("contents are stored once, with what they name, and come back by the version that they got", async () => {
  const contents = [
    { workload: "a", body: '{"id":"a","name":"é \\" \\\\n"}', providers: ["p1", "p2"], jurisdictions: ["NL"] },
    { workload: "b", body: "{}" },
    { workload: "c", body: "{}", jurisdictions: ["DE", "NL"] },
    { workload: "d", body: "{}" },
  ];
  const versions = await storeContents(postgres.sql, "tax", contentsOf(contents));
  expect(await stored()).toEqual(
    contents.map((each) => ({ agency: "tax", providers: [], jurisdictions: [], ...each })),
  );
  expect(new Set(versions).size).toBe(4);
  expect(await storeContents(postgres.sql, "tax", contentsOf(contents))).toEqual(versions);
  expect(await findContents(postgres.sql, "tax", contentsOf(contents))).toEqual(versions);
  expect(await stored()).toHaveLength(4);
});

test("what an agency said is not what another said, and a changed content is another version", async () => {
  const [before] = await storeContents(postgres.sql, "tax", contentsOf(given(1)));
  expect(await findContents(postgres.sql, "court", contentsOf(given(1)))).toEqual(Float64Array.of(0));
  expect(await findContents(postgres.sql, "tax", contentsOf(given(1, () => "{}")))).toEqual(Float64Array.of(0));
  const [after] = await storeContents(postgres.sql, "tax", contentsOf(given(1, () => "{}")));
  expect(after).not.toBe(before);
});

test("only what is missing is read", async () => {
  await storeContents(postgres.sql, "tax", contentsOf(given(10)));
  const changed = given(10, (index) => (index % 4 === 1 ? `{"id":"w${index}","name":"new"}` : `{"id":"w${index}"}`));
  const read: string[] = [];
  const versions = await storeContents(postgres.sql, "tax", contentsOf(changed, read));
  expect(read).toEqual(["w001", "w005", "w009"]);
  expect(versions).toEqual(await findContents(postgres.sql, "tax", contentsOf(changed)));
});

test("bodies of any size are stored, however many statements they take", async () => {
  const contents = given(7, (index) => `{"name":"${"x".repeat(index === 2 ? 1_000_000 : 100_000)}${index}"}`);
  const versions = await storeContents(postgres.sql, "tax", contentsOf(contents));
  expect((await stored()).map(({ body }) => body)).toEqual(contents.map(({ body }) => body));
  expect(versions).not.toContain(0);
});

test("nothing at all is stored for nothing", async () => {
  expect(await storeContents(postgres.sql, "tax", contentsOf([]))).toEqual(new Float64Array(0));
});

test("pushes that store the same contents at the same time get the same versions", async () => {
  const contents = contentsOf(given(60));
  const all = await Promise.all(Array.from({ length: 4 }, () => storeContents(postgres.sql, "tax", contents)));
  for (const versions of all) expect(versions).toEqual(all[0]);
  expect(await stored()).toHaveLength(60);
});
