const names = new Intl.DisplayNames(["en"], { type: "region" });

/** English name of a code of ISO 3166-1; of the empty one, which stands for what is unknown, just that. */
export const jurisdictionName = (code: string): string => (code === "" ? "Unknown" : (names.of(code) ?? code));
