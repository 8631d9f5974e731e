import type { CheckedFile, Placed } from "./checked-file.ts";

/** A fault or a warning as every form of report needs it. */
export interface Reported {
  severity: "error" | "warning";
  line: number;
  column: number | null;
  /** Header of the column of a table that was mapped. */
  column_name: string | null;
  agency: string | null;
  /** The workload's id. */
  id: string | null;
  /** RFC 6901 into the record; empty for the whole of it. */
  pointer: string;
  code: string;
  message: string;
  expected: string | null;
  found: string | null;
  remedy: string;
  /** Given when it is not the checked file that the line counts in. */
  file?: string;
}

/** Everything that the rules found in a file, in the order of its lines. */
export function findingsOf({ errors, warnings }: CheckedFile): Reported[] {
  return [
    ...Array.from(errors, (error) => reported(error, "error")),
    ...Array.from(warnings, (warning) => reported(warning, "warning")),
  ].sort((left, right) => left.line - right.line || (left.column ?? 0) - (right.column ?? 0));
}

export function reported(placed: Placed, severity: Reported["severity"]): Reported {
  const {
    line,
    column,
    columnName: column_name = null,
    agency = null,
    id = null,
    pointer,
    code,
    message,
    remedy,
  } = placed;
  // What was expected never has these words in it; what was found may.
  const [, expected = null, found = null] = /^expected (.*?), found (.*)$/s.exec(message) ?? [];
  return { severity, line, column, column_name, agency, id, pointer, code, message, expected, found, remedy };
}

/** Whose and which value: `agency workload /pointer`. */
export const subjectOf = ({ agency, id, pointer }: Pick<Reported, "agency" | "id" | "pointer">): string =>
  [agency, id, pointer === "" ? "(whole record)" : pointer].filter((part) => part !== null).join(" ");
