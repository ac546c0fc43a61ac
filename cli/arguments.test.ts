import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { PlanParam } from "../server/core/plan/plan";
import { checkDisk, checkLines, checkNode } from "./checks";
import { durationInWords } from "./durations";
import { readInput, readParamPairs } from "./param-values";
import { prepareRun } from "./prepare-run";
import { clip, safeText } from "./safe-text";
import { table } from "./table";
import { validationLines } from "./validation-report";

const declared: Record<string, PlanParam> = {
  text: { type: "string", required: false },
  count: { type: "integer", required: false },
  price: { type: "number", required: false },
  flag: { type: "boolean", required: false },
  list: { type: "array", required: false },
  map: { type: "object", required: false },
};

test.each([
  ["text=3", { text: "3" }],
  ["text=a=b", { text: "a=b" }],
  ["text=", { text: "" }],
  ["count=3", { count: 3 }],
  ["count=many", { count: "many" }],
  ["price=0.5", { price: 0.5 }],
  ["price=", { price: "" }],
  ["flag=true", { flag: true }],
  ["flag=yes", { flag: "yes" }],
  ["list=[1,2]", { list: [1, 2] }],
  ["list=1,2", { list: "1,2" }],
  ['map={"a":1}', { map: { a: 1 } }],
  ["other=1", { other: "1" }],
])("--param %s", (pair, params) => {
  expect(readParamPairs([pair], declared)).toEqual({ ok: true, params });
});

test("a pair needs a name and a value, and the last one wins", () => {
  expect(readParamPairs(["count"], declared)).toEqual({ ok: false, message: '--param needs name=value, not "count".' });
  expect(readParamPairs(["=3"], declared)).toMatchObject({ ok: false });
  expect(readParamPairs(["count=1", "count=2"], declared)).toEqual({ ok: true, params: { count: 2 } });
});

test("the input is a JSON object, alone or under initial_context", () => {
  expect(readInput('{"a":1}', "f")).toEqual({ ok: true, params: { a: 1 } });
  expect(readInput('{"initial_context":{"a":1}}', "f")).toEqual({ ok: true, params: { a: 1 } });
  expect(readInput("[1]", "f")).toEqual({ ok: false, message: "f must hold a JSON object." });
  expect(readInput("nonsense", "f")).toMatchObject({ ok: false });
});

describe("preparing a run", () => {
  let folder = "";
  const file = (name: string, text: string) => {
    writeFileSync(path.join(folder, name), text);
    return path.join(folder, name);
  };
  const steps = "steps:\n  - { id: a, tool: transform, operation: set, parameters: { value: '{{ params.limit }}' } }\n";
  const chain = `name: x\ntimeout: 60\nparams: { limit: { type: integer, required: true, maximum: 9 } }\n${steps}`;

  beforeAll(() => {
    folder = mkdtempSync(path.join(tmpdir(), "cli-"));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  test("pairs win over the input", () => {
    const prepared = prepareRun(file("a.yaml", chain), { param: ["limit=3"], input: file("i.json", '{"limit":5}') });
    expect(prepared).toEqual({ ok: true, source: chain, params: { limit: 3 } });
  });

  test("a shorter time limit takes the place of the chain's", () => {
    const source = (timeout: number) => {
      const prepared = prepareRun(file("a.yaml", chain), { param: ["limit=3"], timeout });
      return prepared.ok ? JSON.parse(prepared.source).timeout : null;
    };
    expect([source(5), source(100)]).toEqual([5, 60]);
  });

  test.each([
    [[], { path: "params.limit", message: 'The parameter "limit" is required.' }],
    [["limit=10"], { path: "params.limit", message: 'The parameter "limit" must be at most 9.' }],
    [
      ["limit=1", "limt=1"],
      { path: "params.limt", message: 'There is no parameter "limt". The chain has "limit". Did you mean "limit"?' },
    ],
    [["limit"], { path: "params", message: '--param needs name=value, not "limit".' }],
  ])("%j is refused as validate would", (param, error) => {
    const prepared = prepareRun(file("a.yaml", chain), { param });
    expect(prepared).toEqual({
      ok: false,
      report: { valid: false, order: [], errors: [{ line: 0, column: 0, ...error }] },
    });
  });

  test("a file that is not there, and a definition that is wrong", () => {
    expect(prepareRun(path.join(folder, "none.yaml"), { param: [] })).toMatchObject({
      report: { errors: [{ message: expect.stringContaining("there is no such file") }] },
    });
    const wrong = prepareRun(file("w.yaml", `name: x\n${steps}`), { param: [] });
    expect(wrong).toMatchObject({
      ok: false,
      report: { valid: false, errors: [{ path: "steps[0].parameters.value", line: 3 }] },
    });
    if (!wrong.ok)
      expect(validationLines("w.yaml", wrong.report)[0]).toMatch(
        /^w\.yaml:3:\d+ steps\[0\]\.parameters\.value: Step "a"/,
      );
  });
});

test.each([
  [0, "0.0 s"],
  [9_949, "9.9 s"],
  [59_999, "59 s"],
  [185_000, "3 min 05 s"],
  [7_800_000, "2 h 10 min"],
])("%d ms are %s", (ms, words) => {
  expect(durationInWords(ms)).toBe(words);
});

test("text cannot steer the terminal", () => {
  expect(safeText("a\u001b]0;x\u0007b\u009bc\u202ed\n\te")).toBe("a]0;xbcd e");
  expect(clip("abcdef", 4)).toBe("abc…");
  expect(table(["A", "B"], [["long one", "x\u001b[2J"]])).toEqual(["A         B", "long one  x[2J"]);
});

test("the doctor says what to do", () => {
  expect(checkNode("20.19.0").status).toBe("ok");
  expect(checkNode("20.18.9")).toMatchObject({ status: "problem", todo: "Install Node 20.19 or newer." });
  expect(checkDisk(5 * 1024 ** 3, "/x")).toMatchObject({ status: "ok", message: "5.0 GB free at /x" });
  expect(checkDisk(1024 ** 3, "/x").status).toBe("warning");
  expect(checkLines([checkNode("18.0.0")])).toEqual([
    "✘ Node  18.0.0 is too old",
    "        Install Node 20.19 or newer.",
    "1 problem.",
  ]);
});
