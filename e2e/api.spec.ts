import { execFileSync } from "node:child_process";
import path from "node:path";
import { type APIRequestContext, expect, type Page, test } from "@playwright/test";
import { ADMIN, call, signIn } from "./fixtures/people";

const ROOT = path.resolve(import.meta.dirname, "..");

/** Runs the command line on the state folder of the server under test. */
const chainwright = (...args: string[]): string =>
  execFileSync(process.execPath, ["scripts/chainwright.mjs", ...args], {
    cwd: ROOT,
    env: { ...process.env, CHAINWRIGHT_HOME: process.env.E2E_HOME, CHAINWRIGHT_LOG_LEVEL: "warn" },
    encoding: "utf8",
  });

const bearer = (token: string) => ({ authorization: `Bearer ${token}` });

/** Asks until the execution has ended. */
async function ended(request: APIRequestContext, token: string, id: string) {
  await expect
    .poll(async () => {
      const answer = await request.get(`/api/chat/hooks/executions/${id}`, { headers: bearer(token) });
      return (await answer.json()).status;
    })
    .toMatch(/completed|failed/);
  return (await request.get(`/api/chat/hooks/executions/${id}`, { headers: bearer(token) })).json();
}

/** Tasks that have run alone, as the history names them, the last first. */
async function runTasks(page: Page, values: readonly unknown[]): Promise<void> {
  for (const [index, value] of values.entries()) {
    const body = { tool: "transform", operation: "set", parameters: { value } };
    const { data } = await call(page, "tasks.create", { name: `Value ${index}`, body }, true);
    const run = await call(page, "tasks.run", { id: data.id, idempotencyKey: "once" }, true);
    await expect
      .poll(async () => (await call(page, "executions.get", { id: run.data.id })).data.status)
      .toBe("succeeded");
  }
}

test("an operator's token makes a chain of the history, runs it under an id of its own and reads what came of it", async ({
  page,
  playwright,
  baseURL,
}) => {
  await signIn(page);
  await runTasks(page, [{ product: "ThinkPad" }, "nothing"]);
  const made = JSON.parse(chainwright("tokens", "create", "--user", ADMIN.email, "--scope", "all", "--json"));
  expect(made).toMatchObject({ user: ADMIN.email, scopes: ["all"], expires_at: null });

  // A program: no cookies, no page of this server.
  const request = await playwright.request.newContext({ baseURL });
  const headers = bearer(made.token);
  const history = await (await request.get("/api/chat/history?status=done&limit=50&offset=0", { headers })).json();
  const taskOf = (question: string) =>
    history.items.find((item: { question: string }) => item.question === question)?.task_id;
  const chain = {
    ...{ name: "From outside", description: "Two tasks", share_browser_session: true, share_file_system: true },
    tasks: [
      { task_order: 0, source_task_id: taskOf("Value 0"), trigger_condition: "on_success" },
      {
        ...{ task_order: 1, source_task_id: taskOf("Value 1"), trigger_condition: "on_success" },
        context_mapping: { value: "{{task_results.task-0.result.product}}" },
      },
    ],
  };
  const created = await request.post("/api/chat/hooks/chains", { headers, data: chain });
  expect(created.status()).toBe(201);
  const { id } = await created.json();
  const execution = { execution_id: "from-outside-1", initial_context: {} };
  const started = await request.post(`/api/chat/hooks/chains/${id}/execute`, { headers, data: execution });
  expect(await started.json()).toMatchObject({ execution_id: "from-outside-1", chain_id: id, first_task_id: "task-0" });
  expect(await ended(request, made.token, "from-outside-1")).toMatchObject({
    status: "completed",
    tasks: [{ result: { product: "ThinkPad" } }, { task_id: "task-1", result: "ThinkPad" }],
    shared_context: { "task-0": { result: { product: "ThinkPad" }, files: [] } },
  });

  expect((await request.get("/api/v1/chains")).status()).toBe(401);
  const refused = await request.get("/api/v1/chains/none", { headers });
  expect(refused.status()).toBe(404);
  expect(refused.headers()["content-type"]).toBe("application/problem+json");
  expect(await (await request.get("/api/v1/openapi.json")).json()).toMatchObject({ openapi: "3.1.1" });
  await request.dispose();
});

test("a token is made in settings, shown once, works within its scopes, and is revoked", async ({
  page,
  playwright,
  baseURL,
}) => {
  await signIn(page);
  await page.goto("/settings");
  await page.getByPlaceholder("What it is for").fill("night report");
  await page.getByRole("checkbox", { name: "chains:read" }).click();
  await page.getByRole("button", { name: "Create token" }).click();
  const token = await page.getByRole("textbox", { name: "The token" }).inputValue();
  expect(token).toMatch(/^cw_/);

  const request = await playwright.request.newContext({ baseURL, extraHTTPHeaders: bearer(token) });
  expect((await request.get("/api/v1/chains")).status()).toBe(200);
  const refused = await request.post("/api/v1/definitions", { data: { source: "name: x" } });
  expect(refused.status()).toBe(403);
  expect((await refused.json()).detail).toContain("chains:write");

  await page.getByRole("button", { name: "I have it" }).click();
  await page.reload();
  await expect(page.getByText("night report", { exact: true }).first()).toBeVisible();
  expect(await page.content()).not.toContain(token);
  await page.getByRole("button", { name: "Revoke night report" }).click();
  await page.getByRole("button", { name: "Revoke the token" }).click();
  await expect(page.getByText("night report")).toHaveCount(0);
  expect((await request.get("/api/v1/chains")).status()).toBe(401);
  await request.dispose();
});

test("the API is there to read", async ({ page }) => {
  await signIn(page);
  await page.goto("/settings");
  await page.getByRole("link", { name: "API reference" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "API reference" })).toBeVisible();
  await page.getByText("/api/v1/chains/{chain_id}/execute").click();
  await expect(page.getByText("Needs the scope chains:run.").first()).toBeVisible();
  await expect(page.getByText("Also at /api/chat/hooks/chains/{chain_id}/execute.").first()).toBeVisible();
});
