import { type Command, InvalidArgumentError, Option } from "commander";
import { EXECUTION_STATUSES } from "../../server/core/execution/states";
import { durationInWords, isoTime, localTime } from "../durations";
import { createLiveArea } from "../live-area";
import { printJson, printLines } from "../print";
import { readReport } from "../results";
import { OPERATOR, type OpenServices, withServices } from "../services-session";
import { table } from "../table";

/** `executions`, `show ID`, `cancel ID`. */
export function addExecutions(program: Command, open: OpenServices): void {
  program
    .command("executions")
    .description("list executions, newest first")
    .addOption(new Option("--status <status...>", "only these").choices(EXECUTION_STATUSES))
    .option("--limit <count>", "how many", count, 20)
    .option("--json", "print a JSON array")
    .action(async ({ json, limit, status }: { json?: boolean; limit: number; status?: string[] }) => {
      const { items } = await withServices(open, { engine: false }, (services) =>
        services.executions.list(OPERATOR, { limit, status }),
      );
      if (json)
        return printJson(
          items.map((item) => ({
            ...item,
            createdAt: isoTime(item.createdAt),
            startedAt: isoTime(item.startedAt),
            endedAt: isoTime(item.endedAt),
          })),
        );
      const rows = items.map((item) => [
        item.id,
        item.chainName,
        item.status + (item.withErrors ? " (errors)" : ""),
        localTime(item.startedAt ?? item.createdAt),
        item.startedAt === null || item.endedAt === null ? "-" : durationInWords(item.endedAt - item.startedAt),
        item.reason?.message ?? "",
      ]);
      printLines(
        rows.length === 0
          ? ["No executions yet."]
          : table(["ID", "CHAIN", "STATUS", "STARTED", "TOOK", "REASON"], rows),
      );
    });

  program
    .command("show")
    .description("show one execution: steps, reasons and, as JSON, results")
    .argument("<id>", "execution id")
    .option("--json", "print the object that run --json prints")
    .action(async (id: string, { json }: { json?: boolean }) => {
      await withServices(open, { engine: false }, async (services) => {
        const view = await services.executions.get(OPERATOR, id);
        if (json) printJson(await readReport(services, view));
        else createLiveArea(process.stdout, process.env).end(view, Date.now());
      });
    });

  program
    .command("cancel")
    .description("cancel an execution")
    .argument("<id>", "execution id")
    .option("--note <text>", "why")
    .action(async (id: string, { note }: { note?: string }) => {
      await withServices(open, { engine: false }, (services) => services.executions.cancel(OPERATOR, id, note ?? null));
      printLines([`Cancellation of ${id} is requested.`]);
    });
}

function count(text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1 || value > 200)
    throw new InvalidArgumentError("Give a number from 1 to 200.");
  return value;
}
