import { linesOf, type MergeChoice, type MergeRegion, usualChoice } from "@/server/core/merge/merge";

/** A place of a merge that is not the same in all three, with a name by which people find it. */
export interface MergePlace {
  /** Of its region. */
  index: number;
  region: Exclude<MergeRegion, { type: "same" }>;
  /** The step or the key at which it is. */
  title: string;
}

/** The changed places, in the order of the text, each named by the last step or key above it. */
export function placesOf(regions: readonly MergeRegion[]): MergePlace[] {
  const places: MergePlace[] = [];
  let title = "The head of the chain";
  for (const [index, region] of regions.entries()) {
    if (region.type === "same") {
      title = titleIn(region.lines) ?? title;
      continue;
    }
    const inside = [region.theirs, region.yours, region.base].map(headOf).find((name) => name !== null);
    places.push({ index, region, title: inside ?? title });
    title = titleIn(region.theirs) ?? titleIn(region.yours) ?? title;
  }
  return places;
}

/** The last step that these lines begin, or the last key at the left edge. */
function titleIn(lines: readonly string[]): string | null {
  for (const line of [...lines].reverse()) {
    const step = /\bid:\s*["']?([\w-]+)/.exec(line);
    if (step) return `Step ${step[1]}`;
    const key = /^["']?([a-z_]+)["']?:/.exec(line);
    if (key) return key[1] === "steps" ? "The steps" : `Setting ${key[1]}`;
  }
  return null;
}

/** The step or key that begins with the first of these lines; null: they go on with one above. */
function headOf(lines: readonly string[]): string | null {
  const [first = ""] = lines;
  if (!/^\s*- /.test(first)) return titleIn([first]);
  const step = lines.find((line) => /\bid:/.test(line));
  return step === undefined ? null : titleIn([step]);
}

/** How a place stands. */
export function choiceAt(place: MergePlace, choices: ReadonlyMap<number, MergeChoice>): MergeChoice | null {
  return choices.get(place.index) ?? usualChoice(place.region);
}

/** What the result has there; null: it is open. */
export function resultAt(place: MergePlace, choices: ReadonlyMap<number, MergeChoice>): readonly string[] | null {
  return linesOf(place.region, choiceAt(place, choices));
}
