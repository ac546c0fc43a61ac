import { readdir } from "node:fs/promises";
import { join, relative, sep } from "node:path";
import type { Readable } from "node:stream";
import yazl from "yazl";
import { executionFolder } from "./execution-files";
import { openInside } from "./safe-path";

/** More entries than this are left out. */
const MAX_FILES = 10_000;

/**
 * The files of an execution, or of one step, as an archive that is made while it is read: nothing of it is held in memory but the file
 * under way. Links are left out. Null: there is no file. The caller has authorised the person for the execution.
 */
export async function zipExecutionFiles(
  home: string,
  executionId: string,
  stepId: string | null,
): Promise<Readable | null> {
  const root = executionFolder(home, executionId);
  const paths = (await listFiles(root)).filter((parts) => stepId === null || parts[0] === stepId).slice(0, MAX_FILES);
  if (paths.length === 0) return null;
  const zip = new yazl.ZipFile();
  for (const parts of paths) {
    zip.addReadStreamLazy(parts.join("/"), { compress: !isPacked(parts.at(-1) ?? "") }, (give) => {
      openInside(root, parts).then(
        (handle) =>
          handle
            ? give(null, handle.createReadStream())
            : give(new Error(`${parts.join("/")} is gone.`), null as never),
        (error: Error) => give(error, null as never),
      );
    });
  }
  const stream = zip.outputStream as Readable;
  // An archive that cannot be finished must not look like a whole one.
  zip.on("error", (error: Error) => stream.destroy(error));
  zip.end();
  return stream;
}

/** Parts of the paths of all regular files, sorted. */
async function listFiles(root: string): Promise<string[][]> {
  const entries = await readdir(root, { recursive: true, withFileTypes: true }).catch(() => []);
  return entries
    .filter((entry) => entry.isFile() && !entry.name.endsWith(".part"))
    .map((entry) => relative(root, join(entry.parentPath, entry.name)).split(sep))
    .sort((a, b) => (a.join("/") < b.join("/") ? -1 : 1));
}

const isPacked = (name: string): boolean => /\.(zip|gz|jpe?g|png|webp|gif|pdf|mp4)$/i.test(name);
