import { describe, expect, it } from "vitest";
import {
  formatBytes,
  formatCount,
  formatDuration,
  formatMoment,
  formatSpan,
  formatUtc,
  plural,
  shortId,
} from "./format";

describe("formatDuration", () => {
  it.each([
    [0, "0 ms"],
    [412, "412 ms"],
    [3_200, "3.2 s"],
    [59_960, "1m 00.0s"],
    [84_600, "1m 24.6s"],
    [7_380_000, "2h 03m"],
    [273_600_000, "3d 4h"],
    [-5, "0 ms"],
  ])("reads %d ms as %s", (ms, words) => expect(formatDuration(ms)).toBe(words));
});

describe("other formats", () => {
  it("keeps sizes short", () =>
    expect([812, 4_200, 12_582_912].map(formatBytes)).toEqual(["812 B", "4.1 KB", "12 MB"]));
  it("groups large numbers", () => expect(formatCount(1_204_000)).toBe("1\u202f204\u202f000"));
  it("knows one from many", () => expect([plural(1, "step"), plural(2, "step")]).toEqual(["1 step", "2 steps"]));
  it("cuts ids in the middle", () => expect(shortId("019aa431-7c1e-7b52-9e0d-4f6a2c81d3b7")).toBe("019aa431…d3b7"));
  it("measures distances", () =>
    expect([500, 12_000, 240_000, 7.2e6].map(formatSpan)).toEqual(["now", "12 s", "4 min", "2 h"]));
  it("says yesterday and tomorrow in local time", () => {
    const now = new Date(2026, 10, 21, 10, 47).getTime();
    expect(formatMoment(new Date(2026, 10, 21, 5, 0).getTime(), now)).toBe("05:00");
    expect(formatMoment(new Date(2026, 10, 20, 23, 59).getTime(), now)).toBe("yesterday 23:59");
    expect(formatMoment(new Date(2026, 10, 22, 5, 0).getTime(), now)).toBe("tomorrow 05:00");
    expect(formatMoment(new Date(2026, 10, 18, 16, 20).getTime(), now)).toBe("18 Nov 16:20");
    expect(formatMoment(new Date(2024, 10, 18, 16, 20).getTime(), now)).toBe("18 Nov 2024");
  });
  it("shows UTC", () => expect(formatUtc(Date.UTC(2026, 10, 21, 15, 45, 36))).toBe("Sat 21 Nov 2026, 15:45:36 UTC"));
});
