import type { Command } from "commander";
import { AppError } from "../../server/errors";
import { printJson, printLines } from "../print";
import { OPERATOR, type OpenServices, withServices } from "../services-session";
import { table } from "../table";

/** `executions explain ID`: why each step is where it is. */
export function addExplain(executions: Command, open: OpenServices): void {
  executions
    .command("explain")
    .description("say why each step is where it is")
    .argument("<id>", "execution id")
    .option("--step <id>", "only this step")
    .option("--json", "print an array")
    .action(async (id: string, { step, json }: { step?: string; json?: boolean }) => {
      const { items } = await withServices(open, { engine: false }, (services) =>
        services.executions.explain(OPERATOR, id),
      );
      const chosen = items.filter(({ stepId }) => step === undefined || stepId === step);
      if (chosen.length === 0) throw new AppError("not_found", `There is no step "${step}" in execution ${id}.`);
      if (json) {
        return printJson(
          chosen.map(({ stepId, name, status, explanation }) => ({ step: stepId, name, status, explanation })),
        );
      }
      const rows = chosen.map(({ stepId, status, explanation }) => [stepId, status, explanation]);
      printLines(
        step === undefined ? table(["STEP", "STATUS", "WHY"], rows, { wideLast: true }) : [rows[0]?.[2] ?? ""],
      );
    });
}
