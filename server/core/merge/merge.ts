import { diffIndices } from "node-diff3";

/**
 * Three versions of a text, line by line: what both agree on, what one side changed, and where both changed the same place
 * differently.
 */
export type MergeRegion =
  /** In all three. */
  | { type: "same"; lines: string[] }
  /** Changed by one, or by both alike. */
  | { type: "changed"; by: "yours" | "theirs" | "both"; base: string[]; yours: string[]; theirs: string[] }
  /** Changed by both, differently. */
  | { type: "conflict"; base: string[]; yours: string[]; theirs: string[] };

/** What was decided for a region that is not the same in all: a side, or lines of one's own. */
export type MergeChoice = "yours" | "theirs" | "base" | { lines: string[] };

interface Hunk {
  side: "yours" | "theirs";
  start: number;
  end: number;
  sideStart: number;
  sideEnd: number;
}

/** The regions of a merge, in the order of the text. */
export function mergeTexts(base: string, yours: string, theirs: string): MergeRegion[] {
  const [baseLines, yourLines, theirLines] = [base.split("\n"), yours.split("\n"), theirs.split("\n")];
  const hunks = [...hunksOf(baseLines, yourLines, "yours"), ...hunksOf(baseLines, theirLines, "theirs")].sort(
    (a, b) => a.start - b.start || a.end - b.end,
  );
  const regions: MergeRegion[] = [];
  let at = 0;
  // How far each side is shifted against the base, by the hunks that are done.
  const shift = { yours: 0, theirs: 0 };
  for (let index = 0; index < hunks.length; ) {
    const first = hunks[index];
    if (!first) break;
    const group = [first];
    let end = first.end;
    for (let next = hunks[++index]; next && next.start <= end; next = hunks[++index]) {
      group.push(next);
      end = Math.max(end, next.end);
    }
    if (first.start > at) regions.push({ type: "same", lines: baseLines.slice(at, first.start) });
    const sideLines = (side: Hunk["side"], lines: string[]) => {
      const from = first.start + shift[side];
      for (const hunk of group)
        if (hunk.side === side) shift[side] += hunk.sideEnd - hunk.sideStart - (hunk.end - hunk.start);
      return lines.slice(from, end + shift[side]);
    };
    const [own, other] = [sideLines("yours", yourLines), sideLines("theirs", theirLines)];
    regions.push(regionOf(baseLines.slice(first.start, end), own, other));
    at = end;
  }
  if (at < baseLines.length) regions.push({ type: "same", lines: baseLines.slice(at) });
  return regions;
}

function hunksOf(base: string[], other: string[], side: Hunk["side"]): Hunk[] {
  return diffIndices(base, other).map(({ buffer1: [start, length], buffer2: [sideStart, sideLength] }) => ({
    ...{ side, start, end: start + length, sideStart, sideEnd: sideStart + sideLength },
  }));
}

function regionOf(base: string[], yours: string[], theirs: string[]): MergeRegion {
  const texts = { base, yours, theirs };
  if (alike(yours, theirs)) return { type: "changed", by: "both", ...texts };
  if (alike(base, theirs)) return { type: "changed", by: "yours", ...texts };
  if (alike(base, yours)) return { type: "changed", by: "theirs", ...texts };
  return { type: "conflict", ...texts };
}

const alike = (a: readonly string[], b: readonly string[]): boolean =>
  a.length === b.length && a.every((line, index) => line === b[index]);

/** What a region gives when nobody decides: the side that changed it; null: it is a conflict. */
export function usualChoice(region: MergeRegion): MergeChoice | null {
  if (region.type === "conflict") return null;
  return region.type === "changed" && region.by === "yours" ? "yours" : "theirs";
}

/** The merged text, with a choice by the index of its region; null: a conflict is still open. */
export function mergedText(
  regions: readonly MergeRegion[],
  choices: ReadonlyMap<number, MergeChoice> = new Map(),
): string | null {
  const lines: string[] = [];
  for (const [index, region] of regions.entries()) {
    const chosen = linesOf(region, choices.get(index) ?? usualChoice(region));
    if (chosen === null) return null;
    lines.push(...chosen);
  }
  return lines.join("\n");
}

/** The lines of a region under a choice; null: it is open. */
export function linesOf(region: MergeRegion, choice: MergeChoice | null): readonly string[] | null {
  if (region.type === "same") return region.lines;
  if (choice === null) return null;
  return typeof choice === "object" ? choice.lines : region[choice];
}
