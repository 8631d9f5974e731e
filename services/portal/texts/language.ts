/** Languages of the portal, each by its own name. */
export const languages = { en: "English", fr: "Français" } as const;
export type Language = keyof typeof languages;

export const isLanguage = (name: string): name is Language => Object.hasOwn(languages, name);

/** The first language that an Accept-Language header prefers and the portal has; English when there is none. */
export function acceptedLanguage(header: string | undefined): Language {
  const asked = (header ?? "").split(",").map((part) => {
    const [tag = "", ...parameters] = part.trim().split(";");
    const quality = parameters.map((each) => /^\s*q=([\d.]+)\s*$/.exec(each)?.[1]).find((found) => found !== undefined);
    return { name: tag.split("-")[0]?.toLowerCase() ?? "", quality: quality === undefined ? 1 : Number(quality) };
  });
  const best = asked
    .filter(({ quality }) => quality > 0)
    .toSorted((left, right) => right.quality - left.quality)
    .find(({ name }) => isLanguage(name));
  return best && isLanguage(best.name) ? best.name : "en";
}
