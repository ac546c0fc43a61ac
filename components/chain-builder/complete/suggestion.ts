/** One thing that could stand at the cursor. */
export interface Suggestion {
  label: string;
  kind: "key" | "value" | "tool" | "step" | "name" | "filter";
  /** A few words at the right: the type, the tool. */
  detail?: string;
  /** A sentence for the panel beside the list. */
  info?: string;
  /** What is written; the label when absent. */
  insert?: string;
}

/** The list for one place of the text. */
export interface Suggestions {
  /** What is replaced starts here and ends at the cursor. */
  from: number;
  options: Suggestion[];
  /** Text that may follow without asking anew. */
  validFor: RegExp;
}
