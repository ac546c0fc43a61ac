/**
 * The word of `known` that a person most likely meant by `word`, or undefined when none is close. Closeness is the
 * Damerau-Levenshtein distance (optimal string alignment), at most a third of the word's length, at least 1 and at most 6.
 */
export function nearest(word: string, known: Iterable<string>): string | undefined {
  if (word.length > MAX_LENGTH) return undefined;
  const wanted = word.toLowerCase();
  let best: string | undefined;
  let bound = Math.min(Math.max(1, Math.ceil(word.length / 3)), MAX_DISTANCE) + 1;
  let effort = MAX_EFFORT;
  for (const candidate of known) {
    if (candidate === word || Math.abs(candidate.length - word.length) >= bound) continue;
    const { distance, cells } = editDistance(...withoutCommon(wanted, candidate.toLowerCase()), bound);
    if (distance < bound) {
      best = candidate;
      bound = distance;
    }
    effort -= cells;
    if (effort < 0) break;
  }
  return best ?? beginning(wanted, known);
}

/** Too far away by letters, but plainly cut short or written out: `fail` for `failure`. */
function beginning(wanted: string, known: Iterable<string>): string | undefined {
  if (wanted.length < 3) return undefined;
  return [...known].find(
    (word) => word.length > 2 && (word.startsWith(wanted) || wanted.startsWith(word)) && word !== wanted,
  );
}

const MAX_LENGTH = 64;
const MAX_DISTANCE = 6;
/** Cells of distance tables for one word. Thousands of real names take less; names that were made to be compared forever do not. */
const MAX_EFFORT = 10_000;

/** Two words without what both begin and end with: names of steps are alike, and only the rest counts. */
function withoutCommon(a: string, b: string): [string, string] {
  const shorter = Math.min(a.length, b.length);
  let start = 0;
  while (start < shorter && a.charCodeAt(start) === b.charCodeAt(start)) start++;
  let end = 0;
  while (end < shorter - start && a.charCodeAt(a.length - 1 - end) === b.charCodeAt(b.length - 1 - end)) end++;
  return [a.slice(start, a.length - end), b.slice(start, b.length - end)];
}

/**
 * Insertions, deletions, substitutions and swaps of neighbours that turn `a` into `b`, if fewer than `bound`; else `bound`. Only the
 * cells near the diagonal can stay below it (Ukkonen 1985), and a row without one ends the search. `cells`: how many were filled.
 */
function editDistance(a: string, b: string, bound: number): { distance: number; cells: number } {
  let [beforePrevious, previous, current] = ROWS;
  let cells = b.length + 1;
  for (let j = 0; j <= b.length; j++) previous[j] = j;
  for (let i = 1; i <= a.length; i++) {
    const [from, to] = [Math.max(1, i - bound), Math.min(b.length, i + bound)];
    current[0] = i;
    // What lies beside the stretch is read by the next row, and is too far away.
    if (from > 1) current[from - 1] = bound;
    if (to < b.length) current[to + 1] = bound;
    let lowest = i;
    for (let j = from; j <= to; j++) {
      const cost = a.charCodeAt(i - 1) === b.charCodeAt(j - 1) ? 0 : 1;
      let distance = Math.min(at(previous, j) + 1, at(current, j - 1) + 1, at(previous, j - 1) + cost);
      const isSwap =
        i > 1 && j > 1 && a.charCodeAt(i - 1) === b.charCodeAt(j - 2) && a.charCodeAt(i - 2) === b.charCodeAt(j - 1);
      if (isSwap) distance = Math.min(distance, at(beforePrevious, j - 2) + 1);
      current[j] = distance;
      if (distance < lowest) lowest = distance;
    }
    cells += to - from + 1;
    if (lowest >= bound) return { distance: bound, cells };
    [beforePrevious, previous, current] = [previous, current, beforePrevious];
  }
  return { distance: Math.min(bound, at(previous, b.length)), cells };
}

/** A word in small letters may be longer than it was, up to three times. */
const row = () => new Uint8Array(4 * MAX_LENGTH);
/** Of the distance tables: used by one word after the other. */
const ROWS: readonly [Uint8Array, Uint8Array, Uint8Array] = [row(), row(), row()];
const at = (cells: Uint8Array, column: number): number => cells[column] ?? 0;

/** `; did you mean "x"?` or nothing. */
export const didYouMean = (suggestion: string | undefined): string =>
  suggestion === undefined ? "" : ` Did you mean "${suggestion}"?`;

/** A list of names for a message, cut when it gets long: `"a", "b" and 12 more`. */
export function listNames(names: Iterable<string>, limit = 12): string {
  const all = [...names];
  const shown = all.slice(0, limit).map((name) => `"${name}"`);
  if (all.length > limit) return `${shown.join(", ")} and ${all.length - limit} more`;
  return shown.join(", ");
}
