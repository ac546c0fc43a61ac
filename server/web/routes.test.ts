import { readdirSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";

const APP = path.join(import.meta.dirname, "../../app");

/**
 * Every door of the server beside its pages, and who guards it. A new route without a row fails: say who may use it, and where
 * that is tested.
 */
const GUARDS: Readonly<Record<string, string>> = {
  "api/audit": "administrators: server/services/sharing.db.test.ts",
  "api/auth/[...nextauth]": "next-auth: signing in and out",
  "api/chain-definition.schema.json": "everybody: the format is public",
  "api/chat/[...path]": "rest: tokens and sessions, server/rest/access.db.test.ts",
  "api/executions/[executionId]/browser/[session]": "the owner of the execution: e2e/two-people.spec.ts",
  "api/executions/[executionId]/files": "the owner of the execution: e2e/two-people.spec.ts",
  "api/executions/[executionId]/files/[...path]": "the owner of the execution: e2e/two-people.spec.ts",
  "api/health": "everybody: says only that it works",
  "api/trpc/[trpc]": "trpc: server/api/authorization.db.test.ts",
  "api/v1/[...path]": "rest: tokens and sessions, server/rest/access.db.test.ts",
  "demo/[[...path]]": "everybody: the demo shop has nothing of anybody",
  metrics: "the operator's token, administrators' with its scope: server/services/hooks/scrape.db.test.ts",
};

test("every route is known, with who guards it", () => {
  const routes = readdirSync(APP, { recursive: true, encoding: "utf8" })
    .filter((file) => path.basename(file) === "route.ts")
    .map((file) => path.dirname(file).split(path.sep).join("/"));
  expect(routes.sort()).toEqual(Object.keys(GUARDS).sort());
});
