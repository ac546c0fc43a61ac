import { diffLines } from "./diff-lines";

/**
 * Three versions of a text, line by line: what both agree on, what one side changed, and where both changed the same place
 * differently.
 */
type MergeRegion =
  /** In all three. */
  | { type: "same"; lines: string[] }
  /** Changed by one, or by both alike. */
  | { type: "changed"; by: "yours" | "theirs" | "both"; base: string[]; yours: string[]; theirs: string[] }
  /** Changed by both, differently. */
  | { type: "conflict"; base: string[]; yours: string[]; theirs: string[] };

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
    // Changes that only touch stand beside each other; two at one and the same place do not.
    const meets = (hunk: Hunk) => hunk.start < end || hunk.start === first.start;
    for (let next = hunks[++index]; next && meets(next); next = hunks[++index]) {
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
  return diffLines(base, other).map(({ start, end, otherStart, otherEnd }) => ({
    ...{ side, start, end, sideStart: otherStart, sideEnd: otherEnd },
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

/** The merged text; in places that both changed, one of the sides. */
export function mergedText(regions: readonly MergeRegion[], inConflicts: "base" | "yours" | "theirs"): string {
  return regions.flatMap((region) => linesOf(region, inConflicts)).join("\n");
}

function linesOf(region: MergeRegion, inConflicts: "base" | "yours" | "theirs"): readonly string[] {
  if (region.type === "same") return region.lines;
  if (region.type === "conflict") return region[inConflicts];
  return region.by === "yours" ? region.yours : region.theirs;
}
