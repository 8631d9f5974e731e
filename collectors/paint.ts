/** Each puts a text into a colour, or leaves it as it is. */
export type Paint = Readonly<Record<"bold" | "red" | "green" | "yellow" | "grey", (text: string) => string>>;

/** Select Graphic Rendition of ECMA-48: what begins a rendition and what ends it. */
const renditions = {
  bold: [1, 22],
  red: [31, 39],
  green: [32, 39],
  yellow: [33, 39],
  grey: [90, 39],
} as const satisfies Record<keyof Paint, readonly [number, number]>;

export function paintFor(isColoured: boolean | undefined): Paint {
  const painter = (name: keyof Paint) => (text: string) => {
    const [begin, end] = renditions[name];
    return isColoured && text !== "" ? `\u001B[${begin}m${text}\u001B[${end}m` : text;
  };
  return {
    bold: painter("bold"),
    red: painter("red"),
    green: painter("green"),
    yellow: painter("yellow"),
    grey: painter("grey"),
  };
}
