/**
 * The word of `known` that a person most likely meant by `word`, or undefined when none is close. Closeness is the
 * Damerau-Levenshtein distance (optimal string alignment), at most a third of the word's length, at least 1.
 */
export function nearest(word: string, known: Iterable<string>): string | undefined {
  if (word.length > MAX_LENGTH) return undefined;
  const wanted = word.toLowerCase();
  let best: string | undefined;
  let bestDistance = Math.max(1, Math.ceil(word.length / 3)) + 1;
  for (const candidate of known) {
    if (candidate === word || Math.abs(candidate.length - word.length) >= bestDistance) continue;
    const distance = editDistance(wanted, candidate.toLowerCase());
    if (distance < bestDistance) {
      best = candidate;
      bestDistance = distance;
    }
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

/** Insertions, deletions, substitutions and swaps of neighbours that turn `a` into `b`. */
function editDistance(a: string, b: string): number {
  let beforePrevious: number[] = [];
  let previous = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const current = [i];
    for (let j = 1; j <= b.length; j++) {
      const cost = a[i - 1] === b[j - 1] ? 0 : 1;
      let distance = Math.min((previous[j] ?? 0) + 1, (current[j - 1] ?? 0) + 1, (previous[j - 1] ?? 0) + cost);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) {
        distance = Math.min(distance, (beforePrevious[j - 2] ?? 0) + 1);
      }
      current.push(distance);
    }
    beforePrevious = previous;
    previous = current;
  }
  return previous[b.length] ?? 0;
}

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
