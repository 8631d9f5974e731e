import { expect, test } from "vitest";
import { acceptedLanguage } from "./language.ts";

test("the language is the one that the browser prefers of those there are; else English", () => {
  expect(acceptedLanguage("fr-CH, fr;q=0.9, en;q=0.8, de;q=0.7")).toBe("fr");
  expect(acceptedLanguage("de, en;q=0.3, fr;q=0.7")).toBe("fr");
  expect(acceptedLanguage("fr;q=0, en;q=0.1")).toBe("en");
  expect(acceptedLanguage("nl, constructor")).toBe("en");
  expect(acceptedLanguage(undefined)).toBe("en");
});
