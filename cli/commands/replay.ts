import { type Command, Option } from "commander";
import type { JsonObject } from "../../server/core/json";
import { followRun } from "../follow-run";
import { jsonObject } from "../json-option";
import { printJson, printLines } from "../print";
import { OPERATOR, type OpenServices, withServices } from "../services-session";

/** So long a server beside this process leaves the execution to it. */
const HELD_MS = 10_000;

interface Options {
  from: string;
  version: "same" | "newest";
  parameters?: JsonObject;
  detach?: boolean;
  json?: boolean;
}

/** `executions replay ID`: runs an ended execution again from a step, as a new execution. */
export function addReplay(executions: Command, open: OpenServices): void {
  executions
    .command("replay")
    .description("run an ended execution again from one of its steps; what ended before and beside it is kept")
    .argument("<id>", "execution id")
    .requiredOption("--from <step>", "id of the step from which everything runs again")
    .addOption(new Option("--version <which>", "version of the chain").choices(["same", "newest"]).default("same"))
    .option("--parameters <json>", "values that stand in for parameters of that step", jsonObject)
    .option("--detach", "leave it to a server, and do not wait for its end")
    .option("--json", "print one object at the end and nothing else")
    .action(async (id: string, { from: fromStep, version, parameters, detach = false, json }: Options) => {
      await withServices(open, { engine: !detach }, async (services, session) => {
        const request = { fromStep, version, parameters, origin: "manual" as const };
        const held = detach ? {} : { heldForMs: HELD_MS };
        const answer = await services.executions.replay(OPERATOR, id, { ...request, ...held });
        const facts = { replay_of: id, kept: answer.kept };
        if (detach) {
          if (json) return printJson({ id: answer.id, ...facts });
          return printLines([`Execution ${answer.id} replays ${id} from ${fromStep}.`]);
        }
        session.take(answer.id);
        process.exitCode = await followRun(session, answer.id, { json, facts });
      });
    });
}
