import { applyPatches } from "@/components/chain-builder/edits/apply-patches";
import { readChainText } from "@/components/chain-builder/edits/chain-text";
import { finerPatches, type Patch, patchData, same } from "@/components/chain-builder/edits/patch";
import { spliceOf } from "@/components/chain-builder/edits/splice";
import type { TextEdit } from "@/components/chain-builder/edits/text-edit";
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
  for (const beginning of beginnings(texts, wanted)) {
    const text = changed(beginning.text, beginning.patches);
    if (text !== null && same(readDefinition(text)?.data, wanted.data)) return text;
  }
  throw new Error("The chain's own text cannot be read.");
}

/** The nearest first. */
function beginnings(texts: Three<string>, wanted: MergedData) {
  const regions = mergeTexts(texts.base, texts.yours, texts.theirs);
  const lines = (["yours", "theirs", "base"] as const).map((side) => mergedText(regions, side));
  const found = [...new Set(lines), texts.yours].flatMap((text) => {
    const read = readDefinition(text);
    return read ? [{ text, patches: patchesBetween(read, wanted) }] : [];
  });
  const own = found.at(-1);
  const nearest = found.slice(0, -1).sort((a, b) => a.patches.length - b.patches.length)[0];
  return [nearest, own].filter((one) => one !== undefined);
}

/** Steps in, out and elsewhere one by one; then all values at once, so that the text is read once for them. */
function changed(text: string, patches: readonly Patch[]): string | null {
  const isValue = ({ op }: Patch) => op === "set";
  const moved =
    applyPatches(
      text,
      patches.filter((patch) => !isValue(patch)),
    )?.text ?? null;
  if (moved === null) return null;
  const values = patches.filter(isValue);
  return atOnce(moved, values) ?? applyPatches(moved, values)?.text ?? null;
}

/** Null: two changes meet, or one of them cannot be made at its place, or the text does not say it afterwards. */
function atOnce(text: string, values: readonly Patch[]): string | null {
  const chain = readChainText(text);
  if (!chain) return null;
  const edits: TextEdit[] = [];
  for (const patch of values.flatMap((coarse) => finerPatches(chain.data, coarse))) {
    const found = spliceOf(chain, patch);
    if (!found) return null;
    edits.push(...found);
  }
  edits.sort((a, b) => a.from - b.from);
  if (edits.some(({ from }, index) => index > 0 && from <= (edits[index - 1]?.to ?? -1))) return null;
  const result = edits.reduceRight((now, { from, to, insert }) => now.slice(0, from) + insert + now.slice(to), text);
  const wanted = values.reduce((data, patch) => patchData(data, patch), chain.data);
  return same(readChainText(result)?.data, wanted) ? result : null;
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
  const values: Patch[] = [];
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
    if (!same(was, body)) values.push({ op: "set", path: ["steps", index], value: body });
  }
  return [...patches, ...values];
}
