import type { Command } from "commander";
import { EXIT } from "../exit-codes";
import { followExecution } from "../follow";
import { printLines } from "../print";
import { OPERATOR, type OpenServices, withServices } from "../services-session";

/** Longer than a lease lasts: by then a process that died has lost its executions. */
const PATIENCE_MS = 15_000;

/** `cancel ID`: also when the process that drove the execution is gone; then this one ends it. */
export function addCancel(program: Command, open: OpenServices): void {
  program
    .command("cancel")
    .description("cancel an execution and wait for its end")
    .argument("<id>", "execution id")
    .option("--note <text>", "why")
    .action(async (id: string, { note }: { note?: string }) => {
      const view = await withServices(open, { engine: true }, async (services, session) => {
        await services.executions.cancel(OPERATOR, id, note ?? null);
        session.take(id);
        return followExecution(services, id, { patienceMs: PATIENCE_MS });
      });
      if (view !== null) return printLines([`Execution ${id} is ${view.status.replace("_", " ")}.`]);
      process.stderr.write(`The cancellation of ${id} is recorded, but it has not ended yet.\n`);
      process.exitCode = EXIT.failed;
    });
}
