import { expect, test } from "vitest";
import { diffLines, readValue, valueLines, valueText } from "./value-lines";

test("a value is shown as it stands in a definition: with its key, or a whole step", () => {
  const at = (stepId: string | null, ...path: string[]) => ({ stepId, path });
  expect(valueLines(at("a", "parameters", "url"), "{{ b }}")).toEqual(['url: "{{ b }}"']);
  expect(valueLines(at("a"), { id: "a", x: [1] })).toEqual(["id: a", "x:", "  - 1"]);
  expect(valueLines(at(null, "steps"), ["a", "b"])).toEqual(["- a", "- b"]);
  expect(valueLines(at("a", "x"), undefined)).toEqual([]);
});

test("what went away stands before what there is", () => {
  expect(diffLines(["a", "b"], ["b", "c"])).toEqual([
    { sign: "−", line: "a" },
    { sign: " ", line: "b" },
    { sign: "+", line: "c" },
  ]);
});

test("a written value is YAML; nothing takes it out, and what is no YAML says why", () => {
  for (const value of ["20", 20, null, { a: ["x: y"] }, "one\ntwo"])
    expect(readValue(valueText(value))).toEqual({ ok: true, value });
  expect(readValue("  ")).toEqual({ ok: true, value: undefined });
  expect(readValue("[1")).toMatchObject({ ok: false, problem: expect.stringContaining("no YAML") });
});
