import type { Board } from "./board.ts";
import { agency } from "./boards/agency.ts";
import { debt } from "./boards/debt.ts";
import { dependence } from "./boards/dependence.ts";
import { home } from "./boards/home.ts";
import { member } from "./boards/member.ts";
import { methodology } from "./boards/methodology.ts";
import { operations } from "./boards/operations.ts";
import { overview } from "./boards/overview.ts";
import { publicSummary } from "./boards/public-summary.ts";
import { quality } from "./boards/quality.ts";
import { runbooks } from "./boards/runbooks.ts";

/** Every board, in the order in which a newcomer meets them. */
export const boards: readonly Board[] = [
  home,
  overview,
  debt,
  dependence,
  quality,
  methodology,
  member,
  agency,
  operations,
  runbooks,
  publicSummary,
];
