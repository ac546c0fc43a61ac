import type { Command } from "commander";
import { printJson, printLines } from "../print";
import { OPERATOR, type OpenServices, withServices } from "../services-session";

/** `executions pause ID` and `executions resume ID`. */
export function addSteering(executions: Command, open: OpenServices): void {
  for (const action of ["pause", "resume"] as const) {
    executions
      .command(action)
      .description(action === "pause" ? "let what runs end, and start nothing new" : "go on after a pause")
      .argument("<id>", "execution id")
      .option("--json", "print one object and nothing else")
      .action(async (id: string, { json }: { json?: boolean }) => {
        await withServices(open, { engine: false }, (services) => services.executions[action](OPERATOR, id));
        if (json) printJson({ id, command: action, recorded: true });
        else printLines([`The ${action} of ${id} is recorded.`]);
      });
  }
}
