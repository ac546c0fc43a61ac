import { expect, test } from "@playwright/test";
import { createChain, signIn } from "./fixtures/people";

test.beforeEach(({ page }) => signIn(page));

test("the shop sample runs in a real browser and its screenshots, order and notification arrive live", async ({
  page,
}) => {
  await page.getByRole("link", { name: "Shop checkout", exact: true }).click();
  await page.getByRole("button", { name: "Run", exact: true }).click();
  await page.getByRole("dialog").getByRole("button", { name: /^Run/ }).click();
  await expect(page).toHaveURL(/\/executions\//);
  await expect(page.getByRole("heading", { level: 1, name: "Shop checkout" })).toBeVisible();
  await expect(page.getByText("3 of 3")).toBeVisible({ timeout: 45_000 });
  await expect(page.getByRole("img", { name: /Order placed/ }).first()).toBeVisible();
  await page.getByRole("tab", { name: "Output" }).click();
  await expect(page.getByText(/CS-\d{6}/).first()).toBeVisible();

  await page.reload();
  await expect(page.getByText("3 of 3")).toBeVisible();
  await page.goto("/notifications");
  await expect(page.getByRole("link", { name: "Open Shop checkout succeeded" })).toBeAttached();
});

test("a manual step waits for Continue, and a running step can be canceled", async ({ page }) => {
  const chainId = await createChain(
    page,
    `name: Approve and wait
steps:
  - { id: prepare, tool: transform, operation: set, parameters: { value: 1 } }
  - { id: check, trigger: manual, tool: transform, operation: set, parameters: { value: 2 } }
  - { id: rest, tool: flow, operation: wait, parameters: { seconds: 600 } }
`,
  );
  await page.goto(`/chains/${chainId}`);
  await page.getByRole("button", { name: "Run", exact: true }).click();
  await page.getByRole("dialog").getByRole("button", { name: /^Run/ }).click();
  await page
    .getByRole("button", { name: /^Continue/ })
    .first()
    .click();
  await expect(page.getByText("2 of 3")).toBeVisible();
  await page.goto("/executions");
  await expect(page.getByRole("row", { name: /Approve and wait/ }).getByText("Waiting")).toBeVisible();
  await page.goBack();
  await page.getByRole("button", { name: "Cancel", exact: true }).click();
  await page
    .getByRole("alertdialog")
    .getByRole("button", { name: /^Cancel execution/ })
    .click();
  await expect(page.getByText("Canceled", { exact: true }).first()).toBeVisible();
});
