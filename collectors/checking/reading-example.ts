/** What a page about a code of reading shows beyond the code itself. A test checks that the examples are what they say. */
export interface ReadingExample {
  /** Why it is told, or what follows from it. */
  meaning: string;
  /** Lines of a table (or of NDJSON) about which the code is told. */
  wrong: string;
  /** The same as it should be. */
  right: string;
  /** Lines of the mapping under `fields` that the example is read by, when they matter. */
  mapping?: string;
  /** Agency of the mapping, when it matters: YAML. */
  agency?: string;
  /** Lines of the overlay (CSV) that is laid over the wrong and the right example. */
  overlay?: string;
  /** It is told of a published inventory or a spreadsheet, or is shortened, so that no test can read it. */
  isSketch?: true;
}
