/**
 * One thing that is wrong with a chain definition, placed in its text.
 * Lines and columns count from 1; the end is exclusive. A definition that arrived as data instead of text has line 0, column 0.
 */
export interface Diagnostic {
  severity: "error" | "warning";
  /** Where in the data, e.g. `steps[2].parameters.url`; empty for the document itself. */
  path: string;
  line: number;
  column: number;
  endLine: number;
  endColumn: number;
  /** What is wrong and what to do, one or two sentences. */
  message: string;
  /** The nearest right word, when a name was wrong: an editor can offer to replace the range with it. */
  suggestion?: string;
  /** The step that the place belongs to, when there is one. */
  stepId?: string;
}
