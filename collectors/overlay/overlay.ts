/** What an overlay gives at a path: a value of the field, null (not reported), or a list as a whole. */
export type OverlayValue = string | number | boolean | null | readonly unknown[];

export interface OverlayEntry {
  path: string;
  value: OverlayValue;
  /** Line of the overlay's file. */
  line: number;
}

/** What an overlay says of one workload. */
export interface OverlayItem {
  id: string;
  /** Given when the overlay names agencies. */
  agency: string | undefined;
  line: number;
  entries: readonly OverlayEntry[];
}
