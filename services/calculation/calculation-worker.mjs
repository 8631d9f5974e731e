// A worker's entry cannot be TypeScript on Node 20: it registers the loader for its own thread and hands over. The loader for
// `require`, because the one for `import` starts a thread of its own beside each, of some 20 MiB.
import { createRequire } from "node:module";
import { register } from "tsx/cjs/api";

register();
createRequire(import.meta.url)("./calculation-thread.ts");
