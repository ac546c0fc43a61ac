import { type Command, Option } from "commander";
import { EXECUTION_STATUSES } from "../../server/core/execution/states";
import type { ExecutionRow } from "../../server/services/execution-view";
import { durationInWords, isoTime, localTime } from "../durations";
import { wholeNumber } from "../json-option";
import { printJson, printLines } from "../print";
import { OPERATOR, type OpenServices, withServices } from "../services-session";
import { table } from "../table";
import { addAnswer, addContinue } from "./answer";
import { addExplain } from "./explain";
import { addReplay } from "./replay";
import { addSteering } from "./steer";

interface Options {
  status?: string[];
  limit: number;
  json?: boolean;
}

/** `executions`: what ran and what runs, newest first. */
export function addExecutions(program: Command, open: OpenServices): void {
  const executions = program
    .command("executions")
    .description("list executions, newest first; with a command, do something with one")
    .enablePositionalOptions()
    .addOption(new Option("--status <status...>", "only these").choices(EXECUTION_STATUSES))
    .option("--limit <count>", "how many", wholeNumber(1, 200), 20)
    .option("--json", "print a JSON array")
    .action(async ({ json, limit, status }: Options) => {
      const list = { limit, status };
      const { items } = await withServices(open, { engine: false }, (services) =>
        services.executions.list(OPERATOR, list),
      );
      if (json) printJson(items.map(toJson));
      else printLines(items.length === 0 ? ["No executions yet."] : table(HEADINGS, items.map(toRow)));
    });
  addExplain(executions, open);
  addAnswer(executions, open);
  addContinue(executions, open);
  addReplay(executions, open);
  addSteering(executions, open);
}

const HEADINGS = ["ID", "CHAIN", "STATUS", "STARTED", "TOOK", "REASON"];

function toRow(row: ExecutionRow): string[] {
  const { id, chainName, status, withErrors, startedAt, createdAt, endedAt, reason } = row;
  const took = startedAt === null || endedAt === null ? "-" : durationInWords(endedAt - startedAt);
  return [
    id,
    chainName,
    status + (withErrors ? " (errors)" : ""),
    localTime(startedAt ?? createdAt),
    took,
    reason?.message ?? "",
  ];
}

function toJson(row: ExecutionRow) {
  const { id, chainId, chainName, origin, status, withErrors, reason } = row;
  const times = {
    created_at: isoTime(row.createdAt),
    started_at: isoTime(row.startedAt),
    ended_at: isoTime(row.endedAt),
  };
  const relations = { held: row.held, parent_id: row.parentId, replay_of: row.replayOf };
  const head = { id, chain_id: chainId, chain_name: chainName, origin, status, with_errors: withErrors, reason };
  return { ...head, ...relations, ...times };
}
