import { expect, test } from "@playwright/test";
import { call, createChain, signIn } from "./fixtures/people";

test.beforeEach(({ page }) => signIn(page));

test("a task is made, runs alone, is found again, changed and deleted", async ({ page }) => {
  await page.goto("/tasks");
  await page.getByRole("link", { name: "New task" }).click();
  await page.getByRole("radio", { name: /Tool operation/ }).click();
  await page.getByLabel("Name", { exact: true }).fill("Keep a number");
  await page.getByRole("combobox", { name: "Does" }).click();
  await page.getByRole("option", { name: /transform\.set/ }).click();
  await page.getByLabel("Value", { exact: true }).fill("42");
  await page.getByRole("button", { name: "Save and run" }).click();
  await expect(page).toHaveURL(/\/executions\//);
  await expect(page.getByRole("heading", { level: 1, name: "Keep a number" })).toBeVisible();
  await expect(page.getByText("Succeeded", { exact: true }).first()).toBeVisible();
  await page.getByRole("link", { name: "Saved task" }).click();
  await expect(page.getByRole("region", { name: "Runs" }).or(page.getByText("newest first"))).toBeVisible();
  await expect(page.getByText("42").first()).toBeVisible();

  await page.getByLabel("Name", { exact: true }).fill("Keep another number");
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Keep another number" })).toBeVisible();
  await page.goto("/tasks?search=keep a");
  await expect(page.getByRole("row", { name: /Keep a number/ })).toBeVisible();
  await page.goto("/tasks?view=saved");
  await page.getByRole("link", { name: /Keep another number/ }).click();
  await page.getByRole("button", { name: "Delete the task" }).click();
  await page.getByRole("alertdialog").getByRole("button", { name: "Delete the task" }).click();
  await expect(page).toHaveURL(/view=saved/);
  await expect(page.getByText("Keep another number")).toHaveCount(0);
});

test("an agent question without a model fails at once and says how to configure one", async ({ page }) => {
  const body = { execution_mode: "orchestrated", task_description: "Why is the sky blue?" };
  const { data } = await call(page, "tasks.create", { name: "Ask", body }, true);
  const run = await call(page, "tasks.run", { id: data.id, idempotencyKey: "ask" }, true);
  await page.goto(`/executions/${run.data.id}`);
  await expect(page.getByText(/CHAINWRIGHT_LLM_URL/).first()).toBeVisible();
});

test("a chain is made of a selection, in the order in which the tasks ran", async ({ page }) => {
  const chainId = await createChain(
    page,
    `name: First and second
steps:
  - { id: first, name: The first of two, tool: transform, operation: set, parameters: { value: 1 } }
  - { id: second, name: The second of two, tool: transform, operation: set, parameters: { value: 2 } }
`,
  );
  const started = await call(page, "executions.start", { chainId, params: {}, idempotencyKey: "selection" }, true);
  await expect
    .poll(async () => (await call(page, "executions.get", { id: started.data.id })).data.status)
    .toBe("succeeded");
  await page.goto("/tasks?search=of two");
  for (const name of [/Select The second of two/, /Select The first of two/])
    await page.getByRole("checkbox", { name }).first().click();
  await expect(page.getByRole("region", { name: "Selection" })).toContainText("2 selected");
  await page.getByRole("button", { name: "Create chain from selection" }).click();
  const builder = page.getByRole("dialog");
  await expect(builder.getByText("The first of two").first()).toBeVisible();
  await expect(builder.getByText("The second of two").first()).toBeVisible();
});
