import { z } from "zod";

/**
 * COFOG 1999 (United Nations, Classifications of Expenditure According to Purpose): how many classes each group of a
 * division has; 0 is a group with the one class `.0`. Division `01` first, group `NN.1` first.
 */
const classesOfGroups: readonly (readonly number[])[] = [
  [3, 2, 3, 0, 0, 0, 0, 0],
  [0, 0, 0, 0, 0],
  [0, 0, 0, 0, 0, 0],
  [2, 3, 6, 3, 5, 0, 4, 7, 0],
  [0, 0, 0, 0, 0, 0],
  [0, 0, 0, 0, 0, 0],
  [3, 4, 4, 0, 0, 0],
  [0, 0, 0, 0, 0, 0],
  [2, 2, 0, 2, 0, 0, 0, 0],
  [2, 0, 0, 0, 0, 0, 0, 0, 0],
];

const codes: string[] = classesOfGroups.flatMap((groups, index) => {
  const division = String(index + 1).padStart(2, "0");
  const classesOf = (group: string, count: number): string[] =>
    count === 0 ? [`${group}.0`] : Array.from({ length: count }, (_, at) => `${group}.${at + 1}`);
  return [
    division,
    ...groups.flatMap((count, at) => [`${division}.${at + 1}`, ...classesOf(`${division}.${at + 1}`, count)]),
  ];
});

/** Government function served: a COFOG 1999 division `NN`, group `NN.N` or class `NN.N.N`. */
export const GovernmentFunction = z.enum(codes).meta({ id: "GovernmentFunction" });

/** The ten divisions, `01` to `10`. */
export const divisions: readonly string[] = classesOfGroups.map((_, index) => String(index + 1).padStart(2, "0"));

/** Titles of the divisions in COFOG 1999, and what stands for a function that is not reported. */
export const divisionNames: Readonly<Record<string, string>> = {
  "01": "General public services",
  "02": "Defence",
  "03": "Public order and safety",
  "04": "Economic affairs",
  "05": "Environmental protection",
  "06": "Housing and community amenities",
  "07": "Health",
  "08": "Recreation, culture and religion",
  "09": "Education",
  "10": "Social protection",
  none: "Function not reported",
};
