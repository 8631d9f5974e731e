/** What every panel says of itself. An id is given once and never again to another panel: links and alerts name it. */
export interface PanelWords {
  id: number;
  title: string;
  /** `describe(...)` of words.ts. */
  description: string;
  /** Columns of the grid of 24. */
  span: number;
  /** Units of the grid, about 38 pixels each. */
  height?: number;
}

/** What stands where no number is: never 0. */
export const noValue = "not reported";
