import { expect, test } from "@playwright/test";
import { call, createChain, PASSWORD, signIn } from "./fixtures/people";

test.beforeEach(({ page }) => signIn(page));

const QUESTION = (approvers = "[]") => `name: Ask before publishing
steps:
  - id: ask
    name: Ask the editor
    tool: flow
    operation: approve
    parameters:
      question: Publish it?
      approvers: ${approvers}
      answers: { copies: { type: integer, title: Copies, minimum: 1, required: true } }
  - { id: publish, tool: transform, operation: set, parameters: { value: "{{ ask.answers.copies }} copies, said {{ ask.by }}" } }
`;

test("a question is answered with the keyboard alone, and the execution goes on", async ({ page }) => {
  const chainId = await createChain(page, QUESTION());
  const request = { chainId, params: {}, idempotencyKey: "question" };
  const { data } = await call(page, "executions.start", request, true);
  await page.goto("/approvals");
  const question = page.getByRole("article", { name: "Publish it?" });
  await expect(page.getByRole("navigation", { name: "Main" }).getByText(/^\d+ open$/)).toBeVisible();
  await question.getByLabel("Copies").focus();
  await page.keyboard.type("0");
  await page.keyboard.press("Enter");
  await expect(question.getByText("Use 1 or more")).toBeVisible();
  await page.keyboard.press("Control+A");
  await page.keyboard.type("3");
  await page.keyboard.press("Tab");
  await expect(question.getByLabel("Note")).toBeFocused();
  await page.keyboard.press("Tab");
  await expect(question.getByRole("button", { name: "Approve" })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(question).toHaveCount(0);
  await page.goto(`/executions/${data.id}?step=publish&tab=output`);
  await expect(page.getByText("3 copies, said Admin").first()).toBeVisible();
  const late = await call(page, "executions.answer", { id: data.id, stepId: "ask", approved: false }, true);
  expect([late.status, late.message]).toEqual([409, expect.stringContaining("was answered by Admin at ")]);
});

test("an approver answers in the execution of somebody else, and sees nothing of it", async ({ page, browser }) => {
  const invitation = await call(page, "admin.createInvitation", {}, true);
  const context = await browser.newContext({ baseURL: new URL(page.url()).origin });
  const other = await context.newPage();
  const address = new URL(invitation.data.url);
  await other.goto(address.pathname + address.search);
  await other.getByLabel("Name").fill("Editor");
  await other.getByLabel("E-mail").fill("editor@example.com");
  await other.getByLabel("Password", { exact: true }).fill(PASSWORD);
  await other.getByRole("button", { name: /create account/i }).click();
  await expect(other).toHaveURL(/\/chains/);

  const chainId = await createChain(page, QUESTION("[Editor@Example.com]"));
  const request = { chainId, params: {}, idempotencyKey: "approver" };
  const { data } = await call(page, "executions.start", request, true);
  await other.goto("/approvals");
  const question = other.getByRole("article", { name: "Publish it?" });
  await expect(question.getByText("asked by Admin")).toBeVisible();
  await expect(question.getByRole("link", { name: "Execution" })).toHaveCount(0);
  expect((await call(other, "executions.get", { id: data.id })).status).toBe(404);
  await question.getByLabel("Note").fill("Not this week");
  await question.getByRole("button", { name: "Reject" }).click();
  await expect(other.getByRole("heading", { name: "Nothing waits for you" })).toBeVisible();
  await page.goto(`/executions/${data.id}`);
  await expect(page.getByRole("heading", { name: /Editor said no: Not this week/ })).toBeVisible();
  await context.close();
});

test("a failed execution goes on from its step with another input, and the two know each other", async ({ page }) => {
  const shop = `${new URL(page.url()).origin}/demo/api/products`;
  const chainId = await createChain(
    page,
    `name: Look up a product
steps:
  - { id: which, tool: transform, operation: set, parameters: { value: p-999 } }
  - { id: look, name: Look it up, tool: http, operation: request, parameters: { url: "${shop}/{{ which }}" } }
`,
  );
  const request = { chainId, params: {}, idempotencyKey: "replay" };
  const { data } = await call(page, "executions.start", request, true);
  await page.goto(`/executions/${data.id}?step=look`);
  await page.getByRole("button", { name: "Replay from here" }).click();
  const dialog = page.getByRole("dialog", { name: "Replay from Look it up" });
  await dialog.getByLabel("Input of the step").fill(`{ "url": "${shop}/p-101" }`);
  await dialog.getByRole("button", { name: "Replay" }).click();
  await expect(page.getByText("Replay of")).toBeVisible();
  await expect(page.getByRole("status").getByText("Succeeded")).toBeVisible();
  await page.getByRole("button", { name: /^which: / }).click();
  await expect(page.getByText("Kept from")).toBeVisible();
  await page.getByText("Replay of").getByRole("link").click();
  await expect(page.getByText("Replayed as")).toBeVisible();
});
