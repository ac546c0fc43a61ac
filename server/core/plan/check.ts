import type { ChainDefinition } from "../definition/definition";
import type { Diagnostic } from "../definition/diagnostic";
import { parseDraft } from "../definition/parse";
import { sortDiagnostics } from "../definition/report";
import { compileInto, type KnownThings } from "./compile";
import type { Plan } from "./plan";

export interface CheckedText {
  /** Null while there are errors. */
  plan: Plan | null;
  /** What could be understood, also when there are errors; null when nothing could. */
  definition: ChainDefinition | null;
  /** Errors and warnings in the order of the text. */
  diagnostics: Diagnostic[];
}

/** Reads and compiles a text in one go: everything that is wrong with it, at once. Never throws. */
export function check(text: string, known: KnownThings): CheckedText {
  const { definition, report, notes } = parseDraft(text);
  // A full report takes no more findings, and with errors there is no plan: the work would be for nothing.
  const plan =
    definition === null || (report.full && report.hasErrors) ? null : compileInto(report, definition, known, notes);
  return { plan: report.hasErrors ? null : plan, definition, diagnostics: sortDiagnostics(report.diagnostics) };
}
