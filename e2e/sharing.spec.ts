import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, test } from "@playwright/test";
import { invited } from "./fixtures/invited";
import { call, createChain, signIn } from "./fixtures/people";

const VALUE = "e2e-secret-value-7719";

/** Where the secret goes. It keeps what it got, and says it back. */
async function receiver(): Promise<{ server: Server; port: number; got: string[] }> {
  const got: string[] = [];
  const server = createServer((request, response) => {
    const token = String(request.headers["x-token"] ?? "");
    got.push(token);
    response.end(JSON.stringify({ you_sent: token }));
  });
  await new Promise<void>((resolve) => server.listen(Number(process.env.E2E_RECEIVER_PORT), "127.0.0.1", resolve));
  return { server, port: (server.address() as AddressInfo).port, got };
}

test("a chain is shared, run by somebody who cannot read its secret, and taken back while they look", async ({
  page,
  browser,
}) => {
  await signIn(page);
  const owner = await invited(browser, page, "Olga", "olga@example.com");
  const runner = await invited(browser, page, "Rune", "rune@example.com");
  const { server, port, got } = await receiver();

  await owner.goto("/settings#secrets");
  const form = owner.locator("form", { has: owner.getByRole("button", { name: "Store secret" }) });
  await form.getByLabel("Name").fill("door_key");
  await form.getByLabel("Value").fill(VALUE);
  await form.getByLabel("Hosts").fill(`127.0.0.1:${port}`);
  await form.getByRole("button", { name: "Store secret" }).click();
  await expect(owner.getByRole("list", { name: "Secrets" })).toContainText("door_key");
  await expect(owner.getByText(VALUE)).toHaveCount(0);

  const chainId = await createChain(
    owner,
    `name: Opens the door
steps:
  - id: open
    tool: http
    operation: request
    parameters: { url: "http://127.0.0.1:${port}/", headers: { x-token: "{{ secrets.door_key }}" } }
  - { id: wait, tool: flow, operation: approve, depends_on: [open], parameters: { question: Did it open? } }
`,
  );
  await owner.goto(`/chains/${chainId}`);
  await owner.getByRole("button", { name: "Share" }).click();
  const dialog = owner.getByRole("dialog");
  await dialog.getByLabel("E-mail address").fill("nobody@example.com");
  await dialog.getByRole("button", { name: "Share" }).click();
  await expect(dialog.getByRole("alert")).toContainText("Nobody on this server");
  await dialog.getByLabel("E-mail address").fill("rune@example.com");
  await dialog.getByLabel("Role", { exact: true }).click();
  await owner.getByRole("option", { name: "Runner" }).click();
  await dialog.getByRole("button", { name: "Share" }).click();
  await expect(dialog.getByRole("list", { name: "People" })).toContainText("rune@example.com");

  await runner.goto("/chains?whose=shared");
  await expect(runner.getByText("Olga, you run")).toBeVisible();
  await runner.getByRole("link", { name: "Opens the door" }).click();
  await expect(runner.getByText("Shared by Olga; you are runner")).toBeVisible();
  await expect(runner.getByRole("link", { name: "Edit" })).toHaveCount(0);

  const key = { idempotencyKey: "sharing-owner", params: {} };
  const { data: theirs } = await call(owner, "executions.start", { chainId, ...key }, true);
  const { data: own } = await call(runner, "executions.start", { chainId, ...key, idempotencyKey: "sharing" }, true);
  await runner.goto(`/executions/${own.id}?step=open`);
  await expect(runner.getByText("[secret:door_key]").first()).toBeVisible();
  expect(got).toContain(VALUE);
  for (const [procedure, input] of [
    ["executions.get", { id: own.id }],
    ["executions.step", { id: own.id, stepId: "open" }],
    ["executions.context", { id: own.id }],
    ["executions.events", { id: own.id }],
    ["chains.get", { id: chainId }],
  ] as const) {
    const answer = await call(runner, procedure, input);
    expect(answer.status, procedure).toBe(200);
    expect(JSON.stringify(answer.data), procedure).not.toContain(VALUE);
  }
  expect(await runner.content()).not.toContain(VALUE);
  expect((await runner.request.get(`/api/executions/${own.id}/files`)).status()).not.toBe(500);
  expect((await call(runner, "chains.save", { id: chainId, source: "x", baseVersion: 1 }, true)).status).toBe(403);
  expect((await call(runner, "secrets.names", { chainId })).status).toBe(403);

  // While the runner looks at the owner's execution, the share is taken back: the page hears nothing of it any more.
  await runner.goto(`/executions/${theirs.id}`);
  await expect(runner.getByRole("heading", { level: 1 })).toContainText("Opens the door");
  await dialog.getByRole("button", { name: "Take the share of Rune back" }).click();
  await expect(dialog.getByText("Nobody else sees it yet")).toBeVisible();
  expect((await call(runner, "executions.get", { id: theirs.id })).status).toBe(404);
  expect((await call(runner, "chains.get", { id: chainId })).status).toBe(404);
  expect((await call(runner, "executions.get", { id: own.id })).data.role).toBe("viewer");
  await runner.goto("/chains?whose=shared");
  await expect(runner.getByText("No chain matches")).toBeVisible();

  await page.goto("/admin/audit?action=share.");
  const log = page.getByRole("list", { name: "Entries of the audit log" });
  await expect(log).toContainText("Olga took back a share of Opens the door");
  await expect(log).toContainText("rune@example.com was runner");
  const csv = await page.request.get("/api/audit?format=csv");
  expect(await csv.text()).toContain("secret.created");
  expect(await csv.text()).not.toContain(VALUE);
  expect((await owner.request.get("/api/audit?format=csv")).status()).toBe(403);
  server.close();
  server.closeAllConnections();
  await owner.context().close();
  await runner.context().close();
});
