import { describe, expect, it } from "vitest";
import { safeNext } from "./sign-in";

describe("safeNext", () => {
  it.each([
    ["/executions/1?step=a", "/executions/1?step=a"],
    [null, "/chains"],
    ["https://elsewhere.example/", "/chains"],
    ["//elsewhere.example", "/chains"],
    ["/\\elsewhere.example", "/chains"],
    ["/\t/elsewhere.example", "/chains"],
    ["javascript:alert(1)", "/chains"],
  ])("leads from %j to %s", (next, path) => expect(safeNext(next)).toBe(path));
});
