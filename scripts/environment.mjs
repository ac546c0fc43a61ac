/** What the web server needs in its environment: port, address, secret. */
import { randomBytes } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import path from "node:path";
import { fail, ROOT } from "./installed.mjs";

const FIRST_PORT = 3000;
const LAST_PORT = 3099;

/** State folder, absolute. */
export const homeOf = (env) => path.resolve(ROOT, env.CHAINWRIGHT_HOME || ".chainwright");

/** The environment of the server, and where people find it. */
export async function serverEnvironment(env) {
  const host = env.HOST || "127.0.0.1";
  const port = env.PORT ? Number(env.PORT) : await freePort(host);
  if (!Number.isInteger(port) || port < 1 || port > 65_535)
    fail(`PORT is "${env.PORT}". It has to be a number from 1 to 65535.`);
  if (env.PORT && !(await isFree(host, port)))
    fail(`Port ${port} is taken. Set another PORT, or none: then the next free one is used.`);
  const home = homeOf(env);
  const url = env.CHAINWRIGHT_URL || `http://localhost:${port}`;
  return {
    ...{ host, port, home, url },
    env: {
      ...env,
      PORT: String(port),
      HOST: host,
      CHAINWRIGHT_HOME: home,
      NEXTAUTH_URL: url,
      NEXTAUTH_SECRET: env.NEXTAUTH_SECRET || secretIn(home),
      NEXT_MANUAL_SIG_HANDLE: "1",
      NEXT_TELEMETRY_DISABLED: "1",
    },
  };
}

async function freePort(host) {
  for (let port = FIRST_PORT; port <= LAST_PORT; port += 1) {
    if (await isFree(host, port)) {
      if (port !== FIRST_PORT) process.stderr.write(`Port ${FIRST_PORT} is taken; using ${port}.\n`);
      return port;
    }
  }
  return fail(`No port from ${FIRST_PORT} to ${LAST_PORT} is free. Set PORT.`);
}

function isFree(host, port) {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once("error", () => resolve(false));
    probe.listen(port, host, () => probe.close(() => resolve(true)));
  });
}

/** Signs the session cookies; made once and kept, so that people stay signed in over a restart. */
function secretIn(home) {
  const file = path.join(home, "secret");
  if (!existsSync(file)) {
    mkdirSync(home, { recursive: true });
    try {
      writeFileSync(file, randomBytes(32).toString("base64url"), { mode: 0o600, flag: "wx" });
    } catch (error) {
      if (error.code !== "EEXIST") throw error;
    }
  }
  return readFileSync(file, "utf8").trim();
}
