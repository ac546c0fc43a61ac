import { expect, test } from "vitest";
import { parse } from "yaml";
import { sequenceCards } from "./sequence-cards";

const cards = (steps: string) => sequenceCards(parse(`steps:\n${steps}`), []);

test("a card says what its step does and when", () => {
  const [run, extract, call, agent] = cards(`
  - { id: a, tool: browser, operation: run, parameters: { actions: [{ goto: x }, { goto: y }] } }
  - { id: b, tool: browser, operation: extract, parameters: { items: .deal, fields: { t: .t, p: .p } } }
  - { id: c, tool: http, operation: request, for_each: "{{ b.items }}", concurrency: 2, when: "b.count > 0" }
  - { id: d, execution_mode: orchestrated, task_description: x, model: { type: qwen2.5 }, allowed_tools: [http.request] }
`);
  expect(run?.sentence).toBe("Browser · 2 actions");
  expect(extract?.sentence).toBe("Browser, extract · .deal · 2 fields");
  expect(call?.sentence).toBe("HTTP GET · for each of b.items, 2 at a time · if b.count > 0");
  expect(agent?.sentence).toBe("LLM · qwen2.5 · may call http.request");
});

test("the link to a card says when it runs, seen from the card above", () => {
  const links = cards(`
  - { id: a, name: First, tool: flow, operation: wait, alternative: spare }
  - { id: b, tool: flow, operation: wait, next: [{ when: x > 1, goto: e }, { goto: f }] }
  - { id: c, tool: flow, operation: wait, depends_on: [{ step: b, on: failure }] }
  - { id: d, tool: flow, operation: wait, depends_on: [a, { step: b, on: always }] }
  - { id: e, tool: flow, operation: wait }
  - { id: f, tool: flow, operation: wait }
  - { id: spare, tool: flow, operation: wait }
  - { id: g, tool: flow, operation: wait, depends_on: [] }
`).map(({ link }) => (link?.kind === "words" ? link.words : link?.on));
  expect(links).toEqual([
    undefined,
    "success",
    "failure",
    "After First and b ended",
    "From b if x > 1",
    "From b otherwise",
    "Stands in when First fails",
    "Starts at once",
  ]);
});

test("two steps with the same id have cards of their own", () => {
  expect(cards("  - { id: a }\n  - { id: a }\n").map(({ key }) => key)).toEqual(["a", "a#2"]);
});
