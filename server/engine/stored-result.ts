import type { JsonValue } from "../core/json";
import { isPlain, jsonText } from "../store/json-text";
import type { ResultFiles, ResultPlace } from "./ports";

/** JSON text of a result for its row, or of a preview when the result is in a file because it is large. */
export interface StoredResult {
  text: string | null;
  bytes: number;
  file: string | null;
}

/** Results above this go to a file. */
const LARGE_BYTES = 256 * 1024;

export function inlineResult(result: JsonValue): StoredResult {
  // A text is most often written as it is; to write it anew, and count the bytes of what came out, would copy it several times.
  if (typeof result === "string" && isPlain(result))
    return { text: `"${result}"`, bytes: Buffer.byteLength(result) + 2, file: null };
  const text = jsonText(result) ?? "null";
  return { text, bytes: Buffer.byteLength(text), file: null };
}

export const isLarge = (stored: StoredResult): boolean => stored.bytes > LARGE_BYTES;

/** Puts a large result into its file; durable when it returns. */
export async function storeResult(files: ResultFiles, place: ResultPlace, result: JsonValue): Promise<StoredResult> {
  const { bytes } = inlineResult(result);
  const { file, preview } = await files.save(place, result);
  return { text: jsonText(preview), bytes, file };
}
