/** `npm run dev`: the web server with hot reload, started again when what runs beside the pages changes. */
import { spawn } from "node:child_process";
import { watch } from "node:fs";
import path from "node:path";
import { serverEnvironment } from "./environment.mjs";
import { ensureInstalled, program, ROOT } from "./installed.mjs";
import { whenToldToEnd } from "./npm-shell.mjs";

/** Hot reload does not open the app again: a change in here needs a new process. */
const RESTART_FOR = ["server/engine", "server/tools", "server/scheduler", "server/core", "server/boot.ts"];

ensureInstalled();
const { env, host, port } = await serverEnvironment(process.env);
let child = null;
let restarting = null;

function start() {
  child = spawn(process.execPath, [program("next", "dist", "bin", "next"), "dev", "-p", String(port), "-H", host], {
    cwd: ROOT,
    env,
    stdio: "inherit",
  });
  child.once("exit", (code) => (restarting ? start() : process.exit(code ?? 0)));
  restarting = null;
}

function restart(_event, file) {
  if (restarting || /\.test\.ts$/.test(file ?? "")) return;
  restarting = setTimeout(() => child.kill("SIGTERM"), 200);
}

for (const place of RESTART_FOR) watch(path.join(ROOT, place), { recursive: true }, restart);
whenToldToEnd(() => child.kill("SIGTERM"));
start();
