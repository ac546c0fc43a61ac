import { expect, test } from "vitest";
import { toolCatalog } from "../../tools/descriptions";
import { check } from "../plan/check";
import { withTaskBodies } from "./task-bodies";

const ours = {
  ...{ id: "t-1", name: "Ours" },
  body: { tool: "http", operation: "request", parameters: { url: "https://example.com/", method: "GET" } },
};
const asked = { id: "t-2", name: "Asked", body: { execution_mode: "orchestrated", task_description: "Why?" } };
const known = { catalog: toolCatalog, tasks: new Map([ours, asked].map((task) => [task.id, task])) };

const SOURCE = `name: A # the name
steps:
  # Ours, with another method.
  - id: read
    task: Ours # by its name
    parameters: { method: HEAD }
    timeout: 5
  - id: ask
    action: Asked
  - id: call
    action: http.request
    parameters: { url: "{{ read.url }}" }
`;

test("a step says itself what its saved task does; its own parameters go over those of the task, and comments stay", () => {
  const completed = withTaskBodies(SOURCE, known);
  if (!completed.ok) throw new Error("A task is missing.");
  expect(completed.source).toBe(`name: A # the name
steps:
  # Ours, with another method.
  - id: read
    tool: http
    operation: request
    parameters: { method: HEAD, url: https://example.com/ }
    timeout: 5
  - id: ask
    allowed_tools: []
    execution_mode: orchestrated
    task_description: Why?
  - id: call
    action: http.request
    parameters: { url: "{{ read.url }}" }
`);
  const withoutTasks = ({ plan }: ReturnType<typeof check>) =>
    plan?.steps.map(({ task: _, ...step }) => step) ?? "no plan";
  expect(withoutTasks(check(completed.source, { catalog: toolCatalog }))).toEqual(withoutTasks(check(SOURCE, known)));
});

test("JSON stays JSON", () => {
  const source = JSON.stringify({ name: "A", steps: [{ id: "read", task: "t-1" }] });
  const completed = withTaskBodies(source, known);
  expect(completed.ok && JSON.parse(completed.source)).toEqual({ name: "A", steps: [{ ...ours.body, id: "read" }] });
});

test("what names no saved task stays as it is, to the letter", () => {
  const source = "name:   A\nsteps: [ { id: a,  action: transform.set, parameters: { value: 1 } } ]\n";
  expect(withTaskBodies(source, known)).toEqual({ ok: true, source });
});

test("a task that is not there is named with its step", () => {
  expect(withTaskBodies(SOURCE.replace("task: Ours", "task: Theirs"), known)).toEqual({
    ...{ ok: false, stepId: "read", task: "Theirs" },
  });
});
