import { expect, test } from "vitest";
import type { JsonValue } from "../../core/json";
import { summaryOf } from "./summary";

const ended = { status: "succeeded", resultBytes: 10, error: null, reason: null };

test.each<[JsonValue, string]>([
  [null, "no result"],
  ["First line\nsecond", "First line"],
  [[1, 2], "2 items"],
  [{ items: [1], url: "x" }, "1 item"],
  [{ downloads: [], url: "/cart", title: "Cart" }, "url /cart, title Cart"],
  [{ downloads: [] }, "0 downloads"],
  [{ inside: {} }, "1 value"],
  [{ status: 200, ok: true }, "status 200, ok true"],
])("sums up %j", (result, words) => {
  expect(summaryOf({ ...ended, result })).toBe(words);
});

test("says how large a large result is, and why there is none", () => {
  expect(summaryOf({ ...ended, result: [1], resultBytes: 4_200 })).toBe("1 item, 4.1 KB");
  const error = { message: "No button named “Next”.\nDetails" };
  expect(summaryOf({ ...ended, status: "failed", result: null, error })).toBe("No button named “Next”.");
  expect(summaryOf({ ...ended, status: "skipped", result: null, reason: { message: "Not needed." } })).toBe(
    "Not needed.",
  );
});
