import { readFileSync } from "node:fs";
import path from "node:path";

export type FileText = { ok: true; text: string } | { ok: false; message: string };

const REASONS: Record<string, string> = {
  ENOENT: "there is no such file",
  EISDIR: "it is a folder",
  EACCES: "it may not be read",
};

/** The text of a file, `-` for standard input; a sentence when it cannot be read. */
export function readTextFile(file: string): FileText {
  try {
    return { ok: true, text: readFileSync(file === "-" ? 0 : placeOf(file), "utf8").replace(/^\uFEFF/, "") };
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? "";
    return { ok: false, message: `Cannot read ${file}: ${REASONS[code] ?? String(error)}.` };
  }
}

/** The program runs in the project's folder, people elsewhere. */
const placeOf = (file: string): string => path.resolve(process.env.CHAINWRIGHT_CWD ?? process.cwd(), file);
