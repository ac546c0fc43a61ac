import { referencedTasks, type SavedTasks } from "../definition/inline-tasks";
import type { ToolCatalog } from "./catalog";
import { type CheckedText, check } from "./check";

/** What a text is checked against besides the tools. */
export interface CheckedAgainst {
  tasks?: SavedTasks;
  hookEnv?: readonly string[];
}

/** Reads and compiles texts of definitions, wherever that happens. */
export interface Checking {
  /** Like `check`: everything that is wrong with a text, at once. */
  check(text: string, against?: CheckedAgainst): Promise<CheckedText>;
  /** Ids and names of the saved tasks that a text names. */
  referencedTasks(text: string): Promise<string[]>;
}

/** On the thread that asks. */
export function checkingHere(catalog: ToolCatalog): Checking {
  return {
    check: async (text, against = {}) => check(text, { catalog, ...against }),
    referencedTasks: async (text) => referencedTasks(text),
  };
}
