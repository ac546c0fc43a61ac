import { expect, test } from "vitest";
import { AUDIT_ACTIONS } from "@/server/services/audit";
import { AUDIT_KINDS, auditWords, detailWords } from "./audit-words";

test("every action that is recorded has words, and a kind by which it is found", () => {
  for (const action of Object.keys(AUDIT_ACTIONS)) {
    expect(auditWords(action)).not.toBe(action);
    const kinds = AUDIT_KINDS.filter(({ value }) => action.startsWith(value));
    if (!action.startsWith("audit.") && !action.startsWith("task.")) expect(kinds).toHaveLength(1);
  }
});

test("details say what it was and what it became", () => {
  expect(detailWords({ with: "bob@example.com", role: ["viewer", "editor"] })).toBe(
    "with: bob@example.com, role: viewer → editor",
  );
  expect(detailWords({ hosts: [[], ["a.test"]] })).toBe("hosts: none → a.test");
  expect(detailWords({ hosts: ["a.test", "b.test"] })).toBe("hosts: a.test b.test");
  expect(detailWords(null)).toBe("");
});
