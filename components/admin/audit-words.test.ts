import { expect, test } from "vitest";
import { AUDIT_ACTIONS } from "@/server/services/audit";
import { AUDIT_KINDS, auditMore, auditWords } from "./audit-words";

test("every action that is recorded has words, and a kind by which it is found", () => {
  for (const action of Object.keys(AUDIT_ACTIONS)) {
    expect(auditWords({ action })).not.toBe(action);
    const kinds = AUDIT_KINDS.filter(({ value }) => action.startsWith(value));
    if (!action.startsWith("audit.")) expect(kinds).toHaveLength(1);
  }
});

test("a change of a status is said by what it became", () => {
  expect(auditWords({ action: "user.status", details: { status: ["active", "disabled"] } })).toBe("blocked");
  expect(auditWords({ action: "user.status", details: { status: ["disabled", "active"] } })).toBe("let in again");
  expect(auditWords({ action: "chain.status", details: { status: ["active", "paused"] } })).toBe("paused the chain");
  expect(auditMore({ action: "chain.status", details: { status: ["active", "paused"] } })).toBe("");
});

test("a share is said with whom and as what", () => {
  const more = (role: (string | null)[]) => auditMore({ action: "share.given", details: { with: "bob@b.test", role } });
  expect(more([null, "viewer"])).toBe("with bob@b.test as viewer");
  expect(more(["viewer", "editor"])).toBe("bob@b.test: viewer → editor");
  expect(more(["viewer", null])).toBe("bob@b.test was viewer");
});

test("a setting is said by what it was and became", () => {
  const more = (value: string[]) => auditMore({ action: "settings.changed", details: { value } });
  expect(more(["50", "20"])).toBe("50 → 20");
  expect(more(["", "a.test,b.test"])).toBe("none → a.test, b.test");
});

test("other details say what it was and what it became", () => {
  const more = (details: Record<string, unknown> | null) => auditMore({ action: "secret.hosts", details });
  expect(more({ hosts: [[], ["a.test"]] })).toBe("hosts: none → a.test");
  expect(more({ hosts: ["a.test", "b.test"] })).toBe("hosts: a.test b.test");
  expect(more({ value: ["50", "20"] })).toBe("value: 50 → 20");
  expect(more(null)).toBe("");
});
