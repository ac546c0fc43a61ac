import { implement, ToolError } from "../tool";
import { filesListDescription, filesReadDescription, filesWriteDescription, MAX_READ_BYTES } from "./describe-files";
import type { ListedFile } from "./execution-files";
import { BadFileName } from "./file-name";

export const createFilesWrite = () =>
  implement(filesWriteDescription, async (input, context) => {
    const own = input.json === undefined ? String(input.content ?? "") : `${JSON.stringify(input.json, null, 2)}\n`;
    const file = await expected(async () => {
      const before = input.append ? await context.files.read(input.path, MAX_READ_BYTES) : null;
      return context.files.write(input.path, `${before?.content.toString("utf8") ?? ""}${own}`);
    });
    context.file(file);
    context.log("info", `Wrote ${input.path}`, { bytes: file.size });
    return {
      status: "succeeded",
      output: { path: input.path, size: file.size, content_type: file.contentType, file: file.path },
    };
  });

export const createFilesRead = () =>
  implement(filesReadDescription, async (input, context) => {
    const found = await expected(() => context.files.read(input.path, MAX_READ_BYTES));
    context.heartbeat();
    const files = await context.files.list();
    if (!found) throw new ToolError(notFound(input.path, files), { retryable: false });
    const listed = files.find((file) => file.path === input.path);
    return {
      status: "succeeded",
      output: {
        path: input.path,
        size: found.size,
        content_type: listed?.contentType ?? "application/octet-stream",
        step: found.step,
        content: decode(input.path, found.content, input.as),
      },
    };
  });

export const createFilesList = () =>
  implement(filesListDescription, async (input, context) => {
    const fits = globTest(input.pattern);
    const files = (await context.files.list()).filter((file) => fits(file.path));
    const shown = files.map(({ contentType, ...file }) => ({ ...file, content_type: contentType }));
    return { status: "succeeded", output: { count: shown.length, files: shown } };
  });

/** A bad name or a file that is too large is the author's to mend, so another attempt is of no use. */
async function expected<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (error instanceof BadFileName || (error instanceof Error && code === undefined)) {
      throw new ToolError(error.message, { retryable: false });
    }
    if (code === "ENOSPC") throw new ToolError("The disk of the server is full.", { retryable: true });
    throw error;
  }
}

function decode(path: string, content: Buffer, as: "text" | "json" | "base64"): unknown {
  if (as === "base64") return content.toString("base64");
  if (as === "text") return content.toString("utf8");
  try {
    return JSON.parse(content.toString("utf8"));
  } catch (error) {
    throw new ToolError(`"${path}" is no JSON: ${(error as Error).message}`, { retryable: false });
  }
}

function notFound(path: string, files: ListedFile[]): string {
  const names = files.slice(0, 10).map((file) => file.path);
  return `There is no file "${path}". ${names.length > 0 ? `There are: ${names.join(", ")}.` : "No step before wrote one."}`;
}

/** Tests names against `*` and `**` without building a regular expression that could run away. */
export function globTest(pattern: string): (path: string) => boolean {
  const parts = pattern.split(/(\*\*|\*)/).filter((part) => part !== "");
  return (path) => {
    let open = new Set([0]);
    for (const part of parts) open = advance(open, part, path);
    return open.has(path.length);
  };
}

/** All positions of `path` that are reached from `open` by one part of a pattern. */
function advance(open: Set<number>, part: string, path: string): Set<number> {
  const next = new Set<number>();
  for (const from of open) {
    if (part !== "*" && part !== "**") {
      if (path.startsWith(part, from)) next.add(from + part.length);
      continue;
    }
    for (let at = from; at <= path.length; at += 1) {
      next.add(at);
      if (part === "*" && path[at] === "/") break;
    }
  }
  return next;
}
