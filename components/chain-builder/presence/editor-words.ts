import type { OtherEditor } from "@/server/services/chain-editors";

/** Who edits too, in a line. `titles`: names of the steps by their ids. */
export function editorWords(others: readonly OtherEditor[], titles: ReadonlyMap<string, string>): string | null {
  const [first, ...rest] = others;
  if (!first) return null;
  const who = first.you ? "You, in another tab," : first.name;
  const step = first.stepId === null ? null : (titles.get(first.stepId) ?? first.stepId);
  const more = rest.length > 0 ? ` and ${rest.length} more` : "";
  const verb = first.you || rest.length > 0 ? "are" : "is";
  return `${who}${more} ${verb} editing${rest.length === 0 && step !== null ? ` ${step}` : " this chain"}`;
}
