import type { Diagnostic } from "../server/core/definition/diagnostic";
import type { Plan } from "../server/core/plan/plan";

/** What `validate --json` prints, and `run --json` when there is nothing to run. */
export interface ValidationReport {
  valid: boolean;
  /** Step ids in the order in which they run. */
  order: string[];
  errors: { path: string; line: number; column: number; message: string }[];
}

export function validationReport(plan: Plan | null, diagnostics: readonly Diagnostic[]): ValidationReport {
  const errors = diagnostics.filter(({ severity }) => severity === "error");
  return {
    valid: plan !== null && errors.length === 0,
    order: plan?.steps.map(({ id }) => id) ?? [],
    errors: errors.map(({ path, line, column, message }) => ({ path, line, column, message })),
  };
}

/** A report that says one thing about no place in particular. */
export const problemReport = (...problems: { path?: string; message: string }[]): ValidationReport => ({
  valid: false,
  order: [],
  errors: problems.map(({ path = "", message }) => ({ path, line: 0, column: 0, message })),
});

/** The report for people: `file:line:column message`, as editors and terminals can follow it. */
export function validationLines(file: string, report: ValidationReport): string[] {
  if (report.valid) {
    const count = report.order.length;
    return [`${file} is valid: ${count} ${count === 1 ? "step" : "steps"}.`, `Order: ${report.order.join(" -> ")}`];
  }
  const lines = report.errors.map(({ path, line, column, message }) => {
    const place = line > 0 ? `${file}:${line}:${column}` : file;
    return `${place} ${path === "" ? "" : `${path}: `}${message}`;
  });
  const count = report.errors.length;
  return [...lines, `${count} ${count === 1 ? "error" : "errors"}.`];
}
