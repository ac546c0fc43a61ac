import { expect, test } from "@playwright/test";
import { call, createChain, signIn } from "./fixtures/people";

const STEPS = 1_000;
const line = (index: number) =>
  `  - { id: s${index}, ${index === 0 ? "" : `depends_on: [s0], `}tool: transform, operation: set, parameters: { value: ${index} } }`;
const SOURCE = `name: A thousand steps\nsteps:\n${Array.from({ length: STEPS }, (_, index) => line(index)).join("\n")}\n`;

test("the monitor of a thousand steps follows them live and draws only what is in view", async ({ page }) => {
  test.setTimeout(120_000);
  await signIn(page);
  const chainId = await createChain(page, SOURCE);
  await page.goto(`/chains/${chainId}`);
  const { data } = await call(page, "executions.start", { chainId, params: {}, idempotencyKey: "many" }, true);
  await page.goto(`/executions/${data.id}?view=list`);
  await expect(page.getByText(/1\s000 of 1\s000/)).toBeVisible({ timeout: 60_000 });
  const rows = page.locator("[data-step-id]");
  await expect(rows.first()).toBeVisible();
  expect(await rows.count()).toBeLessThan(100);
  // By keyboard to the last one, which was not in the document.
  await rows.first().focus();
  await page.keyboard.press("End");
  await expect(page.locator('[data-step-id="s999"]')).toBeFocused();
  await expect(page.getByRole("region", { name: "Step s999" })).toBeVisible();
  await page.getByRole("radio", { name: "Timeline" }).click();
  expect(await rows.count()).toBeLessThan(100);
  await page.getByRole("radio", { name: "Graph" }).click();
  await expect(rows.first()).toBeVisible();
  expect(await rows.count()).toBeLessThan(400);
});
