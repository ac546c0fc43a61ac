import { describe, expect, it } from "vitest";
import { advanced, isOutdated, merged, NO_WANTS, pruned, touched, withoutTab, withTab } from "./wants";

const two = withTab(
  withTab(NO_WANTS, "a", [{ id: "x", afterSeq: 5 }], 0),
  "b",
  [
    { id: "x", afterSeq: 3 },
    { id: "y", afterSeq: 0 },
  ],
  0,
);

describe("wants of several tabs", () => {
  it("start where the slowest tab stands", () => {
    expect(merged(two)).toEqual([
      { id: "x", afterSeq: 3 },
      { id: "y", afterSeq: 0 },
    ]);
  });

  it("move on with each relayed event, tab by tab", () => {
    const later = [4, 5, 6].reduce((wants, seq) => advanced(wants, "x", seq), two);
    expect(merged(later)[0]).toEqual({ id: "x", afterSeq: 6 });
  });

  it("do not move over a gap", () => {
    expect(merged(advanced(two, "x", 9))[0]).toEqual({ id: "x", afterSeq: 3 });
  });

  it("lose what only a closed or crashed tab wanted", () => {
    expect(merged(withoutTab(two, "b"))).toEqual([{ id: "x", afterSeq: 5 }]);
    expect(merged(pruned(touched(two, "a", 90) ?? two, 100, 50))).toEqual([{ id: "x", afterSeq: 5 }]);
  });

  it("look at browsers as long as one tab does", () => {
    const looking = withTab(two, "c", [{ id: "y", afterSeq: 2, looks: true }], 0);
    expect(merged(looking)[1]).toEqual({ id: "y", afterSeq: 0, looks: true });
    expect(merged(withoutTab(looking, "c"))).toEqual(merged(two));
  });

  it("know when a tab is a stranger", () => expect(touched(two, "c", 1)).toBeNull());
});

describe("an open stream", () => {
  it("serves tabs that stand at or after the point it has reached", () => {
    expect(isOutdated(new Map([["x", 5]]), [{ id: "x", afterSeq: 5 }])).toBe(false);
    expect(isOutdated(new Map([["x", 5]]), [{ id: "x", afterSeq: 7 }])).toBe(false);
  });
  it("is outdated for a tab that stands before it, for a new execution and for one nobody wants", () => {
    expect(isOutdated(new Map([["x", 5]]), [{ id: "x", afterSeq: 4 }])).toBe(true);
    expect(isOutdated(new Map(), [{ id: "x", afterSeq: 0 }])).toBe(true);
    expect(isOutdated(new Map([["x", 5]]), [])).toBe(true);
    const looking = [{ id: "x", afterSeq: 5, looks: true }] as const;
    expect(isOutdated(new Map([["x", 5]]), looking)).toBe(true);
    expect(isOutdated(new Map([["x", 5]]), looking, new Set(["x"]))).toBe(false);
  });
});
