import { type Command, InvalidArgumentError } from "commander";
import type { JsonObject } from "../../server/core/json";
import type { Plan } from "../../server/core/plan/plan";
import { withDemoShop } from "../demo-shop";
import { EXIT } from "../exit-codes";
import { followRun } from "../follow-run";
import { wholeNumber } from "../json-option";
import { prepareRun, type RunOptions } from "../prepare-run";
import { OPERATOR, type OpenServices, type ServicesSession, withServices } from "../services-session";
import { type ValidationReport, validationLines } from "../validation-report";

/** So long a server beside this process leaves the execution to it: its settings may be others than ours. */
const HELD_MS = 10_000;

interface Options extends RunOptions {
  json?: boolean;
  priority?: number;
  id?: string;
}

/** `run FILE`: runs a definition to its end, driven by this process (or by any other that is faster). */
export function addRun(program: Command, open: OpenServices): void {
  program
    .command("run")
    .description("run a chain definition and wait for its end")
    .argument("[file]", "YAML or JSON file, - for standard input")
    .option("--param <name=value...>", "parameters of the chain", [])
    .option("--input <file>", "JSON object whose keys become parameters")
    .option("--timeout <seconds>", "limit for the whole execution", seconds)
    .option("--priority <number>", "higher goes first among executions that wait, -100 to 100", wholeNumber(-100, 100))
    .option("--id <id>", "id of the execution; the same run with the same id again is one execution")
    .option("--json", "print one object at the end and nothing else")
    .action(async (given: string | undefined, options: Options) => {
      const { file, param } = fileAmong(given, options.param);
      if (file === undefined)
        return program.error("error: missing required argument 'file'", { exitCode: EXIT.invalid });
      process.exitCode = await run(file, { ...options, param }, open);
    });
}

/** `--param a=1 FILE`: an option with several values takes the file too; it is the one without `=`. */
function fileAmong(file: string | undefined, param: string[]): { file: string | undefined; param: string[] } {
  const last = param.at(-1);
  if (file !== undefined || last === undefined || last.includes("=")) return { file, param };
  return { file: last, param: param.slice(0, -1) };
}

function seconds(text: string): number {
  const value = Number(text);
  if (!(value > 0 && value <= 30 * 24 * 3600)) throw new InvalidArgumentError("Give a number of seconds, more than 0.");
  return value;
}

async function run(file: string, options: Options, open: OpenServices): Promise<number> {
  const prepared = prepareRun(file, options);
  if (!prepared.ok) return refuse(file, prepared.report, options);
  return withServices(open, { engine: true }, async (services, session) => {
    const plan = await services.chains.prepare(OPERATOR, prepared.source);
    const { params } = prepared;
    return withDemoShop(process.env, [plan, params], () => runPlan(plan, params, session, options));
  });
}

async function runPlan(plan: Plan, params: JsonObject, session: ServicesSession, options: Options): Promise<number> {
  const { json, priority, id: executionId } = options;
  const request = { params, origin: "manual" as const, heldForMs: HELD_MS, priority, executionId };
  const { id, alreadyRunning, held, skipped } = await session.services.executions.startPlan(OPERATOR, plan, request);
  if (alreadyRunning) process.stderr.write(`Execution ${id} with the same concurrency key goes on already.\n`);
  if (held) process.stderr.write(`Execution ${id} waits for others with its concurrency key.\n`);
  session.take(id);
  return followRun(session, id, { json, facts: { already_running: alreadyRunning, skipped } });
}

function refuse(file: string, report: ValidationReport, { json }: Options): number {
  if (json) process.stdout.write(`${JSON.stringify(report, null, 2)}\n`);
  else for (const line of validationLines(file, report)) console.error(line);
  return EXIT.invalid;
}
