import { type Command, InvalidArgumentError } from "commander";
import type { JsonObject } from "../../server/core/json";
import type { Plan } from "../../server/core/plan/plan";
import type { ExecutionView } from "../../server/services/execution-view";
import type { Services } from "../../server/services/services";
import { withDemoShop } from "../demo-shop";
import { EXIT } from "../exit-codes";
import { followExecution } from "../follow";
import { createLiveArea } from "../live-area";
import { prepareRun, type RunOptions } from "../prepare-run";
import { readReport } from "../results";
import { OPERATOR, type OpenServices, type ServicesSession, withServices } from "../services-session";
import { type ValidationReport, validationLines } from "../validation-report";

/** So long a server beside this process leaves the execution to it: its settings may be others than ours. */
const HELD_MS = 10_000;

interface Options extends RunOptions {
  json?: boolean;
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
    return withDemoShop(process.env, [plan, params], () => runPlan(plan, params, services, session, options));
  });
}

async function runPlan(
  plan: Plan,
  params: JsonObject,
  services: Services,
  session: ServicesSession,
  options: Options,
): Promise<number> {
  const { id } = await services.executions.startPlan(OPERATOR, plan, {
    params,
    origin: "manual",
    heldForMs: HELD_MS,
  });
  session.take(id);
  const stopListening = cancelOnSignal(services, id);
  try {
    return await follow(session, id, options);
  } finally {
    stopListening();
  }
}

function refuse(file: string, report: ValidationReport, { json }: Options): number {
  if (json) process.stdout.write(`${JSON.stringify(report, null, 2)}\n`);
  else for (const line of validationLines(file, report)) console.error(line);
  return EXIT.invalid;
}

async function follow(session: ServicesSession, id: string, { json }: Options): Promise<number> {
  const { services } = session;
  const area = json ? null : createLiveArea(process.stdout, process.env);
  const seen = (view: ExecutionView) => area?.show(view, Date.now());
  const view = await followExecution(services, id, { seen, patienceMs: Number.POSITIVE_INFINITY });
  if (view === null) return EXIT.failed;
  area?.end(view, Date.now());
  if (json) process.stdout.write(`${JSON.stringify(await readReport(session, view), null, 2)}\n`);
  else process.stdout.write(`Execution ${id}\n`);
  return view.status === "succeeded" ? EXIT.ok : EXIT.failed;
}

/** Ctrl-C cancels the execution and waits for its end; a second one leaves at once, and another process goes on. */
function cancelOnSignal(services: Services, id: string): () => void {
  let asked = false;
  const onSignal = () => {
    if (asked) process.exit(EXIT.failed);
    asked = true;
    process.stderr.write("Canceling. Press Ctrl-C again to leave at once.\n");
    services.executions.cancel(OPERATOR, id, "Interrupted at the command line").catch((error: unknown) => {
      process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    });
  };
  process.on("SIGINT", onSignal);
  process.on("SIGTERM", onSignal);
  return () => {
    process.off("SIGINT", onSignal);
    process.off("SIGTERM", onSignal);
  };
}
