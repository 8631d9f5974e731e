import { groupedDigits, textTable } from "../text-table.ts";

type Figures = Readonly<Record<string, unknown>>;
interface Share {
  lower: number | null;
  upper: number | null;
  /** The upper end; absent where a server leaves it out. */
  value?: number | null;
}

const head = ["figure", "before", "band", "after", "band", "moved"] as const;

/** An agency's figures without and with a push: every share with its band, of all other numbers those that move. */
export function figureMoves(before: Figures, after: Figures): string {
  const codes = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  if (codes.length === 0) return "";
  const shares = codes.filter((code) => isShare(before[code] ?? after[code]));
  const numbers = codes.flatMap((code) => numberRows(code, before[code], after[code]));
  const moved = numbers.filter(([, old, young]) => old !== young);
  const rows = [
    ...shares.map((code) => shareRow(code, before[code] as Share | undefined, after[code] as Share | undefined)),
    ...moved.map(([name, old, young]) => [
      name,
      counted(old),
      "",
      counted(young),
      "",
      signed((young ?? 0) - (old ?? 0), 9),
    ]),
  ];
  const still = numbers.length - moved.length;
  return (
    `The agency's own figures, before and after (shares in %, from what is certain to what is certain or not reported):\n` +
    (rows.length === 0 ? "" : textTable([head, ...rows])) +
    (still === 0 ? "" : `${groupedDigits(still)} other numbers do not move; --output json has all.\n`)
  );
}

const isShare = (figure: unknown): figure is Share =>
  typeof figure === "object" && figure !== null && "lower" in figure && "upper" in figure;

function shareRow(code: string, before: Share | undefined, after: Share | undefined): string[] {
  const [old, young] = [before?.value ?? before?.upper ?? null, after?.value ?? after?.upper ?? null];
  const moved = old === null || young === null ? "" : `${signed((young - old) * 100, 2)}`;
  return [code, percent(old), band(before), percent(young), band(after), old === young ? "" : moved];
}

const percent = (share: number | null): string => (share === null ? "no data" : (share * 100).toFixed(2));
const band = (share: Share | undefined): string =>
  share && share.lower !== null && share.upper !== null ? `${percent(share.lower)}–${percent(share.upper)}` : "";

/** Every number of a figure with its name; of a share only over how many it is. */
function numberRows(name: string, before: unknown, after: unknown): [name: string, before?: number, after?: number][] {
  if (isShare(before ?? after)) {
    const [old, young] = [before, after] as ({ n?: number } | undefined)[];
    return [[`${name} n`, old?.n, young?.n]];
  }
  const [old, young] = [membersOf(before), membersOf(after)];
  if (!old && !young)
    return typeof before === "number" || typeof after === "number" ? [[name, numberOf(before), numberOf(after)]] : [];
  const names = [...new Set([...Object.keys(old ?? {}), ...Object.keys(young ?? {})])];
  return names.flatMap((member) => numberRows(`${name} ${member}`, old?.[member], young?.[member]));
}

const membersOf = (value: unknown): Record<string, unknown> | undefined =>
  typeof value === "object" && value !== null ? (value as Record<string, unknown>) : undefined;
const numberOf = (value: unknown): number | undefined => (typeof value === "number" ? value : undefined);
const counted = (value: number | undefined): string => (value === undefined ? "no data" : groupedDigits(value));

function signed(value: number, digits: number): string {
  const rounded = Number(value.toFixed(digits));
  return rounded === 0 ? "" : `${rounded > 0 ? "+" : "−"}${groupedDigits(Math.abs(rounded))}`;
}
