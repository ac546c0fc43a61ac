/**
 * The files of one execution: `<home>/executions/<execution>/<step>/{files,screenshots,traces,results}/...`. Each step writes
 * into folders of its own, so steps that run at the same time never overwrite each other; what a step may see is a
 * search through its own folder and then those of the steps before it, nearest first. That gives one shared folder to
 * look at without one shared place to write to.
 */
import { readdir, stat } from "node:fs/promises";
import { join, relative, sep } from "node:path";
import type { RecordedFile } from "../../engine/ports";
import { formatBytes } from "../format-bytes";
import { contentTypeOf } from "./content-type";
import { parseFileName } from "./file-name";
import { openInside, writeInside } from "./safe-path";

/** What executions may write. */
export interface FileLimits {
  /** Of one file. */
  fileBytes: number;
  /** Of all files of an execution together. */
  executionBytes: number;
}

export const FILE_LIMITS: FileLimits = { fileBytes: 50 * 1024 * 1024, executionBytes: 1000 * 1024 * 1024 };
const MAX_LISTED = 1000;
export type FileArea = "files" | "screenshots" | "traces" | "results";

export interface ListedFile {
  /** As the author wrote it: `reports/a.txt`. */
  path: string;
  size: number;
  contentType: string;
  /** The step that wrote it. */
  step: string;
}

export interface ExecutionFilesOptions {
  home: string;
  executionId: string;
  stepId: string;
  shared: boolean;
  /** Nearest last. */
  readableSteps: readonly string[];
  limits?: FileLimits;
}

/** Folder of an execution. @throws when the id could be anything but a folder's name. */
export function executionFolder(home: string, executionId: string): string {
  if (!/^[a-z0-9_-]{1,100}$/i.test(executionId)) throw new Error(`"${executionId}" is no id of an execution.`);
  return join(home, "executions", executionId);
}

export class ExecutionFiles {
  readonly root: string;
  readonly limits: FileLimits;
  /** Steps to search, nearest first. */
  private readonly visible: readonly string[];

  constructor(private readonly options: ExecutionFilesOptions) {
    this.root = executionFolder(options.home, options.executionId);
    this.limits = options.limits ?? FILE_LIMITS;
    const before = options.shared ? [...options.readableSteps].reverse() : [];
    this.visible = [options.stepId, ...before.filter((step) => step !== options.stepId)];
    for (const step of this.visible) checkStepId(step);
  }

  /** Writes into the step's own folder. @throws BadFileName, or Error when the content is too large. */
  async write(
    name: string,
    content: Uint8Array | string,
    { area = "files", kind = "file", label }: { area?: FileArea; kind?: RecordedFile["kind"]; label?: string } = {},
  ): Promise<RecordedFile> {
    const bytes = typeof content === "string" ? Buffer.from(content) : content;
    await this.checkRoom(name, bytes.byteLength);
    const parts = [this.options.stepId, area, ...parseFileName(name)];
    await writeInside(this.root, parts, bytes);
    return { path: parts.join("/"), size: bytes.byteLength, contentType: contentTypeOf(name), kind, label };
  }

  /** @throws Error when the limits do not allow so much more. */
  private async checkRoom(name: string, bytes: number): Promise<void> {
    const { fileBytes, executionBytes } = this.limits;
    if (bytes > fileBytes) {
      throw new Error(`"${name}" would have ${formatBytes(bytes)}; a file may have ${formatBytes(fileBytes)}.`);
    }
    const used = await folderBytes(this.root);
    if (used + bytes <= executionBytes) return;
    throw new Error(
      `The files of this execution have ${formatBytes(used)}; "${name}" would make them more than ${formatBytes(executionBytes)}.`,
    );
  }

  /** The nearest visible file of that name, or null. */
  async read(name: string, maxBytes: number): Promise<{ content: Buffer; step: string; size: number } | null> {
    const parts = parseFileName(name);
    for (const step of this.visible) {
      const handle = await openInside(this.root, [step, "files", ...parts]);
      if (!handle) continue;
      try {
        const { size } = await handle.stat();
        if (size > maxBytes) throw new Error(`"${name}" has ${size} bytes; at most ${maxBytes} can be read.`);
        return { content: await handle.readFile(), step, size };
      } finally {
        await handle.close();
      }
    }
    return null;
  }

  /** All visible files, a nearer one hiding those of the same name. Sorted by path. */
  async list(): Promise<ListedFile[]> {
    const found = new Map<string, ListedFile>();
    for (const step of this.visible) {
      for (const file of await listFolder(join(this.root, step, "files"))) {
        if (!found.has(file.path)) found.set(file.path, { ...file, contentType: contentTypeOf(file.path), step });
      }
    }
    return [...found.values()].sort((a, b) => (a.path < b.path ? -1 : 1)).slice(0, MAX_LISTED);
  }
}

function checkStepId(step: string): void {
  if (!/^[a-z0-9_-]{1,200}$/i.test(step)) throw new Error(`"${step}" is no id of a step.`);
}

/** What all files below a folder have together. */
async function folderBytes(folder: string): Promise<number> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  const files = entries.filter((entry) => entry.isFile());
  const sizes = await Promise.all(
    files.map((entry) =>
      stat(join(entry.parentPath, entry.name)).then(
        ({ size }) => size,
        () => 0,
      ),
    ),
  );
  return sizes.reduce((sum, size) => sum + size, 0);
}

async function listFolder(folder: string): Promise<{ path: string; size: number }[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  const files = entries.filter((entry) => entry.isFile() && !entry.name.endsWith(".part")).slice(0, MAX_LISTED);
  return Promise.all(
    files.map(async (entry) => {
      const path = join(entry.parentPath, entry.name);
      return { path: relative(folder, path).split(sep).join("/"), size: (await stat(path)).size };
    }),
  );
}
