import { expect, test } from "vitest";
import { cursorOf, positionOf } from "#http/cursor.ts";

test("a cursor leads back to its position in its own list only", () => {
  const cursor = cursorOf("pushes of nl-tax", ["2026-01-01", "7"]);
  expect(positionOf("pushes of nl-tax", cursor)).toEqual(["2026-01-01", "7"]);
  for (const bad of [cursor.slice(0, -2), `${cursor}A`, "", "nonsense"])
    expect(() => positionOf("pushes of nl-tax", bad)).toThrow(
      expect.objectContaining({ code: "invalid-cursor" }) as Error,
    );
  expect(() => positionOf("pushes of nl-post", cursor)).toThrow(
    expect.objectContaining({ code: "invalid-cursor" }) as Error,
  );
});
