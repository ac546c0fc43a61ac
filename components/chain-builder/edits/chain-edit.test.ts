import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { type ChainEdit, editChain } from "./chain-edit";

const TEXT = `name: Shop
concurrency: { key: "{{ params.url }}", limit: 1 }
steps:
  - id: login
    name: Sign in
    tool: browser
    operation: run
  - id: deals   # the list
    tool: browser
    operation: extract
    retry_config: { max_attempts: 3 }
  - id: report
    depends_on: [deals, { step: login, on: always }]
    when: deals.items.size > 0 and "deals" != results.deals.title
    tool: notify
    operation: send
    parameters:
      title: "{{ deals.items | size }} deals, {{ steps.deals.status }} {deals} and {{ x | default: deals }}"
    alternative: backup
  - id: backup
    tool: notify
    operation: send
`;

const steps = (edit: ChainEdit, text = TEXT) => parse(editChain(text, edit)?.text ?? "").steps;

describe("order", () => {
  test("a removed step leaves no trace in the order of others", () => {
    expect(steps({ type: "remove-step", index: 1 })[1].depends_on).toEqual([{ step: "login", on: "always" }]);
    const last = steps({ type: "remove-step", index: 3 });
    expect(last[2]).not.toHaveProperty("alternative");
  });

  test("a list of dependencies that would be empty is left out: the step above counts", () => {
    const text = "steps:\n  - id: a\n  - id: b\n    depends_on: [a]\n";
    expect(steps({ type: "remove-step", index: 0 }, text)).toEqual([{ id: "b" }]);
  });

  test("the trigger of a step is its dependency on the step above, and success is not written", () => {
    const text = "steps:\n  - id: a\n  - id: b\n";
    const failing = editChain(text, { type: "set-trigger", index: 1, on: "failure" })?.text ?? "";
    expect(parse(failing).steps[1].depends_on).toEqual([{ step: "a", on: "failure" }]);
    expect(editChain(failing, { type: "set-trigger", index: 1, on: "success" })?.text).toBe(text);
  });

  test("connecting keeps the dependency that was only implied", () => {
    const text = "steps:\n  - id: a\n  - id: b\n  - id: c\n";
    expect(steps({ type: "connect", from: 0, to: 2, on: "success" }, text)[2].depends_on).toEqual(["b", "a"]);
    expect(steps({ type: "disconnect", from: 1, to: 2 }, text)[2].depends_on).toEqual([]);
  });

  test("a moved step takes its comment along", () => {
    expect(editChain(TEXT, { type: "move-step", from: 1, to: 0 })?.text).toContain(
      "steps:\n  - id: deals   # the list\n",
    );
  });
});

describe("names", () => {
  test("a new id is written wherever the old one stood, and nowhere else", () => {
    const [, renamed, report] = steps({ type: "rename-step", index: 1, id: "offers" });
    expect(renamed.id).toBe("offers");
    expect(report.depends_on).toEqual(["offers", { step: "login", on: "always" }]);
    expect(report.when).toBe('offers.items.size > 0 and "deals" != results.offers.title');
    expect(report.parameters.title).toBe(
      "{{ offers.items | size }} deals, {{ steps.offers.status }} {offers} and {{ x | default: offers }}",
    );
  });

  test("a new name of the result leaves the id alone", () => {
    const [, renamed, report] = steps({ type: "rename-output", index: 1, key: "list" });
    expect(renamed).toMatchObject({ id: "deals", output_key: "list" });
    expect(report.depends_on[0]).toBe("deals");
    expect(report.parameters.title).toContain("{{ list.items | size }} deals, {{ steps.deals.status }} {list}");
  });

  test("a copy has names of its own", () => {
    expect(steps({ type: "duplicate-step", index: 0 })[1]).toMatchObject({ id: "login_2", name: "Sign in (copy)" });
  });

  test("new steps get ids that are free", () => {
    const added = steps({ type: "add-steps", index: 1, bodies: [{ id: "deals" }, { id: "deals", tool: "http" }] });
    expect(added.map(({ id }: { id: string }) => id)).toEqual([
      "login",
      "deals_2",
      "deals_3",
      "deals",
      "report",
      "backup",
    ]);
  });

  test("a step that took its id from its name keeps it when the name changes", () => {
    const text = "steps:\n  - name: Get it\n    tool: http\n";
    expect(steps({ type: "set-in-step", index: 0, path: ["name"], value: "Fetch it" }, text)).toEqual([
      { id: "get-it", name: "Fetch it", tool: "http" },
    ]);
  });
});

test("a value goes under the classic name that is written there", () => {
  const changed = steps({ type: "set-in-step", index: 1, path: ["retry", "max_attempts"], value: 5 });
  expect(changed[1].retry_config).toEqual({ max_attempts: 5 });
  expect(
    steps({ type: "set-in-step", index: 1, path: ["retry", "max_attempts"], value: undefined })[1],
  ).not.toHaveProperty("retry_config");
});
