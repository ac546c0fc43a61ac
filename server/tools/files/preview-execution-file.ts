import { executionFolder } from "./execution-files";
import { BadFileName, parseFileName } from "./file-name";
import { openInside } from "./safe-path";

/** So much of a file is shown; the rest is for the download. */
export const MAX_PREVIEW_BYTES = 256 * 1024;

export interface FilePreview {
  text: string;
  /** There is more than is shown. */
  isCut: boolean;
}

/**
 * The beginning of a file as text, whatever it claims to be: a page or a script shows its source. Null: there is none, or it is no
 * text. The caller has authorised the person for the execution.
 */
export async function previewExecutionFile(
  home: string,
  executionId: string,
  path: string,
): Promise<FilePreview | null> {
  try {
    const handle = await openInside(executionFolder(home, executionId), parseFileName(path));
    if (!handle) return null;
    try {
      const { size } = await handle.stat();
      const { buffer, bytesRead } = await handle.read(Buffer.alloc(Math.min(size, MAX_PREVIEW_BYTES)), 0);
      const isCut = size > bytesRead;
      const text = textOf(buffer.subarray(0, bytesRead), isCut);
      return text === null ? null : { text, isCut };
    } finally {
      await handle.close();
    }
  } catch (error) {
    if (error instanceof BadFileName) return null;
    throw error;
  }
}

/** Null: these bytes are no UTF-8 text. A letter that was cut in two at the end is left out. */
function textOf(bytes: Buffer, isCut: boolean): string | null {
  if (bytes.includes(0)) return null;
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes, { stream: isCut });
  } catch {
    return null;
  }
}
