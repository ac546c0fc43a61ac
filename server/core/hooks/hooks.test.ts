import { describe, expect, test } from "vitest";
import { check } from "../plan/check";
import { smallCatalog } from "../plan/testing/small-catalog";
import { pruned } from "./context";
import { parseHooks, parseTrial } from "./parse-hooks";
import { readSample, sampleAt } from "./sample";
import type { HookMoment } from "./words";

const step = (hooks: string, more = "") => `name: x
params: { region: { type: string } }
steps:
  - id: a
    tool: transform
    operation: set
    parameters: { value: 1 }
${more}    hooks:
${hooks.replace(/^/gm, "      ")}
`;
const problems = (text: string) =>
  check(text, { catalog: smallCatalog, hookEnv: ["WEBHOOK_URL"] }).diagnostics.map(
    ({ path, message }) => `${path}: ${message}`,
  );
const inLog = (message: string, moment = "task_finished") =>
  `${moment}: [{ type: log, params: { message: ${JSON.stringify(message)} } }]`;

describe("what hooks may name", () => {
  test.each([
    inLog("{{ task.status }} {{ output.total }} {{ input.value }} {{ params.region }} {{ execution.id }}"),
    inLog("${WEBHOOK_URL} and {{ env.WEBHOOK_URL }}"),
    "task_started: []\nworkflow_finished: []",
    "task_finished:\n  - { type: transform, params: { set: { one: 1 } } }\n  - { type: log, params: { message: '{{ vars.one }}' } }",
    "task_finished: [{ type: webhook, params: { url: 'https://a.example/', headers: { A: '{{ secrets.k }}' }, secret: ['{{ secrets.k }}'] } }]",
  ])("%s", (hooks) => {
    expect(problems(step(hooks))).toEqual([]);
  });

  test.each([
    [inLog("{{ env.HOME }}"), "The environment variable HOME is not for hooks. Allowed are"],
    [inLog("${HOME}"), "CHAINWRIGHT_HOOK_ENV"],
    [inLog("{{ task.stat }}"), 'There is no "stat" in `task`'],
    [inLog("{{ output.x }}", "task_started"), "There is no `output` when a step has only started."],
    [inLog("{{ params.reg }}"), 'There is no "reg" in `params`'],
    [inLog("{{ vars.one }}"), "Set it in a `transform` before this hook."],
    [inLog("{{ secrets.k }}"), "Secrets can be used in the `headers` and the `secret` of a webhook only."],
    [inLog("{{ nothing }}"), 'Hooks know no name "nothing"'],
    [inLog("{{ broken"), "cannot be read"],
    ["workflow_finished: [{ type: log, params: { message: x } }]", "is of the chain only"],
    ["task_finished: [{ type: shell, params: {} }]", "`type` must be one of"],
    ["task_finished: [{ type: log, params: { massage: x } }]", 'Did you mean "message"?'],
    ["task_finished: [{ type: webhook, params: { url: x, timeout: 31 } }]", "must be at most 30"],
  ])("%s: %s", (hooks, message) => {
    const found = problems(step(hooks));
    expect(found).toHaveLength(1);
    expect(found[0]).toContain(message);
  });
});

test("hooks stand in the plan with their defaults, and a plan without any has no trace of them", () => {
  const text = step(inLog("${WEBHOOK_URL}"));
  const { plan } = check(text, { catalog: smallCatalog, hookEnv: ["WEBHOOK_URL"] });
  expect(plan?.steps[0]?.hooks).toEqual({
    task_finished: [
      { type: "log", params: { message: "{{ env.WEBHOOK_URL }}" }, onError: "continue", environments: null },
    ],
  });
  expect(plan && "hooks" in plan).toBe(false);
});

test.each([
  ["id: process_order\n    type: basic\n    action: transform.set", { tool: "transform", operation: "set" }],
  [
    "id: ask\n    type: basic\n    action: Send a note",
    { tool: "transform", operation: "set", task: { id: "t1", name: "Send a note" } },
  ],
])("a step of the classic form: %s", (written, expected) => {
  const body = { tool: "transform", operation: "set", parameters: { value: 2 } };
  const tasks = new Map([["t1", { id: "t1", name: "Send a note", body }]]);
  const text = `name: x\nsteps:\n  - ${written}\n    parameters: { value: 1 }\n`;
  const { plan, diagnostics } = check(text, { catalog: smallCatalog, tasks });
  expect(diagnostics).toEqual([]);
  expect(plan?.steps[0]).toMatchObject(expected);
});

test("a step says what it does once", () => {
  const text = "name: x\nsteps:\n  - { id: a, type: basic, action: transform.set, tool: transform, operation: set }\n";
  expect(problems(text)).toContainEqual(expect.stringContaining("A step with an `action` has no `tool`"));
  expect(problems("name: x\nsteps:\n  - { id: a, type: basic }\n")[0]).toContain("says in `action` what it does");
});

test.each([
  [{ a: { b: 1, c: 2 }, d: 3 }, [["a", "b"]], { a: { b: 1 } }],
  [{ a: 1 }, [["missing"]], { a: 1 }],
  [[1, 2], [[0]], [1, 2]],
  [null, [["total"]], { total: null }],
  ["text", [["total"]], "text"],
])("of %j the paths %j keep %j", (value, paths, kept) => {
  expect(pruned(value, paths)).toEqual(kept);
});

test("hooks of an administrator, and one to try, are read like those of a chain", () => {
  expect(parseHooks("workflow_finished: [{ type: log, params: { message: hi } }]", []).hooks).toMatchObject({
    workflow_finished: [{ type: "log" }],
  });
  expect(parseHooks("", []).diagnostics).toEqual([]);
  expect(parseHooks("nonsense: 1", []).diagnostics[0]?.message).toContain('Unknown key "nonsense"');
});

const log = (message: string) => `type: log\nparams:\n  message: "${message}"\n`;
const tried = (text: string, moment: HookMoment = "task_finished") => {
  const { hook, before, diagnostics } = parseTrial(text, [], moment);
  return {
    type: hook?.type ?? null,
    before: before.length,
    problems: diagnostics.map((one) => `${one.line}: ${one.message}`),
  };
};

test("a hook to try is read like one of a chain, at its moment, and a problem names its line", () => {
  expect(tried(log("{{ output.total }}"))).toEqual({ type: "log", before: 0, problems: [] });
  expect(tried(log("{{ env.X }}")).problems).toEqual([expect.stringMatching(/^3: .*not for hooks/)]);
  expect(tried(log("{{ output.total }}"), "task_started").problems).toEqual([
    expect.stringMatching(/^3: .*no `output`/),
  ]);
  expect(tried("").problems).toHaveLength(1);
  expect(tried("[]").problems).toHaveLength(1);
});

test("of a list of hooks the last is tried, and reads what a transform before it makes", () => {
  const list =
    "- { type: transform, params: { set: { twice: 2 } } }\n- type: log\n  params: { message: '{{ vars.twice }}' }\n";
  expect(tried(list)).toEqual({ type: "log", before: 1, problems: [] });
  expect(tried(list.replace("vars.twice", "vars.thrice")).problems).toEqual([expect.stringMatching(/^3: .*"thrice"/)]);
});

test("a sample is written over the usual one, and what is wrong with it is said", () => {
  expect(readSample("", "task_finished").sample).toEqual(sampleAt("task_finished"));
  const { sample } = readSample("task: { name: Count }\noutput: { count: 3 }", "task_finished");
  expect(sample).toMatchObject({
    task: { name: "Count", status: "success" },
    output: { count: 3 },
    input: { order_id: 42 },
  });
  expect(readSample("ouput: 1", "task_finished").problem).toContain('Did you mean "output"?');
  expect(readSample("just words", "task_finished").problem).toContain("names and values");
  expect(readSample("a: [", "task_finished").problem).toMatch(/^Line 1: /);
  expect(sampleAt("workflow_finished")).not.toHaveProperty("task");
  expect(sampleAt("task_started")).not.toHaveProperty("output");
});
