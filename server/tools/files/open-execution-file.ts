import type { Readable } from "node:stream";
import { contentTypeOf } from "./content-type";
import { executionFolder } from "./execution-files";
import { BadFileName, parseFileName } from "./file-name";
import { openInside } from "./safe-path";

export interface OpenedFile {
  stream: Readable;
  size: number;
  contentType: string;
  /** Last part of the path. */
  name: string;
}

/**
 * A recorded file for a download; null when there is none or the path is not one of ours. The caller has authorised
 * the person for the execution. Closing or ending the stream closes the file.
 */
export async function openExecutionFile(home: string, executionId: string, path: string): Promise<OpenedFile | null> {
  try {
    const parts = parseFileName(path);
    const handle = await openInside(executionFolder(home, executionId), parts);
    if (!handle) return null;
    const { size } = await handle.stat();
    return { stream: handle.createReadStream(), size, contentType: contentTypeOf(path), name: parts.at(-1) ?? path };
  } catch (error) {
    if (error instanceof BadFileName) return null;
    throw error;
  }
}
