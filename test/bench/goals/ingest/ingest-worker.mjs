// As services/ingest/validation-worker.mjs: a worker's entry cannot be TypeScript on Node 20.
import { register } from "tsx/esm/api";

register();
await import("./ingest-thread.ts");
