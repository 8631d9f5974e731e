import { defineIndicator } from "../indicator.ts";

export const deploySpeed = defineIndicator(import.meta.url, {
  code: "DEPLOY_SPEED",
  version: 1,
  title: "Days from initiation to trustworthy deployment",
  statement:
    "Half of the coalition's regulated workloads were deployed with an independent evaluation within this many days.",
  definition:
    "Over regulated workloads with a version on the day that were initiated in the 1,096 days up to it. With e the earliest completion of a qualifying evaluation and t the later of deployed_on and e: an event after t - initiated_on days when both are given, t is not after the day and, where retired, before retired_on; otherwise censored after min(day, retired_on) - initiated_on days. A negative duration is counted as inconsistent and nowhere else. Published are the Kaplan-Meier times at which 25, 50 and 75 % have got there; null where that many have not.",
  why: "Speed without evaluation is debt, evaluation without deployment is paper. This measures both done: the first headline.",
  how_to_read:
    "Fewer days are better. Workloads that still wait count as waiting: a null median says that less than half have arrived. Look at n and events before comparing.",
  limits:
    "Days are as reported; those read as the first of a month are approximate. Stage plays no part, and an evaluation that lapsed later still counts as the first.",
  source:
    "García-Herrero & Dutta, Programmable Sovereignty, section 3.4; Kaplan & Meier, Journal of the American Statistical Association 53 (1958).",
  unit: "workload",
  form: "duration",
  has_functions: true,
});
