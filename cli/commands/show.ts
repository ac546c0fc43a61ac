import type { Command } from "commander";
import { createLiveArea } from "../live-area";
import { printJson } from "../print";
import { readReport } from "../results";
import { OPERATOR, type OpenServices, withServices } from "../services-session";

/** `show ID`: the steps of one execution with their states, times and reasons; as JSON with results. */
export function addShow(program: Command, open: OpenServices): void {
  program
    .command("show")
    .description("show one execution: steps, reasons and, as JSON, results")
    .argument("<id>", "execution id")
    .option("--json", "print the object that run --json prints")
    .action(async (id: string, { json }: { json?: boolean }) => {
      await withServices(open, { engine: false }, async (services, session) => {
        const view = await services.executions.get(OPERATOR, id);
        if (json) printJson(await readReport(session, view));
        else createLiveArea(process.stdout, process.env).end(view, Date.now());
      });
    });
}
