import { z } from "zod";
import { Workload } from "#schema/workload.ts";
import { compileGrammar, type ObjectRule } from "./grammar.ts";

/** The grammar of a workload record, from the one schema. */
export const workloadGrammar = (): ObjectRule => compileGrammar(z.toJSONSchema(Workload, { unrepresentable: "throw" }));
