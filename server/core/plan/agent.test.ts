import { describe, expect, it } from "vitest";
import { check } from "./check";
import { smallCatalog } from "./testing/small-catalog";

const SCHEMA =
  "{ type: object, properties: { picks: { type: array, items: { type: object, properties: { title: {} } } } } }";
const checked = (keys: string, after = "") =>
  check(`name: x\nsteps:\n  - { id: ask, execution_mode: orchestrated, task_description: Say it.${keys} }\n${after}`, {
    catalog: smallCatalog,
  });
const problems = (keys: string, after?: string) =>
  checked(keys, after).diagnostics.map(({ path, message }) => `${path}: ${message}`);
const reads = (template: string) =>
  `  - { id: b, tool: transform, operation: set, parameters: { value: "{{ ${template} }}" } }\n`;

describe("allowed_tools", () => {
  it.each([
    ["[http.request]", ["http.request"]],
    ["[browser]", ["browser.run"]],
    ["['browser.*', http.request, browser.run]", ["browser.run", "http.request"]],
    ["[]", []],
  ])("%s stands for %j in the plan", (list, keys) => {
    expect(checked(`, allowed_tools: ${list}`).plan?.steps[0]?.parameters.allowed_tools).toEqual(keys);
  });

  it.each([
    ["[http.requst]", 'steps[0].allowed_tools[0]: There is no tool or operation "http.requst".'],
    ["[browser, htp]", 'steps[0].allowed_tools[1]: There is no tool or operation "htp".'],
    ["[flow.wait]", 'steps[0].allowed_tools[0]: "flow.wait" is never offered to a model'],
    ["['flow.*']", 'steps[0].allowed_tools[0]: "flow.*" is never offered to a model'],
    ["[llm.task]", 'steps[0].allowed_tools[0]: "llm.task" is never offered to a model'],
    ["[chain.run]", 'steps[0].allowed_tools[0]: "chain.run" is never offered to a model'],
    ["[chain]", 'steps[0].allowed_tools[0]: "chain" is never offered to a model'],
  ])("%s is an error", (list, message) => {
    expect(problems(`, allowed_tools: ${list}`)).toEqual([expect.stringContaining(message)]);
  });

  it("suggests the nearest that may be offered", () => {
    expect(checked(", allowed_tools: [http.requst]").diagnostics[0]?.suggestion).toBe("http.request");
  });

  it("belongs to orchestrated steps", () => {
    const text =
      "name: x\nsteps: [{ id: a, tool: transform, operation: set, parameters: { value: 1 }, allowed_tools: [http] }]";
    expect(check(text, { catalog: smallCatalog }).diagnostics[0]?.message).toContain("is for orchestrated steps");
  });
});

describe("output_schema", () => {
  it.each(["ask.picks", "ask.picks[0].title", "ask.picks | size", "ask.picks.size", "ask.picks[0].title.any"])(
    "lets later steps read %s",
    (path) => {
      expect(problems(`, output_schema: ${SCHEMA}`, reads(path))).toEqual([]);
    },
  );

  it.each([
    ["ask.pick", 'has no "pick" in `ask`: it has "picks". Did you mean "picks"?'],
    ["ask.picks[0].titel", 'has no "titel" in `ask.picks[0]`: it has "title"'],
    ["ask.picks.title", 'has no "title" in `ask.picks`'],
  ])("makes %s an error with the names that exist", (path, message) => {
    expect(problems(`, output_schema: ${SCHEMA}`, reads(path))).toEqual([expect.stringContaining(message)]);
  });

  it("may leave its objects open", () => {
    const open = "{ type: object, properties: { a: {} }, additionalProperties: true }";
    expect(problems(`, output_schema: ${open}`, reads("ask.anything"))).toEqual([]);
  });

  it.each([
    ["[]", "steps[0].output_schema: "],
    ["{ type: objekt }", 'steps[0].output_schema.type: "objekt" is no type.'],
    ["{ properties: [a] }", "steps[0].output_schema.properties: `properties` is a mapping of schemas."],
    ["{ properties: { a: text } }", "steps[0].output_schema.properties.a: A schema is a mapping"],
    ["{ required: a }", "steps[0].output_schema.required: "],
    ["{ items: { pattern: '(a+)+$' } }", "steps[0].output_schema.items.pattern: The pattern could take very long"],
    ["{ $ref: 'https://example.com/x' }", "`$ref` is not supported here"],
    ["{ enum: ['{{ params.x }}'] }", "steps[0].output_schema.enum[0]: Templates cannot be used"],
    [`${"{ items: ".repeat(25)}{}${" }".repeat(25)}`, "is nested more than 20 deep"],
    [`{ description: ${"x".repeat(60_000)} }`, "longer than 50000 characters"],
  ])("is an error when it cannot be used (%#)", (schema, message) => {
    expect(problems(`, output_schema: ${schema}`)).toEqual([expect.stringContaining(message)]);
  });
});

it("without a schema the answer is text, with nothing inside", () => {
  const hint = expect.stringContaining("it is text. Say what it has in the step's `output_schema`");
  expect(problems("", reads("ask.picks"))).toEqual([hint]);
  expect(problems("", reads("ask | upcase"))).toEqual([]);
});

describe("limits", () => {
  it("stand in the plan as written", () => {
    const { plan } = checked(", limits: { turns: 3, tokens: 100, time: 1.5, tool_calls: 2, cost: 0.1 }");
    const limits = { turns: 3, tokens: 100, time: 1.5, tool_calls: 2, cost: 0.1 };
    expect(plan?.steps[0]?.parameters).toEqual({ task: "Say it.", data: {}, model: null, limits });
  });

  it.each([
    ["{ turns: 0 }", "limits.turns"],
    ["{ tokens: 99999999 }", "limits.tokens"],
    ["{ time: -1 }", "limits.time"],
    ["{ turn: 3 }", "limits.turn"],
  ])("%s are refused", (limits, path) => {
    expect(problems(`, limits: ${limits}`)[0]).toContain(`steps[0].${path}: `);
  });
});

it("a step with only a task and its data is compiled as it always was", () => {
  expect(checked("").plan?.steps[0]?.parameters).toEqual({ task: "Say it.", data: {}, model: null });
});

it.each([[", parameters: { pin: '{{ secrets.pin }}' }"], [", model: '{{ secrets.pin }}'"]])(
  "no secret goes to a model: %s",
  (keys) => {
    expect(problems(keys)[0]).toContain("Secrets cannot be given to an LLM.");
  },
);

it("the model may be named by a template, whose names are checked", () => {
  expect(problems(", model: '{{ params.model }}'")[0]).toContain('There is no parameter "model"');
});
