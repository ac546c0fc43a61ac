import { type Command, InvalidArgumentError, Option } from "commander";
import { EXECUTION_STATUSES } from "../../server/core/execution/states";
import type { ExecutionRow } from "../../server/services/execution-view";
import { durationInWords, isoTime, localTime } from "../durations";
import { printJson, printLines } from "../print";
import { OPERATOR, type OpenServices, withServices } from "../services-session";
import { table } from "../table";

interface Options {
  status?: string[];
  limit: number;
  json?: boolean;
}

/** `executions`: what ran and what runs, newest first. */
export function addExecutions(program: Command, open: OpenServices): void {
  program
    .command("executions")
    .description("list executions, newest first")
    .addOption(new Option("--status <status...>", "only these").choices(EXECUTION_STATUSES))
    .option("--limit <count>", "how many", count, 20)
    .option("--json", "print a JSON array")
    .action(async ({ json, limit, status }: Options) => {
      const list = { limit, status };
      const { items } = await withServices(open, { engine: false }, (services) =>
        services.executions.list(OPERATOR, list),
      );
      if (json) printJson(items.map(toJson));
      else printLines(items.length === 0 ? ["No executions yet."] : table(HEADINGS, items.map(toRow)));
    });
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
  return { id, chain_id: chainId, chain_name: chainName, origin, status, with_errors: withErrors, reason, ...times };
}

function count(text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1 || value > 200)
    throw new InvalidArgumentError("Give a number from 1 to 200.");
  return value;
}
