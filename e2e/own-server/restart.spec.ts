import { expect, test } from "@playwright/test";
import { freePort } from "../fixtures/free-port";
import { call, createChain, PASSWORD, signIn } from "../fixtures/people";
import { OwnServer } from "../fixtures/server";

test("an execution goes on after the server was killed in the middle of it, and the page follows", async ({
  browser,
}) => {
  test.setTimeout(120_000);
  const server = new OwnServer(freePort());
  await server.start();
  try {
    server.cli(["users", "create", "owner@example.com", "--password-stdin", "--admin"], `${PASSWORD}\n`);
    const context = await browser.newContext({ baseURL: server.url });
    const page = await context.newPage();
    await signIn(page, { email: "owner@example.com", password: PASSWORD });
    const chainId = await createChain(
      page,
      `name: Survives a crash
share: { browser_session: true }
steps:
  - id: open
    tool: browser
    operation: run
    parameters: { actions: [{ goto: "${server.url}/demo/products" }] }
  - { id: hold, tool: flow, operation: wait, parameters: { seconds: 4 } }
  - id: look
    tool: browser
    operation: extract
    parameters: { fields: { heading: h1 } }
`,
    );
    const { data } = await call(page, "executions.start", { chainId, params: {}, idempotencyKey: "crash" }, true);
    await page.goto(`/executions/${data.id}`);
    await expect(page.getByText("1 of 3")).toBeVisible();
    await server.kill();
    await server.start();
    await expect(page.getByText("3 of 3")).toBeVisible({ timeout: 60_000 });
    const detail = await call(page, "executions.step", { id: data.id, stepId: "look" });
    expect(detail.data.result.item ?? detail.data.result.fields).toEqual({ heading: expect.any(String) });
    const events = await call(page, "executions.events", { id: data.id });
    expect(events.data.map((event: { seq: number }) => event.seq)).toEqual(
      events.data.map((_: unknown, index: number) => index + 1),
    );
    await context.close();
  } finally {
    await server.close();
  }
});
