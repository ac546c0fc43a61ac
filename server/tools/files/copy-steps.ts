import { constants } from "node:fs";
import { copyFile, mkdir, open, readdir } from "node:fs/promises";
import { dirname, join, relative } from "node:path";
import { executionFolder } from "./execution-files";

/**
 * Copies what some steps of an execution wrote (files, screenshots, large results) into the folder of another one. Links are left
 * out. Durable when it returns: the rows that name these files come after.
 */
export async function copyStepFiles(
  home: string,
  fromId: string,
  toId: string,
  stepIds: readonly string[],
): Promise<void> {
  const [from, to] = [executionFolder(home, fromId), executionFolder(home, toId)];
  for (const stepId of stepIds) {
    const folder = join(from, stepId);
    const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
    for (const entry of entries) {
      if (!entry.isFile() || entry.name.endsWith(".part")) continue;
      const source = join(entry.parentPath, entry.name);
      await copyDurably(source, join(to, stepId, relative(folder, source)));
    }
  }
}

async function copyDurably(source: string, target: string): Promise<void> {
  await mkdir(dirname(target), { recursive: true, mode: 0o750 });
  await copyFile(source, target, constants.COPYFILE_FICLONE);
  const handle = await open(target, "r+");
  await handle.sync().finally(() => handle.close());
}
