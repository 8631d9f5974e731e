/** What the script of k6 is given as a file: k6 has no other door. Types alone, because k6 strips them and runs nothing of Node. */
export interface PreparedLoad {
  url: string;
  /** The most that may be, in milliseconds. */
  thresholds: LoadThresholds;
  agencies: PreparedAgency[];
}

export interface LoadThresholds {
  p95_ms: number;
  p99_ms: number;
}

export interface PreparedAgency {
  id: string;
  token: string;
  /** In the order of sending; the first is sent once more at the end, under its id. */
  pushes: { push_id: string; body: string; digest: string }[];
}
