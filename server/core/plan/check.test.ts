import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { referencedSecrets } from "../template/secrets";
import { check } from "./check";
import { PLAN_FORMAT } from "./plan";
import { edgesOf, planOf, problemsOf } from "./testing/chain-text";
import { smallCatalog } from "./testing/small-catalog";

const ids = (steps: string[], head = "") => planOf(steps, head).steps.map(({ id }) => id);
describe("dependencies", () => {
  const everyOnEvery = (count: number) =>
    Array.from({ length: count }, (_, n) => `id: s${n}, depends_on: [${idsUpTo(n)}]`);
  const idsUpTo = (count: number) => Array.from({ length: count }, (_, n) => `s${n}`).join(", ");

  test("a step may wait for five hundred", () => {
    const wide = Array.from({ length: 500 }, (_, n) => `id: s${n}, depends_on: []`);
    expect(problemsOf([...wide, `id: last, depends_on: [${idsUpTo(500)}]`])).toEqual([]);
  });

  test("a chain has at most 10,000, written or read", () => {
    const said = /have 10011 dependencies between them; at most 10000 are possible/;
    expect(problemsOf(everyOnEvery(141))).toEqual([]);
    expect(problemsOf(everyOnEvery(142)).join()).toMatch(said);
    const reading = Array.from({ length: 142 }, (_, n) => {
      const texts = Array.from({ length: n }, (_unused, m) => `"{{ s${m} }}"`);
      return `id: s${n}, parameters: { value: [${texts.join(", ")}] }`;
    });
    expect(problemsOf(reading, "order: auto\n").join()).toMatch(said);
  });

  test("too many of them hide nothing else, and nothing is judged by them", () => {
    const wrong = "id: last, depends_on: [s0], parameters: { value: '{{ s1 }} {{ nowhere }}' }, timeout: soon";
    const found = problemsOf([...everyOnEvery(142), wrong]);
    expect(found).toEqual([
      expect.stringMatching(/have 10012 dependencies/),
      expect.stringMatching(/nowhere/),
      expect.stringMatching(/timeout/),
    ]);
  });
});

describe("order", () => {
  test("a step without depends_on follows the one above", () => {
    expect(edgesOf(["id: a", "id: b", "id: c"])).toEqual(["a <", "b < a:success", "c < b:success"]);
  });

  test("an empty depends_on starts at once", () => {
    expect(edgesOf(["id: a", "id: b, depends_on: []", "id: c"])).toEqual(["a <", "b <", "c < b:success"]);
  });

  test("steps may be named by id or by name, with a condition on the edge", () => {
    const steps = [
      'name: "Get it"',
      "id: b, depends_on: [{ step: Get it, on: failure }]",
      "id: c, depends_on: [get-it, { step: b, on: always }]",
    ];
    expect(edgesOf(steps)).toEqual(["get-it <", "b < get-it:failure", "c < get-it:success b:always"]);
  });

  test("is topological, ties by the definition, and edges point back", () => {
    const steps = [
      "id: z, depends_on: [y]",
      "id: y, depends_on: []",
      "id: x, depends_on: [z]",
      "id: w, depends_on: []",
    ];
    expect(ids(steps)).toEqual(["y", "z", "x", "w"]);
    const plan = planOf(steps);
    expect(plan.steps.map(({ dependents }) => dependents)).toEqual([[1], [2], [], []]);
  });

  test("does not depend on how dependencies are listed, nor does the hash", () => {
    const plan = (list: string) =>
      planOf(["id: a, depends_on: []", "id: b, depends_on: []", `id: c, depends_on: [${list}]`]);
    expect(plan("a, b")).toEqual(plan("b, a"));
  });
});

describe("what is wrong with the graph", () => {
  test.each([
    [
      ["id: a", "id: b, depends_on: [c]", "id: c, depends_on: [d]", "id: d, depends_on: [b]"],
      "steps[1].depends_on: The steps wait for each other: b -> d -> c -> b. Remove one of these dependencies.",
    ],
    [
      ["id: a, depends_on: [c]", "id: b, depends_on: [a]", "id: c, depends_on: [b]"],
      "steps[0].depends_on: The steps wait for each other: a -> b -> c -> a. Remove one of these dependencies.",
    ],
    [
      ["id: a, depends_on: [b]", "id: b"],
      "steps[0].depends_on: The steps wait for each other: a -> b -> a. Remove one of these dependencies.",
    ],
    [["id: a, depends_on: [a]"], 'steps[0].depends_on[0]: Step "a" cannot depend on itself.'],
    [
      ["id: fetch", "id: b, depends_on: [fecth]"],
      'steps[1].depends_on[0]: There is no step "fecth". Did you mean "fetch"?',
    ],
    [
      ["id: a", "id: b, depends_on: [something]"],
      'steps[1].depends_on[0]: There is no step "something". The chain has "a", "b".',
    ],
    [["id: a", "id: b, depends_on: [a, a]"], 'steps[1].depends_on[1]: The dependency on "a" stands here twice.'],
    [["id: a", "id: a"], 'steps[1].id: The id "a" is taken by step 1. Ids must be unique in the chain.'],
    [
      ["id: a, output_key: x", "id: b, output_key: x"],
      'steps[1].output_key: The output key "x" is taken by step "a". Give each step an `output_key` of its own.',
    ],
  ])("%j", (steps, problem) => {
    expect(problemsOf(steps)).toEqual([problem]);
  });

  test("a result cannot take a name that templates have already", () => {
    expect(problemsOf(["id: params"])[0]).toMatch(/^steps\[0\]\.id: "params" is a name that templates have already/);
    expect(problemsOf(["id: a, output_key: secrets"])[0]).toMatch(/^steps\[0\]\.output_key: "secrets"/);
    expect(ids(["id: params, output_key: other"])).toEqual(["params"]);
  });
});

describe("names in templates", () => {
  const reads = (text: string) => `id: b, parameters: { value: "${text}" }`;

  test.each([
    "{{ a }}",
    "{{ a.deep[0].size }}",
    "{{ results.a }} {{ results | json }}",
    "{{ steps.a.status }} {{ steps.a.result.x }}",
    "{{ errors.a.message }}",
    "{{ params.limit }} {{ variables.date }} {{ execution.id }} {{ chain_id }}",
    "{{ secrets.token }}",
    "{a.x} {nothing} {{ current_step }}",
    "{% assign x = a %}{{ x }}",
    "{{ a | default: params.limit }}",
  ])("%s is fine", (text) => {
    expect(problemsOf(["id: a", reads(text)], "params: { limit: { type: number } }\n")).toEqual([]);
  });

  test.each([
    ["{{ aa }}", 'There is no name "aa". These exist here: "a", "params.limit", '],
    ["{{ limit }}", 'Did you mean "params.limit"?'],
    ["{{ params.limt }}", 'There is no parameter "limt" in `params`. These exist: "limit". Did you mean "limit"?'],
    ["{{ results.x }}", 'There is no result "x" in `results`.'],
    ["{{ steps.x.status }}", 'There is no step "x" in `steps`.'],
    [
      "{{ steps.a.state }}",
      'There is no field "state" in `steps.a`. These exist: "status", "result", "error", "started_at", "duration_ms". Did you mean "status"?',
    ],
    [
      "{{ variables.dat }}",
      'There is no field "dat" in `variables`. These exist: "date", "user_id", "scheduled_for". Did you mean "date"?',
    ],
    ["{{ item.id }}", "`item` exists only in a step with `for_each`, and this step has none."],
    ["{{ b }}", "`b` is what this step itself gives"],
    [
      "{{ c.x }}",
      '`c.x` comes from step "c", which is not upstream of step "b". Step "c" comes after step "b": change their order.',
    ],
    ["{c}", '`c` comes from step "c"'],
    ["{{ secrets }}", "Name one secret: `secrets.<name>`."],
    ["{{ a", "cannot be read"],
    ["{{ a | upcaes }}", 'there is no filter "upcaes"'],
  ])("%s is an error that names the step and what exists", (text, message) => {
    const found = problemsOf(["id: a", reads(text), "id: c"], "params: { limit: { type: number } }\n");
    expect(found).toHaveLength(1);
    expect(found[0]).toMatch(/^steps\[1\]\.parameters\.value: Step "b": /);
    expect(found[0]).toContain(message);
  });

  test("a result must be upstream, and the error says what to add", () => {
    const found = problemsOf([
      "id: a",
      "id: b, depends_on: []",
      'id: c, depends_on: [b], parameters: { value: "{{ a }}" }',
    ]);
    expect(found).toEqual([
      'steps[2].parameters.value: Step "c": `a` comes from step "a", which is not upstream of step "c". Add "a" to `depends_on` of step "c".',
    ]);
  });

  test("conditions are checked too, and may not see secrets", () => {
    expect(problemsOf(["id: a", 'id: b, when: "aa.size > 0"'])[0]).toMatch(
      /^steps\[1\]\.when: Step "b": There is no name "aa"/,
    );
    expect(problemsOf(["id: a", 'id: b, when: "secrets.x == 1"'])[0]).toMatch(/Secrets cannot be used in conditions/);
    expect(problemsOf(["id: a", 'id: b, when: "a >"'])[0]).toMatch(/no complete expression/);
  });

  test("a classic form that is nearly a name is a warning, and the chain compiles", () => {
    const steps = ["id: weather", 'id: b, parameters: { value: ["{wether.x}", "{nobody}", "see {wether}"] }'];
    expect(problemsOf(steps)).toEqual([
      'steps[1].parameters.value[0]: `{wether.x}` stays text, because there is no name "wether". Did you mean "weather"?',
    ]);
    expect(planOf(steps).steps).toHaveLength(2);
  });

  test("an LLM gets no secrets", () => {
    const found = problemsOf(['id: a, execution_mode: orchestrated, task_description: "{{ secrets.x }}"']);
    expect(found).toEqual(['steps[0].task_description: Step "a": Secrets cannot be given to an LLM.']);
  });

  test("the name itself is marked in the text, with what to put there", () => {
    const text =
      'name: x\nsteps:\n  - { id: deals, tool: transform, operation: set, parameters: { value: 1 } }\n  - id: b\n    tool: transform\n    operation: set\n    parameters:\n      value: "so {{ dels.x }}"\n';
    const [found] = check(text, { catalog: smallCatalog }).diagnostics;
    expect(found).toMatchObject({ line: 8, column: 21, endLine: 8, endColumn: 25, suggestion: "deals", stepId: "b" });
  });
});

describe("paths into results", () => {
  const problemsAfter = (call: string, text: string) =>
    problemsOf([`id: a, ${call}`, `id: b, parameters: { value: "${text}" }`]);
  const weather = "tool: weather_tool, operation: get_forecast, parameters: { location: home }";
  const http = 'tool: http, operation: request, parameters: { url: "http://a.b/" }';

  test.each([
    [weather, "{{ a.days[0].high }} {{ a.days.size }} {{ a.days.first.low }} {{ a.place.anything.deep }}"],
    [weather, "{{ results.a.days | map: 'high' | json }} {{ steps.a.result.days | json }}"],
    [weather, "{{ a.days[params.n].low }} {{ a.size }}"],
    [http, "{{ a.json.any.thing[0] }} {{ a.headers.etag }} {{ a.body.size }}"],
  ])("%s %s is fine", (call, text) => {
    expect(
      problemsOf([`id: a, ${call}`, `id: b, parameters: { value: "${text}" }`], "params: { n: { type: integer } }\n"),
    ).toEqual([]);
  });

  test.each([
    [
      weather,
      "{{ a.dayz }}",
      'The result of weather_tool.get_forecast has no "dayz" in `a`: it has "days", "place". Did you mean "days"?',
    ],
    [weather, "{{ a.days[0].hihg }}", 'has no "hihg" in `a.days[0]`: it has "high", "low". Did you mean "high"?'],
    [weather, "{{ results.a.days.high }}", 'has no "high" in `results.a.days`: it has nothing inside.'],
    [weather, "{{ steps.a.result.x }}", 'has no "x" in `steps.a.result`'],
    [http, "{{ a.status.code }}", 'has no "code" in `a.status`'],
  ])("%s %s is an error", (call, text, message) => {
    expect(problemsAfter(call, text)).toHaveLength(1);
    expect(problemsAfter(call, text)[0]).toContain(message);
  });
});

describe("parameters are held against the operation", () => {
  const problem = (call: string) => problemsOf([`id: a, ${call}`]);
  test.each([
    [
      'tool: http, operation: request, parameters: { url: "{{ params.u }}", expect: ["{{ params.n }}", 200], method: "{{ params.m }}" }',
    ],
    ['tool: browser, operation: run, parameters: { actions: "{{ params.list }}" }'],
    [
      'tool: browser, operation: run, parameters: { actions: [{ goto: "{{ params.u }}/x" }, { fill: { label: a, value: "{{ secrets.x }}" } }, "{{ params.o }}"] }',
    ],
    [
      'tool: weather_tool, operation: get_forecast, parameters: { location: { latitude: "{{ params.n }}", longitude: 3 } }',
    ],
  ])("%s is left to the run where templates decide", (call) => {
    const head =
      "params: { u: { type: string }, n: { type: number }, m: { type: string }, list: { type: array }, o: { type: object } }\n";
    expect(problemsOf([`id: a, ${call}`], head)).toEqual([]);
  });

  test.each([
    [
      "tool: htp, operation: request",
      'steps[0].tool: There is no tool "htp". These exist: "http", "browser", "transform", "weather_tool". Did you mean "http"?',
    ],
    [
      "tool: http, operation: reqest",
      'steps[0].operation: The tool "http" has no operation "reqest". These exist: "request". Did you mean "request"?',
    ],
    [
      "tool: http.request, operation: x",
      'steps[0].tool: There is no tool "http.request". Write `tool: http`, `operation: request`.',
    ],
    [
      "tool: http, operation: request, parameters: {}",
      'steps[0].parameters.url: Step "a" (http.request): `url` is missing: it must be a text.',
    ],
    [
      "tool: http, operation: request, parameters: { url: here }",
      '`url` must be a URL such as https://example.com/, not the text "here".',
    ],
    [
      'tool: http, operation: request, parameters: { url: "{{ params.x }}", methd: GET }',
      'Unknown key "methd". Did you mean "method"?',
    ],
    [
      'tool: http, operation: request, parameters: { url: "http://a.b/", expect: [] }',
      "`expect` must have at least 1 entry.",
    ],
    [
      'tool: http, operation: request, parameters: { url: "http://a.b/", expect: [99] }',
      "Entry 1 of `expect` must be at least 100.",
    ],
    [
      'tool: browser, operation: run, parameters: { actions: [{ clik: { role: button, name: "{{ params.x }}" } }] }',
      'steps[0].parameters.actions[0].clik: Step "a" (browser.run): Unknown key "clik" in `actions[0]`. Did you mean "click"?',
    ],
    [
      "tool: browser, operation: run, parameters: { actions: [{ fill: { label: a } }] }",
      "steps[0].parameters.actions[0].fill.value: ",
    ],
    [
      "tool: weather_tool, operation: get_forecast, parameters: { location: 3 }",
      "`location` must be a text or a mapping of keys to values, not the number 3.",
    ],
  ])("%s", (call, message) => {
    const found = problemsOf([`id: a, ${call}`], "params: { x: { type: string } }\n");
    expect(found).toHaveLength(1);
    expect(found[0]).toContain(message);
    expect(problem(call).join()).not.toContain("Invalid input");
  });
});

describe("the plan", () => {
  test("carries policies, times and defaults", () => {
    const head = "error_policy: retry\ntimeout: 1.5\nshare: { files: true }\non_crash: fail\n";
    const plan = planOf(
      [
        "id: a",
        "id: b, error_policy: stop",
        "id: c, error_policy: continue, retry: { max_attempts: 5, initial_delay: 90 }, timeout: 0.25",
        "id: d, rerun: never, trigger: manual, join: all_done, pass: { files: false }",
      ],
      head,
    );
    expect(plan).toMatchObject({
      format: PLAN_FORMAT,
      name: "Test",
      timeoutMs: 1500,
      share: { browserSession: false, files: true },
      onCrash: "fail",
    });
    expect(plan.hash).toMatch(/^[0-9a-f]{64}$/);
    expect(plan.steps).toMatchObject([
      {
        errorPolicy: "stop",
        retry: { maxAttempts: 3, initialDelayMs: 1000, backoffFactor: 2, maxDelayMs: 60_000, jitter: false },
        timeoutMs: null,
      },
      { errorPolicy: "stop", retry: { maxAttempts: 1 } },
      {
        errorPolicy: "continue",
        retry: { maxAttempts: 5, initialDelayMs: 90_000, maxDelayMs: 90_000 },
        timeoutMs: 250,
      },
      { rerun: "never", trigger: "manual", join: "all_done", pass: { result: true, files: false, browser: true } },
    ]);
  });

  test("takes the chain's retry for its steps", () => {
    const plan = planOf(["id: a", "id: b, retry: { max_attempts: 7 }"], "retry: { max_attempts: 2, jitter: true }\n");
    expect(plan.steps.map(({ retry }) => retry.maxAttempts)).toEqual([2, 7]);
    expect(plan.steps.map(({ retry }) => retry.jitter)).toEqual([true, false]);
  });

  test("is frozen all the way down, and its hash is that of its content", () => {
    const plan = planOf(["id: a, parameters: { value: [{ x: 1 }] }"]);
    const isFrozen = (value: unknown): boolean =>
      typeof value !== "object" || value === null || (Object.isFrozen(value) && Object.values(value).every(isFrozen));
    expect(isFrozen(plan)).toBe(true);
    expect(planOf(["id: a, parameters: { value: [{ x: 1 }] }"]).hash).toBe(plan.hash);
    expect(planOf(["id: a, parameters: { value: [{ x: 2 }] }"]).hash).not.toBe(plan.hash);
  });

  test("has conditions without braces, however they were written", () => {
    const when = (text: string) => planOf(["id: a", `id: b, when: "${text}"`]).steps[1]?.when;
    expect(when("a.size > 0")).toBe("a.size > 0");
    expect(when("{{ a.size > 0 }}")).toBe("a.size > 0");
    expect(when("{a.size} > 0")).toBe("a.size > 0");
    expect(when("{a}")).toBe("a");
  });

  test("lists the secrets that it reads", () => {
    const plan = planOf([
      'id: a, parameters: { value: ["{{ secrets.b }}", { x: "Bearer {{ secrets.a-key }}" }] }',
      'id: c, parameters: { value: "{{ secrets.b }}" }',
    ]);
    expect(referencedSecrets(plan)).toEqual(["a-key", "b"]);
  });

  test("of an orchestrated step calls the LLM's task", () => {
    const plan = planOf([
      "id: a",
      'id: b, execution_mode: orchestrated, task_description: "Sum up {a}", parameters: { data: "{a}" }, model: { platform: p, type: t }',
    ]);
    expect(plan.steps[1]).toMatchObject({
      tool: "llm",
      operation: "task",
      parameters: { task: "Sum up {{ a }}", data: { data: "{{ a }}" }, model: { platform: "p", type: "t" } },
    });
  });
});

test("what is wrong in one step does not hide what is wrong in another, nor make errors up", () => {
  const found = problemsOf([
    "id: a, timeout: soon, output_key: deals",
    'id: b, parameters: { value: "{{ deals }} {{ nothing_here }}" }',
    "id: c, depends_on: [zzzzzz]",
  ]);
  expect(found.map((problem) => problem.split(":")[0])).toEqual([
    "steps[0].timeout",
    "steps[1].parameters.value",
    "steps[2].depends_on[0]",
  ]);
});

test("a thousand steps that read each other compile", () => {
  const steps = Array.from(
    { length: 1000 },
    (_, at) => `id: s${at}${at === 0 ? "" : `, parameters: { value: "{{ s${at - 1} }}" }`}`,
  );
  expect(planOf(steps).steps).toHaveLength(1000);
});

test("the classic example compiles as it stands", () => {
  const text = readFileSync(new URL("../../../examples/morning-brief.json", import.meta.url), "utf8");
  const { plan, diagnostics } = check(text, { catalog: smallCatalog });
  expect(diagnostics).toEqual([]);
  expect(plan?.steps.map(({ id, outputKey }) => [id, outputKey])).toEqual([
    ["get-weather", "weather"],
    ["generate-report", "report"],
  ]);
  expect(plan?.steps[1]?.parameters).toMatchObject({ data: { weather_data: "{{ weather }}" } });
});
