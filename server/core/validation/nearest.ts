/**
 * The word of `known` that a person most likely meant by `word`, or undefined when none is close. Closeness is the
 * Damerau-Levenshtein distance (optimal string alignment), at most a third of the word's length, at least 1 and at most 6.
 * Words that are looked for in one text may share what it takes.
 */
export function nearest(word: string, known: Iterable<string>, effort = new Effort()): string | undefined {
  if (word.length > MAX_LENGTH || effort.left <= 0) return undefined;
  const wanted = word.toLowerCase();
  let best: string | undefined;
  let bound = Math.min(Math.max(1, Math.ceil(word.length / 3)), MAX_DISTANCE) + 1;
  const enough = effort.left - MAX_CELLS;
  for (const candidate of known) {
    if (effort.left <= Math.max(0, enough)) break;
    if (candidate === word || Math.abs(candidate.length - word.length) >= bound) continue;
    const { distance, cells } = editDistance(...withoutCommon(wanted, candidate.toLowerCase()), bound);
    if (distance < bound) {
      best = candidate;
      bound = distance;
    }
    effort.left -= cells;
  }
  return best ?? beginning(wanted, known);
}

/** Too far away by letters, but plainly cut short or written out: `fail` for `failure`. */
function beginning(wanted: string, known: Iterable<string>): string | undefined {
  if (wanted.length < 3) return undefined;
  for (const word of known)
    if (word.length > 2 && word !== wanted && (word.startsWith(wanted) || wanted.startsWith(word))) return word;
  return undefined;
}

const MAX_LENGTH = 64;
/** Before a word's first letter. */
const NO_LETTER = -1;
const MAX_DISTANCE = 6;
/** Cells of distance tables for one word. Thousands of real names take less; names that were made to be compared forever do not. */
const MAX_CELLS = 10_000;

/** What the words of one text take together: five that were made to be compared forever. Nothing is guessed for further ones. */
export class Effort {
  /** Cells of distance tables. */
  left = 5 * MAX_CELLS;
}

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
    // What lies beside the stretch is read by the next row, and is too far away.
    current[from - 1] = from > 1 ? bound : i;
    if (to < b.length) current[to + 1] = bound;
    const [letter, letterBefore] = [a.charCodeAt(i - 1), i > 1 ? a.charCodeAt(i - 2) : NO_LETTER];
    let [lowest, left, diagonal] = [i, at(current, from - 1), at(previous, from - 1)];
    let other = from > 1 ? b.charCodeAt(from - 2) : NO_LETTER;
    for (let j = from; j <= to; j++) {
      const otherBefore = other;
      other = b.charCodeAt(j - 1);
      const above = at(previous, j);
      let distance = letter === other ? diagonal : diagonal + 1;
      if (above < distance) distance = above + 1;
      if (left < distance) distance = left + 1;
      if (letter === otherBefore && letterBefore === other) {
        const swapped = at(beforePrevious, j - 2) + 1;
        if (swapped < distance) distance = swapped;
      }
      current[j] = distance;
      if (distance < lowest) lowest = distance;
      diagonal = above;
      left = distance;
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
