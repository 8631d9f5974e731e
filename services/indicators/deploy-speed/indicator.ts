import { defineIndicator } from "../indicator.ts";

export const deploySpeed = defineIndicator(import.meta.url, {
  code: "DEPLOY_SPEED",
  version: 1,
  history: [{ version: 1, methodology: 1, changed: "First version." }],
  title: "Days from initiation to trustworthy deployment",
  statement:
    "Half of the coalition's regulated workloads were deployed and independently evaluated within this many days of their initiation.",
  definition:
    "Over the regulated workloads with a version on the day whose initiated_on lies in the 1,096 days that end with the day. With e the earliest completed_on of its qualifying evaluations and t the later of deployed_on and e: an event after t - initiated_on days where both are given, t is not after the day and, for a retired workload, t is before retired_on; otherwise censored after min(day, retired_on) - initiated_on days. A negative duration makes a workload inconsistent, which is counted and is in nothing else. Published are n = events + censored, events, inconsistent, and the Kaplan-Meier times p25, median and p75: the smallest event time at which survival is at most 0.75, 0.5 and 0.25, events before censorings at a tie, null where it is not reached.",
  why: "Speed without evaluation is debt; evaluation without deployment is paper. This measures when both are done: the first headline.",
  how_to_read:
    "Fewer days are better. Workloads that still wait count as waiting for as long as they have: a null median says that fewer than half are estimated to have arrived. Look at n and events before you compare.",
  limits:
    "Dates are as reported; a date that a source gives as a month is read as its first day. The stage plays no part, and an evaluation that lapsed before the deployment still counts. Censoring is taken to say nothing about how long the rest would have taken.",
  source:
    "García-Herrero & Dutta, Programmable Sovereignty, sections 3.4, 4 and 7.5; E. L. Kaplan and P. Meier, Nonparametric Estimation from Incomplete Observations, Journal of the American Statistical Association 53 (1958), 457-481.",
  unit: "workload",
  form: "duration",
  has_functions: true,
});
