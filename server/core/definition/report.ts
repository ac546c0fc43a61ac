import { formatPath, type Path } from "../validation/path";
import type { Diagnostic } from "./diagnostic";
import type { SourceMap, TextRange } from "./source-map";

/** One finding before it is placed in the text. */
export interface Finding {
  path: Path;
  message: string;
  severity?: Diagnostic["severity"];
  /** Mark the key itself instead of its value. */
  onKey?: boolean;
  /** Mark this piece of the value instead of all of it. */
  within?: string;
  /** Look for `within` only from here on. */
  inside?: string;
  suggestion?: string;
  stepId?: string;
}

/** More than a person reads; also what keeps hostile definitions cheap. */
const MAX_FINDINGS = 100;

/** Collects what is wrong, placed in the text. */
export class Report {
  readonly diagnostics: Diagnostic[] = [];

  constructor(private readonly source: SourceMap) {}

  get full(): boolean {
    return this.diagnostics.length >= MAX_FINDINGS;
  }

  get hasErrors(): boolean {
    return this.diagnostics.some((diagnostic) => diagnostic.severity === "error");
  }

  add(finding: Finding): void {
    const { path, onKey, within } = finding;
    const range =
      within === undefined
        ? this.source.locate(path, onKey ? "key" : "value")
        : this.source.locateWithin(path, within, finding.inside);
    this.addAt(range, finding);
  }

  addAt(range: TextRange, { path, message, severity = "error", suggestion, stepId }: Finding): void {
    if (this.full) return;
    const diagnostic: Diagnostic = { severity, path: formatPath(path), ...range, message };
    if (suggestion !== undefined) diagnostic.suggestion = suggestion;
    if (stepId !== undefined) diagnostic.stepId = stepId;
    this.diagnostics.push(diagnostic);
  }
}

/** In the order of the text. */
export function sortDiagnostics(diagnostics: Diagnostic[]): Diagnostic[] {
  return diagnostics.sort((a, b) => a.line - b.line || a.column - b.column);
}
