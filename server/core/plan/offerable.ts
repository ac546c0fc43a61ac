/** Which operations a language model may be offered, and what the words of `allowed_tools` stand for. */
import { didYouMean, listNames, nearest } from "../validation/nearest";
import type { ToolCatalog } from "./catalog";

/** Never offered, whatever a step allows. Keys are `tool.operation`, or `tool.*` for all of a tool. */
const NEVER_OFFERED: Readonly<Record<string, string>> = {
  "flow.*": "only the chain itself decides how it goes on",
  "chain.*": "a model starts no chains",
  "llm.*": "a question asks no other question",
};

/** Why an operation is never offered; null when it may be. */
export const offerRefusal = (key: string): string | null =>
  NEVER_OFFERED[key] ?? NEVER_OFFERED[`${key.split(".", 1)[0]}.*`] ?? null;

export interface AllowedProblem {
  /** Index in the list. */
  at: number;
  message: string;
  suggestion?: string;
}

/** The operations that a list stands for, each once and in its order, and what is wrong with it. */
export function allowedOperations(
  written: readonly string[],
  catalog: ToolCatalog,
): { keys: string[]; problems: AllowedProblem[] } {
  const keys = new Set<string>();
  const problems: AllowedProblem[] = [];
  for (const [at, word] of written.entries()) {
    const found = operationsOf(word, catalog);
    if (typeof found === "string") problems.push({ at, message: found });
    else if (found.length === 0) problems.push({ at, ...unknownWord(word, catalog) });
    else for (const key of found) keys.add(key);
  }
  return { keys: [...keys], problems };
}

/** What one word stands for; a sentence when it stands for what is never offered; nothing when nobody knows it. */
function operationsOf(word: string, catalog: ToolCatalog): string[] | string {
  const refused = (why: string) => `"${word}" is never offered to a model: ${why}. Remove it.`;
  if (catalog.has(word)) {
    const why = offerRefusal(word);
    return why === null ? [word] : refused(why);
  }
  const tool = word.endsWith(".*") ? word.slice(0, -2) : word;
  const why = offerRefusal(`${tool}.*`);
  if (why !== null) return refused(why);
  return [...catalog.values()].flatMap((spec) => (spec.tool === tool ? [`${tool}.${spec.operation}`] : []));
}

function unknownWord(word: string, catalog: ToolCatalog): { message: string; suggestion?: string } {
  const offered = [...catalog.keys()].filter((key) => offerRefusal(key) === null);
  const tools = new Set(offered.map((key) => key.split(".", 1)[0] ?? ""));
  const suggestion = nearest(word, [...offered, ...tools]);
  const message = `There is no tool or operation "${word}". A model may be offered ${listNames(offered, 40)}.${didYouMean(suggestion)}`;
  return { message, suggestion };
}
