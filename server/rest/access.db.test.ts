/** Every route × (nobody, a token without the scope, a token with it, the person's session, somebody else's token). */
import { v7 as uuidv7 } from "uuid";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { SHARE_ROLES } from "../../db/schema";
import { templateFile } from "../api/testing/template-file";
import { missingThings, shareThings, thingsOf } from "../api/testing/world";
import { type Role, reaches } from "../core/access/roles";
import { ALL_SCOPES, SCOPE_NAMES } from "../services/token-scopes";
import { chainText } from "../testing/service-bench";
import { ROUTES } from "./routes/all";
import { RestBench } from "./testing/rest-bench";

const body = { tool: "transform", operation: "set", parameters: { value: 1 } };
const hook = { name: "Hooked", tasks: [{ task_order: 0, task_config: { question: "Why?" } }] };

interface Row {
  body?: object | ((things: ReturnType<typeof missingThings>) => object);
  query?: string;
  answers?: number;
  /** Of what can be shared: the least role that may. */
  needs?: Role;
}

/** What is sent to a route, and how it answers to its owner when that is no success. Every route has a row. */
const ROWS: Readonly<Record<string, Row>> = {
  listChains: {},
  createChain: { body: hook },
  getChain: { needs: "viewer" },
  updateChain: { needs: "editor", body: hook },
  deleteChain: { needs: "owner" },
  executeChain: { needs: "runner", body: {} },
  createChainFromDefinition: { body: { source: chainText("Defined") } },
  getDefinition: { needs: "viewer" },
  updateDefinition: { needs: "editor", body: { source: chainText("Defined"), base_version: 1 } },
  listExecutions: {},
  getExecution: { needs: "viewer" },
  listEvents: { needs: "viewer" },
  cancelExecution: { needs: "runner", body: {} },
  pauseExecution: { needs: "runner", body: {}, answers: 409 },
  resumeExecution: { needs: "runner", body: {}, answers: 409 },
  continueStep: { needs: "runner", body: { step_id: "one" }, answers: 409 },
  answerStep: { needs: "runner", body: { step_id: "one", approved: true }, answers: 409 },
  replayExecution: { needs: "runner", body: { from_step: "one" }, answers: 409 },
  listFiles: { needs: "viewer" },
  downloadFile: { needs: "viewer", query: "?path=a.txt", answers: 404 },
  listTaskHistory: {},
  listTasks: {},
  createTask: { body: { name: "Set", body } },
  getTask: { needs: "viewer" },
  updateTask: { needs: "editor", body: { name: "Set", body } },
  deleteTask: { needs: "owner" },
  runTask: { needs: "runner", body: {} },
  testChain: { needs: "editor", body: {} },
  listTemplates: {},
  publishTemplate: { body: ({ chainId }) => ({ chain_id: chainId, test_execution_id: "none" }), answers: 400 },
  importTemplate: { body: { document: templateFile("Brought in") } },
  getTemplate: {},
  withdrawTemplate: {},
  installTemplate: { body: {} },
  exportTemplate: {},
};

let bench: RestBench;
beforeAll(async () => {
  // Nothing drives executions here: those of the table stay queued, so that each call finds the same.
  bench = await RestBench.open({ drives: false });
});
afterAll(() => bench.close());

it("every route has a row here, and every row a route", () => {
  expect(ROUTES.map(({ id }) => id).sort()).toEqual(Object.keys(ROWS).sort());
});

describe.each(ROUTES.map((spec) => [spec.id, spec] as const))("%s", (id, spec) => {
  const row = ROWS[id] ?? {};
  const isOk = (status: number) => (row.answers === undefined ? status >= 200 && status < 300 : status === row.answers);
  type Things = ReturnType<typeof missingThings>;
  // Templates are not shared by role: who sees one is said by its author.
  const isTemplate = spec.at.includes("{template_id}");
  const pathFor = (things: Things) =>
    `/api/v1${spec.at}`
      .replace("{chain_id}", things.chainId)
      .replace("{execution_id}", things.executionId)
      .replace("{task_id}", things.taskId)
      .replace("{template_id}", things.templateId) + (row.query ?? "");
  const ask = (as: Parameters<RestBench["call"]>[0], things: Things, rest: { sameOrigin?: boolean } = {}) => {
    const body = typeof row.body === "function" ? row.body(things) : row.body;
    return bench.call(as, spec.method.toUpperCase(), pathFor(things), { ...(body ? { body } : {}), ...rest });
  };

  it("tells nobody anything", async () => {
    const owner = await bench.services.person();
    const answer = await ask(null, await thingsOf(bench.services, owner));
    expect(answer).toMatchObject({ status: 401, body: { code: "unauthenticated" } });
    expect(answer.headers.get("www-authenticate")).toContain("Bearer");
    expect((await ask(`cw_${"0".repeat(12)}_${"0".repeat(48)}`, missingThings())).status).toBe(401);
  });

  it("needs its scope, and no other", async () => {
    const owner = await bench.services.person();
    const things = await thingsOf(bench.services, owner);
    const others = await bench.token(owner, ...SCOPE_NAMES.filter((scope) => scope !== spec.scope));
    expect(await ask(others, things)).toMatchObject({
      status: 403,
      body: { detail: expect.stringContaining(spec.scope) },
    });
    const answer = await ask(await bench.token(owner, spec.scope), things);
    expect(isOk(answer.status), JSON.stringify(answer.body)).toBe(true);
  });

  it("serves the person's own pages, and changes nothing for pages of others", async () => {
    const owner = await bench.services.person();
    const things = await thingsOf(bench.services, owner);
    const foreign = await ask(owner, things, { sameOrigin: false });
    expect(spec.method === "get" ? isOk(foreign.status) : foreign.status === 403).toBe(true);
    expect(isOk((await ask(owner, things)).status)).toBe(true);
  });

  const { needs } = row;
  it("has a role that it needs, if it is about one thing", () => {
    expect(needs !== undefined).toBe(spec.at.includes("{") && !isTemplate);
  });

  if (needs !== undefined) {
    it.each(SHARE_ROLES)("serves a %s if the role may, and else says which one is needed", async (role) => {
      const [owner, other] = [await bench.services.person(), await bench.services.person()];
      const things = await thingsOf(bench.services, owner);
      await shareThings(bench.services, owner, things, other, role);
      const answer = await ask(await bench.token(other, ALL_SCOPES), things);
      if (reaches(role, needs)) return expect(isOk(answer.status), JSON.stringify(answer.body)).toBe(true);
      expect(answer).toMatchObject({ status: 403, body: { detail: expect.stringContaining(needs) } });
    });
  }

  it("answers a stranger alike for things of others and for things that are not there", async () => {
    const [owner, stranger] = [await bench.services.person(), await bench.services.person("admin")];
    const [things, missing] = [await thingsOf(bench.services, owner), missingThings()];
    const token = await bench.token(stranger, ALL_SCOPES);
    const foreign = await ask(token, things);
    const text = (answer: { body: unknown }, ids: object) =>
      Object.values(ids).reduce((all: string, one) => all.replaceAll(String(one), "ID"), JSON.stringify(answer.body));
    const names = spec.at.includes("{") || typeof row.body === "function";
    if (!names) {
      expect(JSON.stringify(foreign.body)).not.toContain(things.chainId);
      expect(JSON.stringify(foreign.body)).not.toContain(things.executionId);
      return;
    }
    expect(foreign.status).toBe(404);
    expect(text(foreign, things)).toBe(text(await ask(token, missing), missing));
  });
});

it("counts calls, and says when there were too many", async () => {
  const small = await RestBench.open({ callsPerMinute: 2, drives: false });
  try {
    const token = await small.token(await small.services.person(), ALL_SCOPES);
    const calls = [1, 2, 3].map(() => small.call(token, "GET", "/api/v1/chains"));
    const answers = await Promise.all(calls);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 200, 429]);
    const refused = answers.find(({ status }) => status === 429);
    expect(Number(refused?.headers.get("retry-after"))).toBeGreaterThan(0);
  } finally {
    await small.close();
  }
});

it("refuses a body that is too large before it reads it", async () => {
  const token = await bench.token(await bench.services.person(), ALL_SCOPES);
  const answer = await bench.call(token, "POST", "/api/v1/tasks", { body: { name: uuidv7().repeat(40_000), body } });
  expect(answer).toMatchObject({ status: 400, body: { detail: expect.stringContaining("bytes") } });
});

it("answers what it does not know with a problem", async () => {
  expect(await bench.call(null, "GET", "/api/v1/nothing")).toMatchObject({ status: 404, body: { code: "not_found" } });
});
