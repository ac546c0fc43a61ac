import { describe, expect, it } from "vitest";
import { referencedTasks } from "../definition/inline-tasks";
import type { SavedTask } from "../definition/saved-task";
import type { JsonObject } from "../json";
import { check } from "./check";
import { smallCatalog } from "./testing/small-catalog";

const task = (id: string, name: string, body: JsonObject): [string, SavedTask] => [id, { id, name, body }];
const tasks = new Map([
  task("t-1", "Read the shop", {
    tool: "http",
    operation: "request",
    parameters: { method: "POST", url: "https://shop.example/{{ params.page }}", headers: { a: "1" } },
  }),
  task("t-2", "Judge", {
    execution_mode: "orchestrated",
    task_description: "Which are cheap?",
    parameters: { deals: "{{ read.json }}" },
  }),
  task("t-3", "Broken", { tool: "http" }),
  task("t-4", "Odd", { tool: "http", operation: "request", timeout: 5 }),
]);
const checked = (steps: string, head = "params: { page: { type: string } }") =>
  check(`name: x\n${head}\nsteps:\n${steps}`, { catalog: smallCatalog, tasks });
const problems = (steps: string, head?: string) =>
  checked(steps, head).diagnostics.map(({ path, message }) => `${path}: ${message}`);

describe("a step that does a saved task", () => {
  it("has the body of the task, found by id or name, in the plan", () => {
    const { plan, definition } = checked("  - { id: read, task: Read the shop }\n  - { id: judge, task: t-2 }");
    expect(plan?.steps).toMatchObject([
      { tool: "http", operation: "request", task: { id: "t-1", name: "Read the shop" } },
      { tool: "llm", operation: "task", parameters: { task: "Which are cheap?", data: { deals: "{{ read.json }}" } } },
    ]);
    expect(plan?.steps[0]?.parameters).toMatchObject({ method: "POST", headers: { a: "1" } });
    expect(definition?.steps[0]).toEqual({ id: "read", task: "Read the shop" });
  });

  it("puts its own parameters over those of the task, key by key", () => {
    const { plan } = checked("  - { id: read, task: t-1, parameters: { method: GET, headers: { b: '2' } } }");
    expect(plan?.steps[0]?.parameters).toEqual({
      method: "GET",
      url: "https://shop.example/{{ params.page }}",
      headers: { b: "2" },
    });
  });

  it.each([
    ["  - { id: a, task: Read the shp }", undefined, 'steps[0].task: Step "a": there is no saved task "Read the shp"'],
    ["  - { id: a, task: t-3 }", undefined, 'steps[0].task: The task "Broken" cannot be done: it needs `tool` and'],
    ["  - { id: a, task: t-4 }", undefined, 'steps[0].task: The task "Odd" cannot be done: '],
    ["  - { id: a, task: t-1 }", "tags: []", 'steps[0].parameters.url: Step "a": There is no parameter "page"'],
    ["  - { id: a, task: t-2 }", undefined, 'steps[0].parameters.deals: Step "a": There is no name "read"'],
    ["  - { id: a, task: t-1, parameters: { methd: GET } }", undefined, "steps[0].parameters.methd: "],
    ["  - { id: a, task: t-1, tool: http }", undefined, "steps[0].tool: A step that does a saved task has no `tool`"],
    ["  - { id: a, task: t-1, limits: { turns: 1 } }", undefined, "steps[0].limits: A step that does a saved task"],
    [
      "  - { id: a, task: t-1, chain: other }",
      undefined,
      "steps[0].chain: A step that does a saved task has no `chain`",
    ],
  ])("%s: %s is refused", (steps, head, message) => {
    expect(problems(steps, head)).toEqual([expect.stringContaining(message)]);
  });

  it("is told which tasks there are, and the nearest", () => {
    const [diagnostic] = checked("  - { id: a, task: Juge }").diagnostics;
    expect(diagnostic).toMatchObject({ suggestion: "Judge", line: 4, stepId: "a" });
    expect(diagnostic?.message).toContain('"Read the shop", "Judge"');
  });

  it("is refused where no tasks are known", () => {
    const { diagnostics } = check("name: x\nsteps: [{ id: a, task: b }]", { catalog: smallCatalog });
    expect(diagnostics[0]?.message).toBe('Step "a": there is no saved task "b". No tasks are saved here.');
  });
});

it("says which tasks a definition names, before they are known", () => {
  const text = "name: x\nsteps: [{ id: a, task: ' t-1 ' }, { id: b, task: Judge, wrong: 1 }, { id: c, task: t-1 }]";
  expect(referencedTasks(text)).toEqual(["t-1", "Judge"]);
  expect(referencedTasks("[")).toEqual([]);
  expect(referencedTasks({ steps: [{ task: "x" }, {}] })).toEqual(["x"]);
});
