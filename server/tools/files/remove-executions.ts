import { rm } from "node:fs/promises";
import { executionFolder } from "./execution-files";

/** Removes everything that these executions wrote; those that wrote nothing are no error. */
export async function removeExecutionFiles(home: string, executionIds: readonly string[]): Promise<void> {
  for (const id of executionIds) await rm(executionFolder(home, id), { recursive: true, force: true });
}
