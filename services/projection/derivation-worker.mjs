// A worker's entry cannot be TypeScript on Node 20: it registers the loader for its own thread and hands over.
import { register } from "tsx/esm/api";

register();
await import("./derivation-thread.ts");
