import type { Command } from "commander";
import { check } from "../../server/core/plan/check";
import { toolCatalog } from "../../server/tools/descriptions";
import { EXIT } from "../exit-codes";
import { readTextFile } from "../read-text-file";
import { problemReport, validationLines, validationReport } from "../validation-report";

/** `validate FILE`: reads and compiles a definition, runs nothing, needs no database. */
export function addValidate(program: Command): void {
  program
    .command("validate")
    .description("check a chain definition without running it")
    .argument("<file>", "YAML or JSON file, - for standard input")
    .option("--json", "print { valid, order, errors } and nothing else")
    .action((file: string, { json = false }: { json?: boolean }) => {
      const read = readTextFile(file);
      const checked = read.ok ? check(read.text, { catalog: toolCatalog }) : null;
      const report =
        checked === null
          ? problemReport({ message: read.ok ? "" : read.message })
          : validationReport(checked.plan, checked.diagnostics);
      const warnings = (checked?.diagnostics ?? []).filter(({ severity }) => severity === "warning");
      if (json) process.stdout.write(`${JSON.stringify(report, null, 2)}\n`);
      else for (const line of validationLines(file, report)) (report.valid ? console.log : console.error)(line);
      if (!json)
        for (const { line, column, message } of warnings)
          console.error(`${file}:${line}:${column} warning: ${message}`);
      process.exitCode = report.valid ? EXIT.ok : EXIT.invalid;
    });
}
