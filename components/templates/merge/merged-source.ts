import { applyPatches } from "@/components/chain-builder/edits/apply-patches";
import { type Patch, same } from "@/components/chain-builder/edits/patch";
import type { JsonObject } from "@/server/core/json";
import { type ReadDefinition, readDefinition } from "@/server/core/merge/merge-definitions";
import { mergedText, mergeTexts } from "@/server/core/merge/merge-texts";
import type { Three } from "@/server/core/merge/merge-values";

export interface MergedData {
  data: JsonObject;
  /** Of its steps, also of those that do not write theirs. */
  ids: string[];
}

/**
 * The text of a merge. It begins with both texts merged line by line, since those have the comments and the layout of both; what that does
 * not say as it was decided is then changed at its place. Where the lines do not make a definition, one's own text is the beginning.
 */
export function mergedSource(texts: Three<string>, wanted: MergedData): string {
  const lines = mergedText(mergeTexts(texts.base, texts.yours, texts.theirs), "yours");
  for (const text of [lines, texts.yours]) {
    const read = readDefinition(text);
    const edited = read && applyPatches(text, patchesBetween(read, wanted));
    if (edited && same(readDefinition(edited.text)?.data, wanted.data)) return edited.text;
  }
  throw new Error("The chain's own text cannot be read.");
}

/** What leads from one definition to another: keys of the chain, steps out, in and to their places, and what is different in them. */
export function patchesBetween(from: ReadDefinition, wanted: MergedData): Patch[] {
  const { steps: wantedSteps, ...rest } = wanted.data;
  const bodies = (Array.isArray(wantedSteps) ? wantedSteps : []) as JsonObject[];
  const gone = Object.keys(from.data).filter((key) => key !== "steps" && !Object.hasOwn(rest, key));
  const kept = Object.keys(from.data).filter((key) => key !== "steps" && Object.hasOwn(rest, key));
  const added = Object.keys(rest).filter((key) => !Object.hasOwn(from.data, key));
  return [
    ...gone.map((key): Patch => ({ op: "remove", path: [key] })),
    ...[...kept, ...added].flatMap((key): Patch[] => {
      const value = rest[key];
      return value === undefined || same(from.data[key], value) ? [] : [{ op: "set", path: [key], value }];
    }),
    ...stepPatches(from, wanted.ids, bodies),
  ];
}

function stepPatches(
  { ids, steps }: ReadDefinition,
  wantedIds: readonly string[],
  bodies: readonly JsonObject[],
): Patch[] {
  if (bodies.length === 0) return ids.length === 0 ? [] : [{ op: "set", path: ["steps"], value: [] }];
  const patches: Patch[] = [];
  const now = [...ids];
  for (const [index, id] of [...ids.entries()].reverse()) {
    if (wantedIds.includes(id)) continue;
    patches.push({ op: "remove", path: ["steps", index] });
    now.splice(index, 1);
  }
  for (const [index, id] of wantedIds.entries()) {
    const [body, there] = [bodies[index] ?? {}, now.indexOf(id)];
    const was = steps.get(id);
    if (there < 0) {
      patches.push({ op: "insert", path: ["steps"], index, value: body });
      now.splice(index, 0, id);
      continue;
    }
    if (there !== index) {
      patches.push({ op: "move", path: ["steps"], from: there, to: index });
      now.splice(index, 0, ...now.splice(there, 1));
    }
    if (!same(was, body)) patches.push({ op: "set", path: ["steps", index], value: body });
  }
  return patches;
}
