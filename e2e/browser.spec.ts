import { expect, type Page, test } from "@playwright/test";
import { expectNoViolations } from "./fixtures/accessible";
import { call, createChain, signIn } from "./fixtures/people";

const source = (base: string) => `name: Needs a hand
share: { browser_session: true, files: true }
steps:
  - id: shop
    name: Open the shop
    tool: browser
    operation: run
    parameters:
      actions:
        - goto: "${base}/demo/login"
        - fill: { label: User, value: demo }
        - fill: { label: Password, value: demo }
        - click: { role: button, name: Sign in }
        - wait_for: { role: heading, name: Products, exact: true }
  - id: person
    name: Let a person choose
    tool: transform
    operation: set
    trigger: manual
    parameters: { value: 1 }
  - id: cart
    name: Read the cart
    tool: browser
    operation: run
    parameters:
      actions:
        - wait_for: { url: "**/cart" }
      read: { heading: h1 }
      timeout: 30
  - id: note
    name: Keep a note
    tool: files
    operation: write
    parameters: { path: notes/cart.csv, content: "heading,ok\\n{{ cart.values.heading }},yes\\n" }
`;

/** Presses a point of the page in the browser that the person has in hand. */
async function pressAt(page: Page, at: { x: number; y: number }): Promise<void> {
  const screen = page.getByRole("application", { name: "Page of the browser" });
  const box = await screen.boundingBox();
  if (!box) throw new Error("The page of the browser is not in view.");
  await screen.click({ position: { x: (at.x * box.width) / 1280, y: (at.y * box.height) / 800 } });
}

test("a person watches the browser live, does what only they can, hands it back, and downloads what is left", async ({
  page,
  baseURL,
}) => {
  test.setTimeout(120_000);
  await signIn(page);
  const chainId = await createChain(page, source(baseURL ?? ""));
  const started = { chainId, params: {}, idempotencyKey: "needs-a-hand" };
  const { data } = await call(page, "executions.start", started, true);
  await page.goto(`/executions/${data.id}?step=cart&tab=screens`);

  await expect(page.getByRole("img", { name: "Page of the browser: Products" })).toBeVisible({ timeout: 60_000 });
  await page.getByRole("button", { name: "Take over" }).click();
  await expect(page.getByText("You have the browser.")).toBeVisible();
  await page.getByRole("button", { name: "Continue" }).click();
  await expect(page.getByText("The step waits for you.")).toBeVisible();

  await expectNoViolations(page, "wcag");
  await page.setViewportSize({ width: 390, height: 900 });
  await expectNoViolations(page, "wcag");
  expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBeLessThanOrEqual(0);
  await page.setViewportSize({ width: 1440, height: 900 });

  // Keys go to the page, until Escape is pressed twice.
  await pressAt(page, { x: 511, y: 227 });
  await page.keyboard.type("15");
  await page.keyboard.press("Enter");
  await expect(page.getByLabel("Address of the page")).toHaveValue(/max_price=15/);
  await page.keyboard.press("Escape");
  await page.keyboard.press("Escape");
  await expect(page.getByRole("button", { name: "Hand back" })).toBeFocused();

  // The first product of the shop goes to the cart, which only this press does.
  await pressAt(page, { x: 290, y: 420 });
  await expect(page.getByRole("application", { name: "Page of the browser: Cart" })).toBeVisible();
  await page.getByRole("radio", { name: "Go on with the next action" }).check();
  await page.getByRole("button", { name: "Hand back" }).click();
  await expect(page.getByRole("status").filter({ hasText: "Succeeded" })).toBeVisible({ timeout: 30_000 });
  for (const line of ["Typed 2 characters", "Pressed Enter", "Clicked at 290, 420"])
    await expect(page.getByText(line)).toBeVisible();
  const { data: step } = await call(page, "executions.step", { id: data.id, stepId: "cart" });
  expect(step.result.values.heading).toBe("Cart");

  const trace = page.waitForEvent("download");
  await page
    .getByRole("link", { name: /^Trace of attempt 1/ })
    .first()
    .click();
  expect((await trace).suggestedFilename()).toMatch(/^trace-1.*\.zip$/);

  await page.goto(`/executions/${data.id}?step=note&tab=files`);
  await page.getByRole("button", { name: "Show notes/cart.csv" }).click();
  await expect(page.getByRole("cell", { name: "Cart" })).toBeVisible();
  const zip = page.waitForEvent("download");
  await page.getByRole("link", { name: "Download all" }).click();
  expect((await zip).suggestedFilename()).toMatch(/\.zip$/);
});
