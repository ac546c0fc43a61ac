/** `npm run chainwright -- <command>`: the command-line program, in this process. */
import { pathToFileURL } from "node:url";
import { bundledCli } from "./bundled-cli.mjs";
import { homeOf } from "./environment.mjs";
import { ensureInstalled, ROOT } from "./installed.mjs";
import { whenNpmEnds } from "./npm-shell.mjs";

ensureInstalled();
process.env.CHAINWRIGHT_HOME = homeOf(process.env);
// Files that people name are meant from where they are: npm knows that, and goes to the project's folder.
process.env.CHAINWRIGHT_CWD = process.env.INIT_CWD ?? process.cwd();
process.chdir(ROOT);
process.setSourceMapsEnabled(true);
whenNpmEnds(() => process.kill(process.pid, "SIGTERM"));
await import(pathToFileURL(await bundledCli()).href);
