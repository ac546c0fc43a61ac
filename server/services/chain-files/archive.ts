/** Zip files of small texts: written for people to keep, read from whoever hands them in. */

import type { Readable } from "node:stream";
import { buffer } from "node:stream/consumers";
import { finished } from "node:stream/promises";
import yauzl from "yauzl";
import yazl from "yazl";
import { AppError } from "../../errors";

export interface TextFile {
  /** With `/` between folders. */
  path: string;
  text: string;
}

/** What an archive that is read may have at most. */
export const ARCHIVE_LIMITS = { entries: 500, fileBytes: 1_000_000, allBytes: 20_000_000, depth: 4 } as const;

export async function writeArchive(files: readonly TextFile[], at: Date): Promise<Buffer> {
  const zip = new yazl.ZipFile();
  for (const { path, text } of files) zip.addBuffer(Buffer.from(text, "utf8"), path, { mtime: at, mode: 0o100644 });
  zip.end();
  return buffer(zip.outputStream as Readable);
}

/** The files of an archive; throws an `AppError` for one that is broken, or larger, deeper or stranger than is sensible. */
export async function readArchive(bytes: Buffer): Promise<TextFile[]> {
  const zip = await opened(bytes);
  const files: TextFile[] = [];
  let total = 0;
  try {
    if (zip.entryCount > ARCHIVE_LIMITS.entries) throw refused(`has more than ${ARCHIVE_LIMITS.entries} files`);
    for await (const entry of entriesOf(zip)) {
      if (entry.fileName.endsWith("/")) continue;
      checkEntry(entry);
      const content = await contentOf(zip, entry, Math.min(ARCHIVE_LIMITS.fileBytes, ARCHIVE_LIMITS.allBytes - total));
      total += content.length;
      files.push({ path: entry.fileName, text: content.toString("utf8") });
    }
    return files;
  } catch (error) {
    throw error instanceof AppError ? error : refused("is damaged");
  } finally {
    zip.close();
  }
}

function opened(bytes: Buffer): Promise<yauzl.ZipFile> {
  return new Promise((resolve, reject) => {
    // Paths that lead out, backslashes and drive letters are refused by the reader itself.
    yauzl.fromBuffer(bytes, { lazyEntries: true, strictFileNames: true, validateEntrySizes: true }, (error, zip) =>
      error ? reject(refused("is not a zip file, or it is damaged")) : resolve(zip),
    );
  });
}

/** One entry at a time, each when the one before has been dealt with. */
async function* entriesOf(zip: yauzl.ZipFile): AsyncGenerator<yauzl.Entry> {
  for (let count = 0; count <= ARCHIVE_LIMITS.entries; count += 1) {
    const entry = await new Promise<yauzl.Entry | null>((resolve, reject) => {
      const done = (act: () => void) => () => {
        zip.removeAllListeners();
        act();
      };
      zip.once("entry", (found: yauzl.Entry) => done(() => resolve(found))());
      zip.once(
        "end",
        done(() => resolve(null)),
      );
      zip.once("error", (error: Error) => done(() => reject(error))());
      zip.readEntry();
    });
    if (entry === null) return;
    yield entry;
  }
  throw refused(`has more than ${ARCHIVE_LIMITS.entries} files`);
}

const FILE_TYPE = 0o170000;
const REGULAR = 0o100000;
const ENCRYPTED = 0x1;

function checkEntry(entry: yauzl.Entry): void {
  const type = (entry.externalFileAttributes >>> 16) & FILE_TYPE;
  if (type !== 0 && type !== REGULAR) throw refused(`holds a link or a device, "${entry.fileName}"`);
  if ((entry.generalPurposeBitFlag & ENCRYPTED) !== 0) throw refused("is encrypted");
  if (entry.fileName.split("/").length > ARCHIVE_LIMITS.depth) throw refused(`has folders that are too deep`);
  if (entry.uncompressedSize > ARCHIVE_LIMITS.fileBytes) throw tooLarge(entry.fileName);
}

/** Counted while it unpacks: what an archive says of its sizes is not believed. */
async function contentOf(zip: yauzl.ZipFile, entry: yauzl.Entry, most: number): Promise<Buffer> {
  const stream = await new Promise<Readable>((resolve, reject) =>
    zip.openReadStream(entry, (error, opened) => (error ? reject(error) : resolve(opened))),
  );
  const parts: Buffer[] = [];
  let size = 0;
  stream.on("data", (part: Buffer) => {
    size += part.length;
    if (size > most) stream.destroy(tooLarge(entry.fileName));
    else parts.push(part);
  });
  await finished(stream);
  return Buffer.concat(parts);
}

const refused = (why: string) =>
  new AppError("invalid", `The archive ${why}. Export the chains again and import that.`);
const tooLarge = (name: string) =>
  new AppError("invalid", `"${name}" in the archive is too large: a definition has at most 1 MB, all together 20 MB.`);
