/** A worker without hooks, run with `node --import tsx worker.ts`. */
import { runWorker } from "./worker-main";

await runWorker();
