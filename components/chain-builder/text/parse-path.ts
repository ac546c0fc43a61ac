import type { Path } from "./place";

const PART = /\[(\d+)\]|\[("(?:[^"\\]|\\.)*")\]|\.?([^.[\]]+)/g;

/** `steps[2].parameters["x y"]` as keys and indexes. */
export function parsePath(path: string): Path {
  return [...path.matchAll(PART)].map(([, index, quoted, plain]) => {
    if (index !== undefined) return Number(index);
    return quoted === undefined ? (plain ?? "") : String(JSON.parse(quoted));
  });
}
