import { describe, expect, it } from "vitest";
import { editorKnowledge } from "@/app/(app)/chains/editor-knowledge";
import { completionsAt } from "./complete";

/** What is offered where `|` stands. */
function offered(text: string) {
  const offset = text.indexOf("¦");
  return completionsAt(text.replace("¦", ""), offset, editorKnowledge());
}
const labels = (text: string): string[] => offered(text)?.options.map(({ label }) => label) ?? [];

const STEPS = `params:
  base_url: { type: string }
steps:
  - id: deals
    tool: browser
    operation: extract
    parameters: { url: x, items: .deal, fields: { t: .t } }
  - id: best
    tool: http
    operation: request
    depends_on: [deals]
    parameters:
      url: "{{ params.base_url }}"
      EDIT
`;
const inStep = (line: string) => STEPS.replace("EDIT", line);

describe("completionsAt", () => {
  it("offers the keys of the chain that are not written yet", () => {
    const keys = labels("name: x\n¦");
    expect(keys).toContain("steps");
    expect(keys).toContain("schedule");
    expect(keys).not.toContain("name");
    expect(keys).toContain("hooks");
  });

  it("offers keys of a step, of its operation's parameters and of what is inside of those", () => {
    expect(labels("steps:\n  - id: a\n    ¦")).toEqual(expect.arrayContaining(["tool", "depends_on", "retry"]));
    const parameters = labels(inStep("¦"));
    expect(parameters).toEqual(expect.arrayContaining(["method", "headers", "timeout"]));
    expect(parameters).not.toContain("url");
    const browser = "steps:\n  - tool: browser\n    operation: run\n    parameters:\n      actions:\n        - ¦";
    expect(labels(browser)).toEqual(expect.arrayContaining(["goto", "click", "fill"]));
    expect(labels(`${browser.replace("¦", "click: { ro¦")}`)).toContain("role");
  });

  it("writes the beginning of the value with the key", () => {
    const insert = (text: string, label: string) =>
      offered(text)?.options.find((option) => option.label === label)?.insert;
    expect(insert("steps:\n  - id: a\n    par¦", "parameters")).toBe("parameters:\n      ");
    expect(insert("steps:\n  - id: a\n    to¦", "tool")).toBe("tool: ");
    expect(insert("steps:\n  - { to¦ }", "tool")).toBe("tool: ");
    expect(insert('{ "steps": [{ "to¦" }] }', "tool")).toBe("tool");
    expect(insert('{ "steps": [{ "to¦', "tool")).toBe('tool": ');
    expect(insert("na¦: x", "name")).toBe("name");
  });

  it("offers tools, the operations of the tool, ids of steps, words of the format, zones", () => {
    expect(labels("steps:\n  - tool: ¦")).toEqual(expect.arrayContaining(["http", "browser", "weather_tool"]));
    expect(labels("steps:\n  - tool: files\n    operation: ¦")).toEqual(["write", "read", "list"]);
    expect(labels(STEPS.replace("[deals]", "[¦]"))).toEqual(["deals"]);
    expect(labels(STEPS.replace("[deals]", "[{ step: deals, on: ¦ }]"))).toEqual(["success", "failure", "always"]);
    expect(labels("error_policy: ¦")).toEqual(["stop", "continue", "retry", "alternative", "rollback"]);
    expect(labels("share: { files: ¦ }")).toEqual(["true", "false"]);
    expect(labels("schedule:\n  timezone: Am¦")).toContain("America/New_York");
  });

  it("offers names inside of braces: earlier results first, and only those", () => {
    const names = labels(inStep('body: "{{ ¦ }}"'));
    expect(names[0]).toBe("deals");
    expect(names).toContain("params.base_url");
    expect(names).not.toContain("best");
  });

  it("offers what hooks read inside of the braces of a hook", () => {
    const hook = (message: string) =>
      inStep("").replace(
        /\n\s*$/,
        `\n    hooks:\n      task_finished:\n        - { type: transform, params: { set: { twice: 2 } } }\n        - { type: log, params: { message: "{{ ${message}¦ }}" } }\n`,
      );
    expect(labels(hook(""))).toEqual(["task", "input", "output", "execution", "params", "vars", "env", "secrets"]);
    expect(labels(hook("task."))).toContain("duration_ms");
    expect(labels(hook("output."))).toEqual(expect.arrayContaining(["status", "body"]));
    expect(labels(hook("input."))).toEqual(expect.arrayContaining(["url", "method"]));
    expect(labels(hook("vars."))).toEqual(["twice"]);
    const ofChain = (message: string) =>
      `${STEPS.replace("EDIT", "")}hooks:\n  workflow_finished:\n    - { type: log, params: { message: "{{ ${message}¦ }}" } }\n`;
    expect(labels(ofChain(""))).not.toContain("task");
    expect(labels(ofChain("output."))).toEqual(["deals", "best"]);
  });

  it.each([
    ['body: "{{ params.¦"', ["base_url"]],
    ['body: "{{ deals.¦"', expect.arrayContaining(["items", "count"])],
    ['body: "{{ steps.¦"', ["deals"]],
    ['body: "{{ steps.deals.¦"', expect.arrayContaining(["status", "result"])],
    ['body: "{{ steps.deals.result.¦"', expect.arrayContaining(["items"])],
    ['body: "{{ execution.¦"', expect.arrayContaining(["id", "duration_ms"])],
    ['body: "{{ deals | si¦"', expect.arrayContaining(["size", "json"])],
    ['body: "{{ deals }} and ¦"', []],
    ["body: '{{ \"de¦\" }}'", []],
  ])("%s", (line, expected) => {
    expect(labels(inStep(line))).toEqual(expected);
  });

  it("treats a condition as an expression without braces", () => {
    expect(labels(STEPS.replace("depends_on: [deals]", "when: deals.¦"))).toContain("count");
  });

  it("knows conditions in loops and choices, and the names of loops", () => {
    const step = (lines: string) => `steps:\n  - id: a\n  - id: b\n    ${lines}\n`;
    expect(labels(step("next: [{ when: ¦ }]"))).toContain("a");
    expect(labels(step("repeat:\n      until: ¦"))).toEqual(expect.arrayContaining(["a", "iteration"]));
    expect(labels(step('for_each: [1]\n    parameters: { x: "{{ ¦" }'))).toEqual(
      expect.arrayContaining(["item", "index"]),
    );
    expect(labels(step('parameters: { x: "{{ ¦" }'))).not.toContain("item");
  });

  it("offers ids of steps for ways out and stand-bys", () => {
    const step = (lines: string) => `steps:\n  - id: a\n  - id: b\n    ${lines}\n`;
    expect(labels(step("next: [{ goto: ¦ }]"))).toEqual(["a", "end"]);
    expect(labels(step("alternative: ¦"))).toEqual(["a"]);
    expect(labels(step("compensate: ¦"))).toEqual(["a"]);
  });

  it("replaces only the word at the cursor", () => {
    const text = inStep('body: "{{ params.ba¦ }}"');
    expect(offered(text)?.from).toBe(text.indexOf("ba¦"));
  });

  it("is silent in comments and in free text", () => {
    expect(offered("# na¦")).toBeNull();
    expect(offered("name: So¦")).toBeNull();
  });
});
