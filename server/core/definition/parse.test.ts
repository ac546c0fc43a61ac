import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { chainDefinitionJsonSchema } from "./json-schema";
import { parseDefinition, parseDefinitionData } from "./parse";

const step = "  - { id: a, tool: t, operation: o }\n";
const problems = (text: string) => {
  const result = parseDefinition(text);
  return result.ok
    ? []
    : result.diagnostics.map(({ path, line, column, message }) => `${path} ${line}:${column} ${message}`);
};
const inChain = (line: string) => `name: x\n${line}\nsteps:\n${step}`;
const inStep = (lines: string) => `name: x\nsteps:\n  - id: a\n    tool: t\n    operation: o\n    ${lines}\n`;

describe("a definition that fits", () => {
  test("comes out with ids and the names of the format", () => {
    const text = `{ "name": "Classic", "error_policy": "CONTINUE", "retry_config": { "max_attempts": 2 },
      "steps": [ { "name": "Get Wéather!", "tool": "t", "operation": "o", "error_policy": "STOP", "description": null },
                 { "name": "Get weather", "tool": "t", "operation": "o", "retry_config": { "jitter": true },
                   "repeat_config": { "max": 2 }, "next_step_logic": [ { "goto": "end" } ] } ] }`;
    const result = parseDefinition(text);
    expect(result).toMatchObject({
      ok: true,
      definition: {
        error_policy: "continue",
        retry: { max_attempts: 2 },
        steps: [
          { id: "get-weather", error_policy: "stop" },
          { id: "get-weather-2", retry: { jitter: true }, repeat: { max: 2 }, next: [{ goto: "end" }] },
        ],
      },
    });
  });

  test("may come as data", () => {
    const data = { name: "x", steps: [{ id: "a", tool: "t", operation: "o" }] };
    expect(parseDefinitionData(data)).toMatchObject({ ok: true, definition: data });
    expect(parseDefinitionData({ ...data, nmae: 1 })).toMatchObject({
      ok: false,
      diagnostics: [{ path: "nmae", line: 0, column: 0, suggestion: "name" }],
    });
  });

  test("may use anchors, comments and keys in any order", () => {
    const text = `# a chain\nsteps:\n  - &one { id: a, tool: t, operation: o, parameters: &p { x: 1 } }\n  - { id: b, tool: t, operation: o, parameters: *p }\nname: x\n`;
    expect(parseDefinition(text)).toMatchObject({ ok: true, definition: { steps: [{}, { parameters: { x: 1 } }] } });
  });

  test.each([
    inChain("hooks: {}"),
    inChain("order: list"),
    inStep("hooks: {}"),
    inStep("when: true"),
    inStep("description:"),
  ])("%j says nothing that is not built", (text) => {
    expect(problems(text)).toEqual([]);
  });
});

describe("one thing wrong", () => {
  test.each([
    ["", " 1:1 A chain definition is a mapping with `name` and `steps`."],
    ["- a", " 1:1 A chain definition is a mapping with `name` and `steps`."],
    [`steps:\n${step}`, "name 1:1 `name` is missing: it must be a text."],
    ["name: x", "steps 1:1 `steps` is missing: it must be a list."],
    ["name: x\nsteps: []", "steps 2:8 `steps` must have at least 1 entry."],
    ["name: x\nsteps: 3", "steps 2:8 `steps` must be a list, not the number 3."],
    ["name: x\nsteps: [1]", "steps[0] 2:9 `steps[0]` must be a mapping with the keys of a step."],
    [inChain("tiemout: 3"), 'tiemout 2:1 Unknown key "tiemout". Did you mean "timeout"?'],
    [inChain("timeout: soon"), 'timeout 2:10 `timeout` must be a number, not the text "soon".'],
    [inChain("timeout: -1"), "timeout 2:10 `timeout` must be more than 0."],
    [
      inChain("error_policy: contineu"),
      'error_policy 2:15 `error_policy` must be one of "stop", "continue", "retry", "alternative", "rollback", not the text "contineu". Did you mean "continue"?',
    ],
    [inChain("tags: [a, 3]"), "tags[1] 2:11 Entry 2 of `tags` must be a text, not the number 3."],
    [
      inChain("share: { browser: true }"),
      'share.browser 2:10 Unknown key "browser" in `share`. Did you mean "browser_session"?',
    ],
    [inChain("name: y"), 'name 2:1 The key "name" stands here twice. Keep one of them.'],
    [inChain("__proto__: y"), " 2:1 This key cannot be used."],
    [
      inChain("timeout: .inf"),
      "timeout 2:10 `timeout` is no value that JSON has. Write a text, number, true or false.",
    ],
    [inChain("tags: *nowhere"), "tags 2:7 This alias (`*name`) has no anchor above."],
    [
      inChain("description: !thing x"),
      "description 2:14 Tags such as `!name` are not supported. Write the plain value.",
    ],
    [inChain("x: ["), " 3:1 The list that `[` opens is not closed: `]` is missing."],
    [
      inChain("retry: {}\nretry_config: {}"),
      "retry_config 3:1 `retry_config` is another name of `retry`. Keep one of them.",
    ],
    [inStep("parametrs: {}"), 'steps[0].parametrs 6:5 Unknown key "parametrs". Did you mean "parameters"?'],
    [
      inStep("join: all_suceeded"),
      'steps[0].join 6:11 `join` must be one of "all_succeeded", "any_succeeded", "all_done", "none_failed", not the text "all_suceeded". Did you mean "all_succeeded"?',
    ],
    [inStep("depends_on: a"), 'steps[0].depends_on 6:17 `depends_on` must be a list, not the text "a".'],
    [
      inStep("depends_on: [{ step: a, on: fail }]"),
      'steps[0].depends_on[0].on 6:33 `on` must be one of "success", "failure", "always", not the text "fail". Did you mean "failure"?',
    ],
    [
      inStep("depends_on: [{ stp: a }]"),
      'steps[0].depends_on[0].stp 6:20 Unknown key "stp" in `depends_on[0]`. Did you mean "step"?',
    ],
    [
      inStep("output_key: 1a"),
      "steps[0].output_key 6:17 `output_key` must start with a letter and may only have letters, digits, - and _.",
    ],
    [inStep("retry: { max_attempts: 0 }"), "steps[0].retry.max_attempts 6:28 `max_attempts` must be at least 1."],
    [inStep("retry: { max_attempts: 1.5 }"), "steps[0].retry.max_attempts 6:28 `max_attempts` must be a whole number."],
    [
      "name: x\nsteps:\n  - { id: a, execution_mode: orchestrated }",
      'steps[0] 3:5 Step "a" is orchestrated: say in `task_description` what is to be done.',
    ],
    [
      inStep("model: x"),
      "steps[0].model 6:5 `model` is for orchestrated steps. Remove it, or set `execution_mode: orchestrated`.",
    ],
    [
      "name: x\nsteps:\n  - { id: A b, tool: t, operation: o }",
      "steps[0].id 3:11 `id` may only have the letters a to z in lower case, digits, - and _.",
    ],
    ["name: x\nsteps:\n  - { id: a, operation: o }", 'steps[0] 3:5 Step "a" needs `tool`: which tool does the work?'],
    [
      "name: x\nsteps:\n  - { id: a, tol: t, operation: o }",
      'steps[0].tol 3:14 Unknown key "tol". Did you mean "tool"?',
    ],
    [
      "name: x\nsteps:\n  - { tool: t, operation: o }",
      "steps[0] 3:5 The step has neither `id` nor `name`. Give it an id.",
    ],
    [
      "name: x\nsteps:\n  - { id: a, task_description: do }",
      "steps[0].task_description 3:14 A step with a `task_description` also needs `execution_mode: orchestrated`.",
    ],
    [
      inChain("params: { a: { type: sting } }"),
      'params.a.type 2:22 `type` must be one of "string", "number", "integer", "boolean", "array", "object", not the text "sting". Did you mean "string"?',
    ],
    [
      inChain("params: { a: { type: number, default: x } }"),
      'params.a.default 2:39 The default of "a" must be a number, not the text "x".',
    ],
    [
      inChain("params: { a: { type: number, minimum: 3, maximum: 1 } }"),
      "params.a.maximum 2:51 `maximum` is smaller than `minimum`.",
    ],
    [
      inChain("params: { a: { type: string, minimum: 3 } }"),
      "params.a.minimum 2:39 `minimum` does not fit the type string: it is for number and integer.",
    ],
    [
      inChain("params: { a: { type: string, pattern: '(a+)+$' } }"),
      "params.a.pattern 2:39 The pattern could take very long to match. Use a simpler one, anchored with ^, with few repetitions.",
    ],
    [
      inChain("params: { a b: { type: string } }"),
      'params["a b"] 2:11 `a b` must start with a letter and may only have letters, digits, - and _.',
    ],
    [
      inChain("schedule: { frequency: dayly, time: '05:00' }"),
      'schedule.frequency 2:24 `frequency` must be one of "once", "hourly", "daily", "weekly", "monthly", "cron", not the text "dayly". Did you mean "daily"?',
    ],
    [
      inChain("schedule: { frequency: daily, time: '25:00' }"),
      'schedule.time 2:37 `time` must be a time of day such as "05:00:00".',
    ],
    [inChain("schedule: { frequency: daily }"), "schedule.time 2:1 A schedule with `frequency: daily` needs `time`."],
    [
      inChain("schedule: { frequency: daily, time: '05:00', cron: '* * * * *' }"),
      "schedule.cron 2:52 `cron` means nothing with `frequency: daily`. Remove it.",
    ],
    [
      inChain("schedule: { frequency: daily, time: '05:00', timezone: Mars/North }"),
      'schedule.timezone 2:56 "Mars/North" is no timezone. Use an IANA name such as Europe/Berlin or UTC.',
    ],
    [
      inChain("schedule: { frequency: cron, cron: '5' }"),
      'schedule.cron 2:36 "5" is no cron expression that fits. Write five fields: minute, hour, day of month, month, day of week, e.g. "30 6 * * 1-5".',
    ],
    [
      inChain("schedule: { frequency: once, date: '2025-02-30', time: '05:00' }"),
      "schedule.date 2:36 There is no 2025-02-30 in the calendar.",
    ],
  ])("%j: %s", (text, problem) => {
    expect(problems(text)).toEqual([problem]);
  });
});

describe("what is not built yet is refused, never ignored", () => {
  test.each([[inStep("requires: [x]"), "steps[0].requires 6:5 not supported yet: requires"]])("%j", (text, problem) => {
    expect(problems(text)).toEqual([problem]);
  });
});

test("all errors come at once, in the order of the text", () => {
  const text = `name: 3\nsteps:\n  - id: a\n    tool: t\n    operation: o\n    timeout: x\n    jion: y\n  - id: b\n    tool: 5\n    operation: o\nfoo: 1\n`;
  expect(problems(text).map((problem) => problem.split(" ").slice(0, 2).join(" "))).toEqual([
    "name 1:7",
    "steps[0].timeout 6:14",
    "steps[0].jion 7:5",
    "steps[1].tool 9:11",
    "foo 11:1",
  ]);
});

describe("hostile texts end in an error", () => {
  const laughs = `a: &a [${"x,".repeat(9)}]\n${"bcdefghij"
    .split("")
    .map((name, index) => `${name}: &${name} [${`*${"abcdefghij"[index]},`.repeat(9)}]\n`)
    .join("")}`;
  test.each([
    ["billion laughs", laughs, /too large once its aliases/],
    ["endless alias", "a: &a [*a]", /too large|alias|mapping|Unknown/],
    ["deep brackets", "[".repeat(70_000), /nested deeper/],
    ["deeper brackets", "[".repeat(400_000), /too many parts/],
    ["deep dashes", "- ".repeat(70_000), /nested deeper/],
    ["deep mappings", Array.from({ length: 1200 }, (_, depth) => `${" ".repeat(depth)}a:`).join("\n"), /nested deeper/],
    ["size", `name: "${"x".repeat(1_000_001)}"`, /larger than 1 MB/],
    ["many parts", `a: [${"1,".repeat(300_000)}]`, /too many parts/],
    ["many lines of an old kind", "a:\r".repeat(300_000), /too many parts/],
    ["many unknown keys", Array.from({ length: 30_000 }, (_, index) => `k${index}: 1`).join("\n"), /Unknown key/],
    ["many steps", `name: x\nsteps:\n${step.repeat(2001)}`, /at most 2000/],
    ["null bytes", "\u0000\u0000name: x", /cannot be part of a definition/],
  ])("%s", (_title, text, message) => {
    const found = problems(text);
    expect(found.join("\n")).toMatch(message);
    expect(found.length).toBeLessThanOrEqual(100);
  });
});

describe("whatever the text", () => {
  const pieces = fc.constantFrom(
    "name: x\n",
    "steps:\n",
    "  - id: a\n",
    "    tool: t\n",
    "- ",
    "{",
    "}",
    "[",
    "]",
    ": ",
    "\n",
    "  ",
    "&a ",
    "*a",
    "'",
    '"',
    "!x ",
    "|\n",
    "# ",
    ",",
    "\t",
    "? ",
    "é",
    "💥",
    "---\n",
    "%",
  );
  const texts = fc.oneof(
    fc.string(),
    fc.string({ unit: "binary" }),
    fc.array(pieces, { maxLength: 40 }).map((some) => some.join("")),
    fc.json(),
  );

  test("parsing never throws, and every place is inside the text", () => {
    fc.assert(
      fc.property(texts, (text) => {
        const result = parseDefinition(text);
        const lines = text.split("\n");
        for (const one of result.ok ? [] : result.diagnostics) {
          expect(one.line).toBeGreaterThanOrEqual(1);
          expect(one.endLine).toBeLessThanOrEqual(lines.length);
          expect(one.column).toBeGreaterThanOrEqual(1);
          expect(one.column).toBeLessThanOrEqual((lines[one.line - 1]?.length ?? 0) + 1);
          expect(one.endColumn).toBeLessThanOrEqual((lines[one.endLine - 1]?.length ?? 0) + 1);
          expect(one.endLine > one.line || one.endColumn >= one.column).toBe(true);
          expect(one.message).not.toMatch(/expected \w+, received|Invalid input/);
        }
      }),
      { numRuns: 1000 },
    );
  });

  test("any JSON value as data gives an answer", () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(typeof parseDefinitionData(value).ok).toBe("boolean");
        expect(typeof parseDefinitionData({ name: "x", steps: [value] }).ok).toBe("boolean");
      }),
    );
  });
});

test("the JSON Schema names every key of a step and of the chain", () => {
  const schema = JSON.parse(JSON.stringify(chainDefinitionJsonSchema()));
  expect(schema).toMatchObject({ title: "Chain definition", additionalProperties: false, required: ["name", "steps"] });
  expect(Object.keys(schema.properties)).toEqual(expect.arrayContaining(["params", "schedule", "share", "steps"]));
  const step = schema.properties.steps.items.properties;
  expect(step.join.enum).toContain("none_failed");
  expect(step.next).toMatchObject({ type: "array", maxItems: 50, items: { required: ["goto"] } });
  expect(step.repeat).toMatchObject({ type: "object", additionalProperties: false });
  expect(step.for_each.anyOf).toMatchObject([{ type: "string" }, { type: "array", maxItems: 10_000 }]);
  expect(schema.properties.concurrency.anyOf[1].properties.on_conflict.enum).toContain("cancel_running");
  for (const key of [
    "chain",
    "alternative",
    "compensate",
    "total_timeout",
    "start_timeout",
    "idle_timeout",
    "next_step_logic",
  ])
    expect(step[key].description).not.toContain("Not supported yet");
});
