import fc from "fast-check";
import { expect, test } from "vitest";
import { nameId } from "./name-id.ts";
import { slug } from "./slug.ts";

test.each([
  ["Acme, Inc.", "acme-inc"],
  ["Ministerie van Financiën", "ministerie-van-financien"],
  ["Åland Économie", "aland-economie"],
  ["Straßenbau Łódź, Ærø & Œuvre", "strassenbau-lodz-aero-oeuvre"],
  ["İstanbul", "istanbul"],
  ["ＦＵＬＬ　ｗｉｄｔｈ", "full-width"],
  ["文部科学省", ""],
  ["???", ""],
])("the id of %j is %j", (name, expected) => {
  expect(nameId(name)).toBe(expected);
});

test("names that differ only behind the 64th character, or only in letters that are not Latin, are two ids", () => {
  const long = "Ministerie van Binnenlandse Zaken en Koninkrijksrelaties, directie ";
  const ids = ["内務省 AI", "外務省 AI", `${long}Noord`, `${long}Zuid`].map(nameId);
  expect(new Set(ids).size).toBe(4);
  for (const id of ids) expect(id).toMatch(/^[a-z0-9][a-z0-9-]{0,63}$/);
  expect(ids[0]).toMatch(/^ai-[0-9a-f]{8}$/);
  expect(ids[2]).toMatch(/^ministerie-van-binnenlandse-zaken-en-koninkrijksrelatie-[0-9a-f]{8}$/);
  // As before: neither case nor punctuation tells two names apart.
  expect(nameId(`${long.toUpperCase()} – noord`)).toBe(ids[2]);
});

test("plain names that are short enough keep the ids that they had, and every id is its own id", () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 64 }), (name) => {
      expect(nameId(name)).toBe(slug(name));
    }),
  );
  fc.assert(
    fc.property(fc.string({ unit: "grapheme", maxLength: 100 }), (name) => {
      const id = nameId(name);
      expect(id).toMatch(/^(?:[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?)?$/);
      expect(nameId(id)).toBe(id);
    }),
  );
});
