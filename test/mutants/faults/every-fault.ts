import type { Fault } from "../fault.ts";
import { indicatorFaults } from "./indicator-faults.ts";
import { intervalFaults } from "./interval-faults.ts";
import { storeFaults } from "./store-faults.ts";
import { workloadFaults } from "./workload-faults.ts";

/** In the order of the methodology, roughly: a fault is added to the list of its subject. */
export const everyFault: readonly Fault[] = [...workloadFaults, ...intervalFaults, ...indicatorFaults, ...storeFaults];
