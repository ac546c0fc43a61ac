import { changesBetween, changeWords } from "../core/definition/changes";

/** So many of the newest versions are compared with the one before them. */
export const MOST_COMPARED = 40;
const MOST_KEPT = 2_000;

/** A version never changes, so what it changed is found out once. */
const known = new Map<string, string>();

/** What each version changed of the one before it, by its number. `sources`: newest first, without gaps. */
export function versionWords(
  chainId: string,
  sources: readonly { number: number; source: string }[],
): Map<number, string> {
  return new Map(
    sources.flatMap(({ number, source }, place): [number, string][] => {
      const before = sources[place + 1];
      return before ? [[number, remembered(`${chainId} ${number}`, before.source, source)]] : [];
    }),
  );
}

function remembered(key: string, before: string, after: string): string {
  const found = known.get(key);
  if (found !== undefined) return found;
  const changes = changesBetween(before, after);
  const words = changes ? changeWords(changes) : "Changes the text.";
  const oldest = known.keys().next().value;
  if (known.size >= MOST_KEPT && oldest !== undefined) known.delete(oldest);
  known.set(key, words);
  return words;
}
