import type { JsonValue } from "../../core/json";
import type { ResultFiles, ResultPlace } from "../../engine/ports";
import { executionFolder } from "./execution-files";
import { parseFileName } from "./file-name";
import { openInside, writeInside } from "./safe-path";

const PREVIEW_TEXT = 500;
const PREVIEW_ITEMS = 5;

export interface SpilledResult {
  /** Relative to the execution's folder. */
  file: string;
  bytes: number;
  preview: JsonValue;
}

/** Writes a result to its file. Safe to repeat: the same attempt writes the same file. */
export async function spill(home: string, place: ResultPlace, value: JsonValue): Promise<SpilledResult> {
  const content = Buffer.from(JSON.stringify(value));
  const item = place.item === null ? "" : `${place.item}-`;
  const file = `${place.stepId}/results/${item}${place.attempt}.json`;
  await writeInside(executionFolder(home, place.executionId), parseFileName(file), content);
  return { file, bytes: content.byteLength, preview: preview(value, 3) };
}

/** Reads a spilled result back. @throws Error when the file is gone. */
export async function loadSpilled(home: string, executionId: string, file: string): Promise<JsonValue> {
  const handle = await openInside(executionFolder(home, executionId), parseFileName(file));
  if (!handle) throw new Error(`The result file ${file} of execution ${executionId} is missing.`);
  try {
    return JSON.parse(await handle.readFile("utf8")) as JsonValue;
  } finally {
    await handle.close();
  }
}

/** The beginning of a value: long texts cut, long lists shortened, deep objects left out. */
export function preview(value: JsonValue, depth: number): JsonValue {
  if (typeof value === "string") return value.length > PREVIEW_TEXT ? `${value.slice(0, PREVIEW_TEXT)}…` : value;
  if (value === null || typeof value !== "object") return value;
  if (Array.isArray(value)) {
    if (depth === 0) return `[${value.length} items]`;
    const shown = value.slice(0, PREVIEW_ITEMS).map((item) => preview(item, depth - 1));
    return value.length > PREVIEW_ITEMS ? [...shown, `… ${value.length - PREVIEW_ITEMS} more`] : shown;
  }
  const entries = Object.entries(value);
  if (depth === 0) return `{${entries.length} keys}`;
  const shown = entries.slice(0, 20).map(([key, item]) => [key, preview(item, depth - 1)] as const);
  return Object.fromEntries(entries.length > 20 ? [...shown, ["…", `${entries.length - 20} more`]] : shown);
}

/** The engine's door to these files, below one state folder. */
export function createResultFiles(home: string): ResultFiles {
  return {
    save: (place, result) => spill(home, place, result),
    load: (executionId, file) => loadSpilled(home, executionId, file),
  };
}
