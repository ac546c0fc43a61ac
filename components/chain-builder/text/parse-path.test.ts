import { expect, test } from "vitest";
import { formatPath } from "@/server/core/validation/path";
import { parsePath } from "./parse-path";

test("a path that was written out is read again", () => {
  for (const path of [[], ["name"], ["steps", 2, "parameters", "x y", 0, 'say "a"'], ["steps", 0, "a-b_c"]]) {
    expect(parsePath(formatPath(path))).toEqual(path);
  }
});
