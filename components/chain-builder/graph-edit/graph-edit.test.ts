import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import type { JsonObject } from "@/server/core/json";
import { check } from "@/server/core/plan/check";
import { chainText, planOf } from "@/server/core/plan/testing/chain-text";
import { smallCatalog } from "@/server/core/plan/testing/small-catalog";
import type { GraphStep } from "@/server/services/execution-view";
import { graphOf } from "@/server/services/graph";
import { whyNotConnect } from "./cycle-path";
import { edgeLabel, editableEdges } from "./edit-edges";
import { sketchOf } from "./sketch";
import { waysOf, withoutWaysTo, withWay } from "./ways";

const graph = (steps: string[], head = "") => graphOf(planOf(steps, head));

describe("connecting two steps", () => {
  const steps = graph(["id: a, name: A", "id: b, name: B", "id: c, name: C", "id: d, name: D, depends_on: [a]"]);
  it.each([
    ["a", "c", null],
    ["d", "b", null],
    ["c", "d", null],
    ["c", "a", "That would be a circle: C → A → B → C."],
    ["b", "a", "That would be a circle: B → A → B."],
    ["a", "a", "A step cannot run after itself."],
  ])("%s to %s: %s", (from, to, why) => {
    expect(whyNotConnect(steps, from, to)).toBe(why);
  });
});

it("says what every wire is", () => {
  const steps = graph(
    [
      'id: check, next: [{ when: "check > 1", goto: many }, { goto: one }], compensate: undo',
      "id: many",
      "id: one, alternative: spare",
      "id: last, depends_on: [many, { step: one, on: always }], when: check, join: all_done",
      "id: bad, depends_on: [{ step: many, on: failure }]",
      "id: spare",
      "id: undo",
    ],
    "error_policy: rollback\n",
  );
  const edges = editableEdges(steps).map((edge) => `${edge.from}>${edge.to} ${edge.kind.type} ${edgeLabel(edge)}`);
  expect(edges.sort()).toEqual([
    "check>many way if check > 1",
    "check>one way otherwise",
    "check>undo stand-by undo",
    "many>bad dependency on failure",
    "many>last dependency if check",
    "one>last dependency always",
    "one>spare stand-by alternative",
  ]);
});

it("sketches what does not compile as the compiler would draw it", () => {
  const text = chainText([
    'id: check, next: [{ when: "check > 1", goto: many }, { when: "check < 0", goto: end }, { goto: one }]',
    "id: many, name: Many",
    "id: one, alternative: spare",
    "id: last, depends_on: [Many, { step: one, on: always }], when: check, join: all_done",
    "id: spare",
    "id: after",
  ]);
  const edges = (steps: readonly GraphStep[]) =>
    steps.map(({ id, role, dependsOn, when, ends }) => JSON.stringify({ id, role, dependsOn, when, ends })).sort();
  const plan = check(text, { catalog: smallCatalog }).plan;
  expect(edges(sketchOf(parse(text)))).toEqual(edges(plan ? graphOf(plan) : []));
  expect(sketchOf(parse(text.replaceAll("value: 1", "")))).toHaveLength(6);
});

describe("ways out of a step", () => {
  const body: JsonObject = { id: "x", next_step_logic: [{ when: "a", goto: "one" }, { goto: "Two" }] };
  it("are read under either name, changed, added and taken out", () => {
    expect(waysOf(body)).toEqual([
      { when: "a", goto: "one" },
      { when: null, goto: "Two" },
    ]);
    expect(withWay(body, 0, { when: " b ", goto: "end" })).toEqual([{ when: "b", goto: "end" }, { goto: "Two" }]);
    expect(withWay(body, null, { when: "c", goto: "three" })).toEqual([
      { when: "a", goto: "one" },
      { when: "c", goto: "three" },
      { goto: "Two" },
    ]);
    expect(withWay(body, null, { when: null, goto: "three" })).toHaveLength(3);
    expect(withoutWaysTo(body, (goto) => goto === "Two")).toEqual([{ when: "a", goto: "one" }]);
    expect(withoutWaysTo(body, () => true)).toBe(undefined);
  });
});
