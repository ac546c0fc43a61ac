/** `npm run screenshots`: a picture of every page, light and dark, wide and narrow, into `screenshots/`. */
import { ensureBuilt } from "./built.mjs";
import { ensureInstalled, runNode } from "./installed.mjs";

ensureInstalled();
ensureBuilt();
process.exitCode = runNode(["--import", "tsx", "scripts/pictures/main.ts", ...process.argv.slice(2)]);
