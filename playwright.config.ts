import path from "node:path";
import { defineConfig } from "@playwright/test";
import { freePort } from "./e2e/fixtures/free-port";
import { makeHome, removeAtExit } from "./e2e/fixtures/home";
import { findBrowser } from "./server/tools/browser/executable";

/** A server of its own on a state folder of its own; workers inherit both from the first process that reads this. */
process.env.E2E_HOME ??= temporaryHome();
process.env.E2E_PORT ??= freePort();
/** Where journeys receive what steps send: the one private address that the server may reach beside its own. */
process.env.E2E_RECEIVER_PORT ??= freePort();
const browser = await findBrowser({ home: path.join(import.meta.dirname, ".chainwright/test"), env: process.env });

export default defineConfig({
  testDir: "e2e",
  outputDir: "test-results/e2e",
  fullyParallel: false,
  // One for the journeys on the common server, beside one for those that start, kill and move a server of their own.
  workers: 2,
  forbidOnly: Boolean(process.env.CI),
  timeout: 60_000,
  expect: { timeout: 15_000 },
  use: {
    baseURL: `http://localhost:${process.env.E2E_PORT}`,
    viewport: { width: 1440, height: 900 },
    // A trace of each test takes a quarter of the time: only who looks for a failure wants one.
    trace: process.env.E2E_TRACE ? "retain-on-failure" : "off",
    screenshot: "only-on-failure",
    launchOptions: {
      executablePath: browser.path,
      env: { ...definedOnly(process.env), ...browser.env },
      args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"],
    },
  },
  // What has the same dependencies runs side by side.
  projects: [
    { name: "setup", testMatch: "setup.spec.ts", workers: 1 },
    { name: "journeys", testIgnore: ["setup.spec.ts", "own-server/**"], dependencies: ["setup"], workers: 1 },
    { name: "own server", testMatch: "own-server/**", dependencies: ["setup"], workers: 1 },
  ],
  webServer: {
    command: "node scripts/start.mjs",
    url: `http://127.0.0.1:${process.env.E2E_PORT}/api/health`,
    timeout: 240_000,
    gracefulShutdown: { signal: "SIGTERM", timeout: 15_000 },
    env: {
      ...definedOnly(process.env),
      PORT: process.env.E2E_PORT,
      CHAINWRIGHT_HOME: process.env.E2E_HOME,
      CHAINWRIGHT_ALLOW_HOSTS: `127.0.0.1:${process.env.E2E_RECEIVER_PORT}`,
      CHAINWRIGHT_HOOK_HOSTS: "127.0.0.1",
      CHAINWRIGHT_HOOK_ENV: "E2E_RECEIVER",
      E2E_RECEIVER: `http://127.0.0.1:${process.env.E2E_RECEIVER_PORT}`,
      CHAINWRIGHT_LOG_LEVEL: "warn",
    },
  },
});

/** Removed when this process ends: only then has the server stopped that lives in it. */
function temporaryHome(): string {
  const home = makeHome("e2e");
  removeAtExit(home);
  return home;
}

function definedOnly(env: NodeJS.ProcessEnv): Record<string, string> {
  return Object.fromEntries(Object.entries(env).filter((entry): entry is [string, string] => entry[1] !== undefined));
}
