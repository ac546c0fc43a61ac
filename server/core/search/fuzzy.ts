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

/** Between 0 and 0.7: more for letters that begin words or follow each other. */
function scattered(wanted: string, text: string): number | null {
  let [place, points, last] = [0, 0, -2];
  for (const letter of wanted) {
    const next = bestPlace(text, letter, place, last);
    if (next < 0) return null;
    points += next === last + 1 ? 1 : isWordStart(text, next) ? 0.9 : 0.2;
    [last, place] = [next, next + 1];
  }
  return (points / wanted.length) * 0.7;
}

/** The letter right after the last one, else where a word begins with it, else anywhere. */
function bestPlace(text: string, letter: string, from: number, last: number): number {
  if (text[last + 1] === letter && last + 1 >= from) return last + 1;
  const first = text.indexOf(letter, from);
  for (let at = first; at >= 0; at = text.indexOf(letter, at + 1)) if (isWordStart(text, at)) return at;
  return first;
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
