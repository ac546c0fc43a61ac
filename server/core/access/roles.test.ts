import { expect, test } from "vitest";
import { ACCESS, executionRole, may, ROLES, reaches, roleFor, type Shareable, whyNotAllowed } from "./roles";

const NOTHING = {
  ...{ started: false, chainOwned: null, chainRole: null, taskOwned: null, taskRole: null, ownRole: null },
};

test.each(Object.keys(ACCESS) as Shareable[])("each role on a %s may do what the ones below it may", (type) => {
  for (const action of Object.keys(ACCESS[type])) {
    const needed = roleFor(type, action as never);
    for (const role of ROLES) {
      expect(may(role, type, action as never)).toBe(reaches(role, needed));
      expect(whyNotAllowed(role, type, action as never) === null).toBe(reaches(role, needed));
    }
  }
});

test("a refusal names the role that is needed and the one that is there", () => {
  expect(whyNotAllowed("viewer", "chain", "run")).toBe(
    "This needs the role runner; yours on this chain is viewer. Ask the owner.",
  );
  expect(whyNotAllowed("editor", "chain", "remove")).toContain("Only its owner");
});

test("nobody reaches an execution without a way to it", () => {
  expect(executionRole(NOTHING)).toBeNull();
  expect(executionRole({ ...NOTHING, chainOwned: false })).toBeNull();
});

test("the role on the chain is the role on its executions", () => {
  for (const role of ["viewer", "runner", "editor"] as const)
    expect(executionRole({ ...NOTHING, chainOwned: false, chainRole: role })).toBe(role);
  expect(executionRole({ ...NOTHING, chainOwned: true })).toBe("owner");
});

test("who started an execution of a chain of somebody else sees it, and no more once the share is gone", () => {
  expect(executionRole({ ...NOTHING, started: true, chainOwned: false, chainRole: "runner" })).toBe("runner");
  expect(executionRole({ ...NOTHING, started: true, chainOwned: false })).toBe("viewer");
  expect(executionRole({ ...NOTHING, started: true })).toBe("owner");
});

test("the best of several ways counts", () => {
  expect(executionRole({ ...NOTHING, chainOwned: false, chainRole: "viewer", ownRole: "runner" })).toBe("runner");
});
