import { access, constants, mkdir, statfs } from "node:fs/promises";
import type { Command } from "commander";
import { type Config, readConfig } from "../../server/config";
import { findBrowser } from "../../server/tools/browser/executable";
import { llmSettings } from "../../server/tools/llm/settings";
import { type Check, checkDisk, checkLines, checkNode } from "../checks";
import { EXIT } from "../exit-codes";
import { printJson, printLines } from "../print";
import { type OpenServices, withServices } from "../services-session";

/** `doctor`: looks at everything that the server needs and says what to do. */
export function addDoctor(program: Command, open: OpenServices): void {
  program
    .command("doctor")
    .description("check Node, configuration, folder, disk, database and browser")
    .option("--json", "print a JSON array")
    .action(async ({ json }: { json?: boolean }) => {
      const checks = await lookAtEverything(open);
      if (json) printJson(checks);
      else printLines(checkLines(checks));
      process.exitCode = checks.some(({ status }) => status === "problem") ? EXIT.failed : EXIT.ok;
    });
}

async function lookAtEverything(open: OpenServices): Promise<Check[]> {
  const node = checkNode(process.versions.node);
  const { config, check } = configuration();
  if (config === null) return [node, check];
  const home = await folder(config.CHAINWRIGHT_HOME);
  if (home.status === "problem") return [node, check, home];
  const disk = await diskSpace(config.CHAINWRIGHT_HOME);
  return [node, check, home, disk, await database(config, open), await browser(config), llm(config)];
}

function configuration(): { config: Config | null; check: Check } {
  try {
    const config = readConfig(process.env);
    return { config, check: { name: "Configuration", status: "ok", message: "the environment can be used" } };
  } catch (error) {
    const todo = "Correct these variables, or remove them.";
    return { config: null, check: { name: "Configuration", status: "problem", message: messageOf(error), todo } };
  }
}

async function folder(home: string): Promise<Check> {
  try {
    await mkdir(home, { recursive: true });
    await access(home, constants.W_OK);
    return { name: "State folder", status: "ok", message: home };
  } catch (error) {
    const todo = "Give this account the right to write there, or set CHAINWRIGHT_HOME to another folder.";
    return { name: "State folder", status: "problem", message: `${home} cannot be written: ${messageOf(error)}`, todo };
  }
}

async function diskSpace(home: string): Promise<Check> {
  const { bavail, bsize } = await statfs(home);
  return checkDisk(bavail * bsize, home);
}

async function database(config: Config, open: OpenServices): Promise<Check> {
  const where = config.DATABASE_URL ? "the one of DATABASE_URL" : "the embedded one";
  try {
    const empty = await withServices(open, { engine: false }, (services) => services.accounts.needsSetup());
    const note = empty ? "; nobody has an account yet" : "";
    return { name: "Database", status: "ok", message: `${where} answers${note}` };
  } catch (error) {
    const todo = config.DATABASE_URL
      ? "Check DATABASE_URL, and that the server runs and lets this account in."
      : "See the log in the state folder. `npm run db:stop`, then try again.";
    return { name: "Database", status: "problem", message: `${where} does not answer: ${messageOf(error)}`, todo };
  }
}

async function browser(config: Config): Promise<Check> {
  try {
    const { path, source } = await findBrowser({ home: config.CHAINWRIGHT_HOME, env: process.env });
    return { name: "Browser", status: "ok", message: `${path} (${source})` };
  } catch (error) {
    const todo = "Install Chromium, or set CHROMIUM_PATH. Chains without browser steps work without it.";
    return { name: "Browser", status: "problem", message: messageOf(error), todo };
  }
}

function llm(config: Config): Check {
  const settings = llmSettings(config);
  const words = settings?.platforms.map(({ name, baseUrl }) => `${name} at ${baseUrl}`).join(", ");
  if (words !== undefined) return { name: "LLM", status: "ok", message: words };
  const todo = "Set CHAINWRIGHT_LLM_URL to an OpenAI-compatible endpoint to have a model answer questions.";
  return { name: "LLM", status: "warning", message: "none is configured: agent questions fail", todo };
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
