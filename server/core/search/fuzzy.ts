/** How well a name fits what somebody types: the letters in their order, with what people mean first in front. */

/** Below nothing fits: 0 is the worst fit, 1 the exact name. Null: it does not fit. */
export function fuzzyScore(query: string, name: string): number | null {
  const [wanted, text] = [fold(query), fold(name)];
  if (wanted === "") return 0;
  if (text === wanted) return 1;
  const at = text.indexOf(wanted);
  if (at === 0) return 0.95;
  if (at > 0) return isWordStart(text, at) ? 0.9 : 0.8;
  const words = wanted.split(/\s+/);
  if (words.length > 1 && words.every((word) => text.includes(word))) return 0.75;
  return scattered(wanted.replace(/\s+/g, ""), text);
}

const [ADJACENT, WORD_START, ANYWHERE] = [1, 0.9, 0.2];

/** Between 0 and 0.7, of the best way to find the letters: more for those that begin words or follow each other. */
function scattered(wanted: string, text: string): number | null {
  // What the letters so far are worth when the last of them is found at each place.
  let before = Array.from({ length: text.length }, () => Number.NEGATIVE_INFINITY);
  for (let index = 0; index < wanted.length; index += 1) {
    let bestBefore = index === 0 ? 0 : Number.NEGATIVE_INFINITY;
    const now = before.map((_, place) => {
      if (index > 0 && place > 1) bestBefore = Math.max(bestBefore, before[place - 2] ?? bestBefore);
      if (text[place] !== wanted[index]) return Number.NEGATIVE_INFINITY;
      const apart = bestBefore + (isWordStart(text, place) ? WORD_START : ANYWHERE);
      const next = index > 0 && place > 0 ? (before[place - 1] ?? Number.NEGATIVE_INFINITY) + ADJACENT : apart;
      return Math.max(apart, next);
    });
    before = now;
  }
  const points = Math.max(Number.NEGATIVE_INFINITY, ...before);
  return Number.isFinite(points) ? (points / wanted.length) * 0.7 : null;
}

const isWordStart = (text: string, at: number): boolean => at === 0 || /[^\p{L}\p{N}]/u.test(text[at - 1] ?? "");

/** Without accents and capitals. */
const fold = (text: string): string => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().trim();

/** Those that fit, the best first; equals stay in their order. */
export function fuzzyRank<Item>(query: string, items: readonly Item[], textOf: (item: Item) => string[]): Item[] {
  return items
    .flatMap((item) => {
      const scores = textOf(item).flatMap((text, index) => {
        const score = fuzzyScore(query, text);
        // What stands beside the name counts less than the name, and has to contain the words.
        return score === null || (index > 0 && score < 0.75) ? [] : [index === 0 ? score : score * 0.7];
      });
      return scores.length > 0 ? [{ item, score: Math.max(...scores) }] : [];
    })
    .sort((a, b) => b.score - a.score)
    .map(({ item }) => item);
}
