import { readFile } from "node:fs/promises";
import { type Browser, expect, type Page, test } from "@playwright/test";
import { freePort } from "../fixtures/free-port";
import { pressOn, tabTo } from "../fixtures/keyboard";
import { call, PASSWORD, signIn } from "../fixtures/people";
import { OwnServer } from "../fixtures/server";
import { type ActionFields, addAction } from "../fixtures/step-form";

test.describe.configure({ mode: "serial", timeout: 180_000 });

const OWNER = { email: "first@example.com", password: PASSWORD };
const OTHER = { email: "second@example.com", password: PASSWORD };
const CHAIN = "Shop for two";

const server = new OwnServer(freePort());
let page: Page;
let chainId = "";
let executionId = "";

const lastPart = (url: string) => new URL(url).pathname.split("/").at(-1) ?? "";

test.beforeAll(async ({ browser }) => {
  await server.start();
  for (const { email } of [OWNER, OTHER]) server.cli(["users", "create", email, "--password-stdin"], `${PASSWORD}\n`);
  page = await signedIn(browser, OWNER);
});

test.afterAll(async () => {
  await page?.context().close();
  await server.close();
});

async function signedIn(browser: Browser, person: typeof OWNER): Promise<Page> {
  const context = await browser.newContext({ baseURL: server.url, viewport: { width: 1440, height: 900 } });
  const made = await context.newPage();
  await signIn(made, person);
  return made;
}

interface ShopTask {
  name: string;
  actions: [kind: string, fields: ActionFields][];
  ends: "Succeeded" | "Failed";
}

/** The last one is for somebody who is signed in to the shop: alone it ends at the shop's door. */
const TASKS = (shop: string): ShopTask[] => [
  {
    name: "Enter the shop",
    actions: [
      ["Go to", `${shop}/login`],
      ["Fill", { Label: "User", Value: "demo" }],
      ["Fill", { Label: "Password", Value: "demo" }],
      ["Press", "Enter"],
      ["Wait for", { "CSS selector": ".greeting" }],
    ],
    ends: "Succeeded",
  },
  {
    name: "Take a mug",
    actions: [
      ["Go to", `${shop}/products/p-101`],
      ["Click", { "CSS selector": "main button" }],
      ["Wait for", { "CSS selector": ".total" }],
    ],
    ends: "Succeeded",
  },
  {
    name: "Order all of it",
    actions: [
      ["Go to", `${shop}/checkout`],
      ["Fill", { Label: "Name", Value: "First Person" }],
      ["Check", { Label: "I know that this is a demonstration" }],
      ["Click", { "CSS selector": "main form button" }],
      ["Wait for", { "Test id": "order-number" }],
      ["Download", { "CSS selector": "main a[download]" }],
    ],
    ends: "Failed",
  },
];

test("three browser tasks are made by hand and run alone", async () => {
  for (const { name, actions, ends } of TASKS(`${server.url}/demo`)) {
    await page.goto("/tasks");
    await page.getByRole("link", { name: "New task" }).click();
    await page.getByRole("radio", { name: /Browser script/ }).click();
    await page.getByRole("textbox", { name: "Name", exact: true }).fill(name);
    for (const [index, [kind, fields]] of actions.entries()) await addAction(page, index + 1, kind, fields);
    await page.getByRole("textbox", { name: "Timeout, seconds" }).fill("10");
    await page.getByRole("button", { name: "Save and run" }).click();
    await expect(page).toHaveURL(/\/executions\//);
    await expect(page.getByRole("heading", { level: 1, name })).toBeVisible();
    await expect(page.getByRole("status").filter({ hasText: ends })).toBeVisible({ timeout: 60_000 });
  }
});

test("a chain is made of them, with a stop and a pause, and published", async () => {
  await page.goto("/tasks");
  for (const { name } of TASKS("")) await page.getByRole("checkbox", { name: new RegExp(`^Select ${name}`) }).click();
  await page.getByRole("button", { name: "Create chain from selection" }).click();
  const builder = page.getByRole("dialog", { name: "New chain" });
  const steps = builder.getByRole("list", { name: "Steps" });
  await expect(steps.getByRole("listitem")).toHaveCount(3);
  await builder.getByRole("textbox", { name: "Name", exact: true }).fill(CHAIN);
  await builder.getByRole("textbox", { name: "Name", exact: true }).press("Enter");

  await steps.getByRole("button", { name: /^2 ?Take a mug/ }).click();
  await builder.getByRole("tab", { name: "Flow" }).click();
  await builder.getByRole("combobox", { name: "Starts" }).click();
  await page.getByRole("option", { name: "manual" }).click();

  await builder.getByRole("button", { name: "Insert a step above Order all of it" }).click();
  await page.getByRole("combobox", { name: "Find a tool" }).fill("flow.wait");
  await page.getByRole("button", { name: "Add step" }).click();
  await expect(steps.getByRole("listitem")).toHaveCount(4);
  await builder.getByRole("textbox", { name: "Seconds" }).fill("6");
  await expect(builder.getByRole("heading", { name: CHAIN })).toBeVisible();
  await builder.getByRole("button", { name: "Publish" }).click();
  await expect(page).toHaveURL(/\/chains\/[0-9a-f-]{36}$/);
  await expect(page.getByRole("heading", { level: 1, name: CHAIN })).toBeVisible();
  chainId = lastPart(page.url());
});

/** Presses a point of the page in the browser that the person has in hand. */
async function pressAt(at: { x: number; y: number }): Promise<void> {
  const screen = page.getByRole("application", { name: /^Page of the browser/ });
  const box = await screen.boundingBox();
  if (!box) throw new Error("The page of the browser is not in view.");
  await screen.click({ position: { x: (at.x * box.width) / 1280, y: (at.y * box.height) / 800 } });
}

test("it is watched, taken over, paused, and goes on in the same page and login after kill -9", async () => {
  await page.getByRole("button", { name: "Run", exact: true }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Run", exact: true }).click();
  await expect(page).toHaveURL(/\/executions\/[0-9a-f-]{36}/);
  executionId = lastPart(page.url());
  await page.evaluate(() => Object.assign(window, { sameDocument: true }));

  await expect(page.getByText("Take a mug waits for a person.")).toBeVisible({ timeout: 60_000 });
  await page
    .getByRole("region", { name: "Steps" })
    .getByRole("button", { name: /Take a mug/ })
    .click();
  await page.getByRole("tab", { name: "Browser" }).click();
  await expect(page.getByRole("img", { name: /^Page of the browser: Products/ })).toBeVisible({ timeout: 30_000 });

  await page.getByRole("button", { name: "Take over" }).click();
  await expect(page.getByText("You have the browser.")).toBeVisible();
  await pressAt({ x: 290, y: 420 });
  await expect(page.getByRole("application", { name: /^Page of the browser: Cart/ })).toBeVisible();
  await page.getByRole("tab", { name: "Input" }).click();
  await page.getByRole("button", { name: "Hand back" }).click();
  await expect(page.getByText("You have the browser.")).toBeHidden();

  await page.getByRole("button", { name: "Pause" }).click();
  await expect(page.getByText(/^Paused\. No new step starts/)).toBeVisible();
  await page.getByRole("button", { name: "Resume" }).click();
  await page.getByRole("button", { name: "Continue" }).click();
  await expect(page.getByText("2 of 4")).toBeVisible({ timeout: 60_000 });

  await server.restart();
  await expect(page.getByText("4 of 4")).toBeVisible({ timeout: 90_000 });
  await expect(page.getByRole("status").filter({ hasText: "Succeeded" })).toBeVisible();
  expect(await page.evaluate(() => "sameDocument" in window)).toBe(true);
});

/** The text of what a link of the page downloads, and its name. */
async function downloaded(name: string | RegExp): Promise<{ name: string; bytes: Buffer }> {
  const event = page.waitForEvent("download");
  await page.getByRole("link", { name }).first().click();
  const download = await event;
  return { name: download.suggestedFilename(), bytes: await readFile(await download.path()) };
}

test("receipt, all files and trace are downloaded; what was ordered is what person and steps put there", async () => {
  await page.goto(`/executions/${executionId}?step=order_all_of_it&tab=files`);
  const receipt = await downloaded(/^Download .*receipt/);
  expect(receipt.bytes.toString()).toContain("For First Person");
  // One from the person who had the browser, one from the step: both went into the cart of one session.
  expect(receipt.bytes.toString()).toContain("2 products");
  const all = await downloaded("Download all");
  expect(all.name).toMatch(/\.zip$/);
  expect(all.bytes.subarray(0, 2).toString()).toBe("PK");
  await page.getByRole("tab", { name: "Browser" }).click();
  const trace = await downloaded(/^Trace of attempt/);
  expect(trace.bytes.subarray(0, 2).toString()).toBe("PK");
});

test("it is replayed from the order, with another name in the input, in the same login", async () => {
  await page.getByRole("button", { name: "Replay from here" }).click();
  const dialog = page.getByRole("dialog");
  const input = dialog.getByRole("textbox", { name: "Input of the step" });
  await expect(input).toHaveValue(/First Person/);
  await input.fill((await input.inputValue()).replace("First Person", "Somebody Else"));
  await dialog.getByRole("button", { name: "Replay" }).click();
  await expect(page).not.toHaveURL(new RegExp(executionId));
  await expect(page.getByRole("status").filter({ hasText: "Succeeded" })).toBeVisible({ timeout: 60_000 });
  await page.goto(`/executions/${lastPart(page.url())}?step=order_all_of_it&tab=files`);
  const receipt = await downloaded(/^Download .*receipt/);
  expect(receipt.bytes.toString()).toContain("For Somebody Else");
  expect(receipt.bytes.toString()).toContain("2 products");
});

test("the same chain is built, ordered, published and run by keyboard alone", async () => {
  await page.goto("/chains");
  await pressOn(page, page.getByRole("button", { name: "New chain" }));
  const builder = page.getByRole("dialog", { name: "New chain" });
  await tabTo(page, builder.getByRole("textbox", { name: "Name", exact: true }));
  await page.keyboard.press("ControlOrMeta+a");
  await page.keyboard.type("Shop by keyboard");
  await page.keyboard.press("Enter");
  await pressOn(page, builder.getByRole("button", { name: "From task history" }));
  const drawer = page.getByRole("dialog", { name: "Add from task history" });
  for (const name of [/Take a mug/, /Enter the shop/, /Order all of it/])
    await pressOn(page, drawer.getByRole("checkbox", { name }).first(), "Space");
  await pressOn(page, drawer.getByRole("button", { name: "Add 3 steps" }));

  const card = (number: number, name: string) =>
    builder.getByRole("list", { name: "Steps" }).getByRole("button", { name: new RegExp(`^${number} ?${name}`) });
  await expect(card(1, "Take a mug")).toBeFocused();
  await page.keyboard.press("Alt+ArrowDown");
  await expect(card(2, "Take a mug")).toBeFocused();
  await expect(card(1, "Enter the shop")).toBeVisible();
  await expect(builder.getByRole("heading", { name: "Shop by keyboard" })).toBeVisible();
  await page.keyboard.press("ControlOrMeta+s");
  await expect(page).toHaveURL(/\/chains\/[0-9a-f-]{36}$/);
  await expect(page.getByRole("heading", { level: 1, name: "Shop by keyboard" })).toBeVisible();

  await pressOn(page, page.getByRole("button", { name: "Run", exact: true }));
  await pressOn(page, page.getByRole("dialog").getByRole("button", { name: "Run", exact: true }));
  await expect(page).toHaveURL(/\/executions\/[0-9a-f-]{36}/);
  await expect(page.getByRole("status").filter({ hasText: "Succeeded" })).toBeVisible({ timeout: 60_000 });
});

test("somebody else finds nothing of it", async ({ browser }) => {
  const made = await call(
    page,
    "tokens.create",
    { name: "Mine alone", scopes: ["chains:read"], expiresInDays: 7 },
    true,
  );
  expect(made.status).toBe(200);
  const { data: view } = await call(page, "executions.get", { id: executionId });
  const stepId = view.graph.find(({ name }: { name: string }) => name === "Order all of it").id;
  const { data: own } = await call(page, "executions.step", { id: executionId, stepId });
  const addresses = own.files.map(({ url }: { url: string }) => url);
  expect(addresses.length).toBeGreaterThan(2);
  expect((await page.request.get(addresses[0])).status()).toBe(200);

  const other = await signedIn(browser, OTHER);
  await other.goto("/tasks");
  await expect(other.getByText("No task has run yet")).toBeVisible();
  await other.goto("/tasks?view=saved");
  await expect(other.getByRole("heading", { level: 1 })).toBeVisible();
  await expect(other.getByText("Enter the shop")).toHaveCount(0);
  for (const path of [`/chains/${chainId}`, `/chains/${chainId}/edit`, `/executions/${executionId}`]) {
    await other.goto(path);
    await expect(other.getByText(/not (there|found|exist)|There is no|no such/i).first()).toBeVisible();
    await expect(other.getByText(CHAIN)).toHaveCount(0);
  }
  await other.goto("/settings/api");
  await expect(other.getByRole("heading", { level: 1 })).toBeVisible();
  await expect(other.getByText("Mine alone")).toHaveCount(0);
  for (const address of [
    ...addresses,
    `/api/executions/${executionId}/files`,
    `/api/executions/${executionId}/browser/shared`,
  ])
    expect((await other.request.get(address)).status(), address).toBe(404);
  await other.context().close();
});
