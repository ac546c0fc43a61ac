import { expect, test } from "@playwright/test";
import { call, createChain, PASSWORD, signIn } from "./fixtures/people";

const SOURCE = "name: Private\nsteps:\n  - { id: a, tool: transform, operation: set, parameters: { value: 1 } }\n";

test("an invited person signs up and sees nothing of the others", async ({ page, browser }) => {
  await signIn(page);
  const chainId = await createChain(page, SOURCE);
  const started = await call(page, "executions.start", { chainId, params: {}, idempotencyKey: "two-people" }, true);
  const again = await call(page, "executions.start", { chainId, params: {}, idempotencyKey: "two-people" }, true);
  expect(again.data).toMatchObject({ id: started.data.id, created: false });
  const invitation = await call(page, "admin.createInvitation", {}, true);

  const context = await browser.newContext({ baseURL: new URL(page.url()).origin });
  const other = await context.newPage();
  await other.goto(new URL(invitation.data.url).pathname + new URL(invitation.data.url).search);
  await other.getByLabel("Name").fill("Second");
  await other.getByLabel("E-mail").fill("second@example.com");
  await other.getByLabel("Password", { exact: true }).fill(PASSWORD);
  await other.getByRole("button", { name: /create account/i }).click();
  await expect(other).toHaveURL(/\/chains/);

  expect((await call(other, "chains.get", { id: chainId })).status).toBe(404);
  expect((await call(other, "executions.get", { id: started.data.id })).status).toBe(404);
  expect((await call(other, "executions.cancel", { id: started.data.id }, true)).status).toBe(404);
  expect((await call(other, "executions.list", {})).data.items).toEqual([]);
  expect((await call(other, "admin.users", undefined)).status).toBe(403);
  const nobody = await browser.newContext({ baseURL: new URL(page.url()).origin });
  for (const door of ["files/a/result.json", "files", "browser/shared"]) {
    const path = `/api/executions/${started.data.id}/${door}`;
    expect((await other.request.get(path)).status(), door).toBe(404);
    expect((await nobody.request.get(path)).status(), door).toBe(401);
  }
  await nobody.close();
  for (const path of ["files", "files?step=a", "files/a/result.json?preview", "browser/shared"]) {
    expect((await other.request.get(`/api/executions/${started.data.id}/${path}`)).status(), path).toBe(404);
  }
  await other.goto(`/executions/${started.data.id}`);
  await expect(other.getByText("Private")).toHaveCount(0);
  await context.close();
});

test("a session that is revoked ends at once", async ({ page, browser }) => {
  await signIn(page);
  const context = await browser.newContext({ baseURL: new URL(page.url()).origin });
  const other = await context.newPage();
  await signIn(other);
  const { data } = await call(other, "account.sessions", undefined);
  const current = data.items.find((item: { current: boolean }) => item.current);
  await call(page, "account.revokeSession", { id: current.id }, true);
  expect((await call(other, "session.me", undefined)).status).toBe(401);
  await context.close();
});

test("changes from another origin, and without one, are refused", async ({ page }) => {
  await signIn(page);
  const origins: Record<string, string>[] = [{ origin: "https://evil.example" }, { origin: "null" }, {}];
  for (const headers of origins) {
    const response = await page.request.post("/api/trpc/account.setHome", { data: { json: null }, headers });
    expect(response.status()).toBe(403);
  }
});
