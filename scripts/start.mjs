/** `npm start`: installs, builds, serves. */
import { spawn } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { ensureBuilt } from "./built.mjs";
import { serverEnvironment } from "./environment.mjs";
import { HEAP_FLAGS } from "./heap-flags.mjs";
import { ensureInstalled, program, ROOT } from "./installed.mjs";
import { whenToldToEnd } from "./npm-shell.mjs";

ensureInstalled();
ensureBuilt();
const { env, host, port, home, url } = await serverEnvironment(process.env);
const server = spawn(
  process.execPath,
  [...HEAP_FLAGS, program("next", "dist", "bin", "next"), "start", "-p", String(port), "-H", host],
  {
    cwd: ROOT,
    env: { ...env, NODE_ENV: "production" },
    stdio: ["ignore", "pipe", "inherit"],
  },
);
// Next's own greeting names addresses that may not be the right ones; ours follows when the server answers.
server.stdout.on("data", (data) => {
  const lines = data.toString().split("\n");
  for (const line of lines) if (line.startsWith("{")) process.stdout.write(`${line}\n`);
});
let ended = false;
server.once("exit", (code, signal) => {
  ended = true;
  process.exitCode = code ?? (signal ? 1 : 0);
});
// A terminal sends Ctrl-C to both; a supervisor only to this process. The server closes once, however often it is told.
whenToldToEnd(() => server.kill("SIGTERM"));

await answering();
if (!ended) greet();

async function answering() {
  const address = host === "0.0.0.0" || host === "::" ? "127.0.0.1" : host;
  while (!ended) {
    const answer = await fetch(`http://${address}:${port}/api/health`).catch(() => null);
    if (answer?.ok) return;
    await new Promise((resolve) => setTimeout(resolve, 150));
  }
}

function greet() {
  const token = path.join(home, "setup-token");
  const lines = ["", `  Chainwright runs at ${url}`];
  if (existsSync(token)) {
    lines.push("", "  Create the administrator (this link works once):");
    lines.push(`  ${url}/setup?token=${readFileSync(token, "utf8").trim()}`);
  }
  lines.push("", `  State is in ${home}. Ctrl-C stops the server.`, "");
  process.stdout.write(`${lines.join("\n")}\n`);
}
