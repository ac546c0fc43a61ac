import { plural } from "@/components/shared/format";
import type { DefinitionMerge } from "@/server/core/merge/merge-definitions";
import { subjectsOf } from "./subjects";

const NAMED = 3;

/** What taking a newer version does to a copy, before one begins with it. */
export function updateWords(merge: DefinitionMerge): string {
  const { subjects } = subjectsOf(merge);
  const by = (wanted: string) => subjects.filter(({ places }) => places.some((place) => place.by === wanted));
  const [open, yours, theirs] = [by("conflict"), by("yours"), by("theirs")].map((found) =>
    found.filter(({ stepId, places }) => stepId !== null || places.some((place) => place.by === "conflict")),
  );
  const titles = (found: typeof subjects = []) =>
    found.map(({ stepId, title }) => (stepId === null ? "the settings of the chain" : `"${title}"`));
  const sentences = [
    yours?.length ? `You changed ${list(titles(yours))} in your copy. The update keeps that.` : null,
    theirs?.length ? `The author changed ${plural(theirs.length, "step")}.` : null,
    open?.length ? `Both changed ${list(titles(open))}: you decide there.` : null,
  ].filter((sentence) => sentence !== null);
  return sentences.join(" ") || "The update touches nothing that you changed.";
}

function list(words: readonly string[]): string {
  if (words.length > NAMED) return plural(words.length, "step");
  const last = words.at(-1) ?? "";
  return words.length > 1 ? `${words.slice(0, -1).join(", ")} and ${last}` : last;
}
