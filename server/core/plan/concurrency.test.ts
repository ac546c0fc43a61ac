import { describe, expect, test } from "vitest";
import { planOf, problemsOf } from "./testing/chain-text";

const PARAMS = "params: { url: { type: string }, limit: { type: number } }\n";
const head = (written: string) => `${PARAMS}concurrency: ${written}\n`;

describe("concurrency of a chain", () => {
  test.each([
    ["3", { key: "", limit: 3, onConflict: "queue" }],
    ["{}", { key: "", limit: 1, onConflict: "queue" }],
    [
      '{ key: "{{ params.url }}", limit: 1000, on_conflict: return_existing }',
      { key: "{{ params.url }}", limit: 1000, onConflict: "return_existing" },
    ],
    ['{ key: "shop {params.url}", on_conflict: skip }', { key: "shop {{ params.url }}", limit: 1, onConflict: "skip" }],
    ["{ key: shop, on_conflict: cancel_running }", { key: "shop", limit: 1, onConflict: "cancel_running" }],
  ])("%s", (written, concurrency) => {
    expect(planOf(["id: a"], head(written)).concurrency).toEqual(concurrency);
  });

  test("is nothing when it is not written", () => {
    expect(planOf(["id: a"]).concurrency).toBeNull();
  });

  test.each([
    ["0", "concurrency: `concurrency` must be at least 1."],
    ["1001", "concurrency: `concurrency` must be at most 1000."],
    ["many", 'concurrency: `concurrency` must be a number or a mapping of keys to values, not the text "many".'],
    ["{ limit: 0 }", "concurrency.limit: `limit` must be at least 1."],
    ["{ limt: 2 }", 'concurrency.limt: Unknown key "limt" in `concurrency`. Did you mean "limit"?'],
    [
      "{ on_conflict: wait }",
      'concurrency.on_conflict: `on_conflict` must be one of "return_existing", "queue", "skip", "cancel_running", not the text "wait".',
    ],
    [
      '{ key: "{{ params.ulr }}" }',
      'concurrency.key: There is no parameter "ulr". These exist: "url", "limit". Did you mean "url"?',
    ],
    [
      '{ key: "{{ a }}" }',
      'concurrency.key: The key may only read `params`, not "a": it is filled in before anything runs.',
    ],
    ['{ key: "{{ url }}" }', 'Did you mean "params.url"?'],
    ['{ key: "{{ secrets.x }}" }', 'concurrency.key: The key may only read `params`, not "secrets"'],
    ['{ key: "{{ params.url" }', "concurrency.key: "],
  ])("%s is an error", (written, problem) => {
    const found = problemsOf(["id: a"], head(written));
    expect(found).toHaveLength(1);
    expect(found[0]).toContain(problem);
  });
});
