import { expect, type Locator, type Page, test } from "@playwright/test";
import { expectNoViolations, violationsOf } from "./fixtures/accessible";
import { call, createChain, signIn } from "./fixtures/people";

const SOURCE = `# made by hand
name: Shop
steps:
  - id: first   # the first
    tool: transform
    operation: set
    parameters: { value: 1 }
  - id: second
    name: Second
    tool: transform
    operation: set
    parameters:
      value: "{{ first }}"
  - id: third
    tool: transform
    operation: set
    parameters: { value: "{{ steps.second.status }}" }
`;

test.beforeEach(({ page }) => signIn(page));

const steps = (page: Page) => page.getByRole("list", { name: "Steps" });
/** The button of a card: its number and its title begin its name. */
const card = (page: Page, number: number, title: string) =>
  steps(page).getByRole("button", { name: new RegExp(`^${number} ?${title}`) });
const form = (page: Page) => page.locator("aside");
const field = (page: Page, name: string) => form(page).getByRole("textbox", { name, exact: true });

async function open(page: Page, source = SOURCE): Promise<string> {
  const chainId = await createChain(page, source);
  await page.goto(`/chains/${chainId}/edit`);
  await expect(steps(page)).toBeVisible();
  return chainId;
}

async function published(page: Page, chainId: string): Promise<string> {
  await page.getByRole("button", { name: "Publish", exact: true }).click();
  await expect(page.getByText(/This is version \d+, the newest/)).toBeVisible();
  const { data } = await call(page, "chains.get", { id: chainId });
  return data.version.source;
}

/** Types over what a field of templates holds. */
async function write(page: Page, target: Locator, text: string): Promise<void> {
  await target.click();
  await page.keyboard.press("ControlOrMeta+a");
  await page.keyboard.type(text);
}

test("the shop chain is built by mouse, published and run", async ({ page }) => {
  await page.goto("/chains/new");
  await page.getByRole("button", { name: /^Empty chain/ }).click();
  await page.getByRole("button", { name: "More actions for Say hello" }).click();
  await page.getByRole("menuitem", { name: /^Remove/ }).click();
  const add = async (search: string) => {
    await page.getByRole("button", { name: "New step" }).click();
    await page.getByRole("combobox", { name: "Find a tool" }).fill(search);
    await page.getByRole("button", { name: "Add step" }).click();
  };
  await add("browser.extract");
  await write(page, field(page, "URL"), `${new URL(page.url()).origin}/demo`);
  await form(page).getByRole("button", { name: "Add to fields" }).click();
  await form(page).getByRole("textbox", { name: "Fields: name 1" }).fill("title");
  await form(page).getByRole("textbox", { name: "Fields: name 1" }).press("Enter");
  await field(page, "title").click();
  await page.keyboard.type("h1");
  await field(page, "Result is called").fill("shop");
  await field(page, "Result is called").press("Enter");
  await add("transform.set");
  await field(page, "Value").click();
  await form(page).getByRole("button", { name: "Pick a value for Value" }).click();
  await page.getByRole("combobox", { name: "Find a value" }).fill("shop.item");
  await page
    .getByRole("option", { name: /^shop\.item / })
    .first()
    .click();
  await add("notify.send");
  await field(page, "Title").click();
  await page.keyboard.type("{{ shop.url }} is read");
  await expect(page.getByRole("button", { name: "Execute now" })).toBeEnabled();
  await page.getByRole("button", { name: "Execute now" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Run", exact: true }).click();
  await expect(page).toHaveURL(/\/executions\/[0-9a-f-]{36}/);
  await expect(page.getByText("Succeeded", { exact: true }).first()).toBeVisible({ timeout: 60_000 });
});

test("the same by keyboard alone: steps, values, order, publish", async ({ page }) => {
  const chainId = await open(
    page,
    "name: By keyboard\nsteps:\n  - id: start\n    tool: transform\n    operation: set\n    parameters: { value: 7 }\n",
  );
  await card(page, 1, "start").focus();
  await page.keyboard.press("n");
  await page.keyboard.type("notify");
  await page.keyboard.press("Enter");
  await expect(card(page, 2, "send")).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(field(page, "Title")).toBeFocused();
  await page.keyboard.type("It is {{ start }}");
  await card(page, 2, "send").focus();
  await page.keyboard.press("ControlOrMeta+d");
  await expect(card(page, 3, "send_2")).toBeFocused();
  await page.keyboard.press("Alt+ArrowUp");
  await expect(card(page, 2, "send_2")).toBeFocused();
  await page.keyboard.press("Delete");
  await expect(steps(page).getByRole("listitem")).toHaveCount(2);
  await page.keyboard.press("F2");
  await expect(field(page, "Name")).toBeFocused();
  await page.keyboard.type("Tell me");
  await page.keyboard.press("Enter");
  await expect(card(page, 2, "Tell me")).toBeVisible();
  await page.keyboard.press("ControlOrMeta+s");
  await expect(page.getByText("This is version 2, the newest")).toBeVisible();
  const { data } = await call(page, "chains.get", { id: chainId });
  expect(data.version.source).toBe(
    [
      "name: By keyboard\nsteps:\n  - id: start\n    tool: transform\n    operation: set\n    parameters: { value: 7 }\n",
      '  - id: send\n    name: Tell me\n    tool: notify\n    operation: send\n    parameters:\n      title: "It is {{ start }}"\n',
    ].join(""),
  );
});

test("a new id is followed by everything that names it, and undo is over all views", async ({ page }) => {
  await open(page);
  await card(page, 2, "Second").click();
  await field(page, "Id").fill("middle");
  await field(page, "Id").press("Enter");
  await page.getByRole("radio", { name: "YAML" }).click();
  const text = page.getByRole("textbox", { name: "Chain definition" });
  await expect(text).toContainText("steps.middle.status");
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(text).toContainText("steps.second.status");
  await page.getByRole("radio", { name: "Sequence" }).click();
  await card(page, 2, "Second").click();
  await expect(field(page, "Id")).toHaveValue("second");
});

test("steps are moved by dragging and by keyboard, and comments go with them", async ({ page }) => {
  const chainId = await open(page);
  const handle = page.getByRole("button", { name: "Drag first" });
  const goal = await card(page, 3, "third").boundingBox();
  const from = await handle.boundingBox();
  if (!goal || !from) throw new Error("The cards are not in sight.");
  await page.mouse.move(from.x + 5, from.y + 5);
  await page.mouse.down();
  await page.mouse.move(from.x + 5, from.y + 40, { steps: 5 });
  await page.mouse.move(goal.x + 5, goal.y + goal.height, { steps: 10 });
  await page.mouse.up();
  await expect(card(page, 3, "first")).toBeVisible();
  await card(page, 3, "first").focus();
  await page.keyboard.press("Alt+ArrowUp");
  await expect(card(page, 2, "first")).toBeFocused();
  await page.getByRole("radio", { name: "YAML" }).click();
  await expect(page.getByRole("textbox", { name: "Chain definition" })).toContainText("id: first   # the first");
  expect(chainId).toBeTruthy();
});

test("the trigger of a step and what has no control survive in the text", async ({ page }) => {
  const chainId = await open(page);
  await page.getByRole("button", { name: "On success: when third runs" }).click();
  await page.getByRole("menuitem", { name: "On failure" }).click();
  await expect(page.getByRole("button", { name: "On failure: when third runs" })).toBeVisible();
  await card(page, 1, "first").click();
  await form(page).getByRole("tab", { name: "Flow" }).click();
  await form(page).getByRole("textbox", { name: "Only if" }).click();
  await page.keyboard.type("1 == 1");
  await form(page).getByRole("tab", { name: "Errors and retry" }).click();
  await field(page, "Timeout, seconds").fill("30");
  await expect(steps(page).getByText("timeout 30 s")).toBeVisible();
  const source = await published(page, chainId);
  expect(source).toContain("# made by hand\nname: Shop\n");
  expect(source).toContain('  - id: first   # the first\n    when: "1 == 1"\n');
  expect(source).toContain("depends_on: [ { step: second, on: failure } ]");
  expect(source).toContain("timeout: 30\n");
});

test("while the text cannot be read the cards stay as they were and lead to the line", async ({ page }) => {
  await open(page);
  await page.getByRole("button", { name: "Side by side" }).click();
  await page.getByRole("textbox", { name: "Chain definition" }).click();
  await page.keyboard.press("ControlOrMeta+End");
  await page.keyboard.type("broken: @");
  await expect(page.getByText("The text cannot be read now")).toBeVisible();
  await expect(card(page, 3, "third")).toBeVisible();
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(page.getByText("The text cannot be read now")).toBeHidden();
});

test("a new chain is made in a window over the list, and left only by a decision", async ({ page }) => {
  await open(page);
  await page.goto("/chains");
  await page.getByRole("button", { name: "New chain" }).click();
  const builder = page.getByRole("dialog", { name: "New chain" });
  await expect(builder.getByText("No steps yet")).toBeVisible();
  await builder.getByRole("button", { name: "New step" }).click();
  await page.getByRole("combobox", { name: "Find a tool" }).fill("notify");
  await page.getByRole("button", { name: "Add step" }).click();
  await field(page, "Title").click();
  await page.keyboard.type("Made in a window");
  await page.keyboard.press("Escape");
  await expect(builder.getByRole("button", { name: "Execute now" })).toBeEnabled();
  await expectNoViolations(page);
  await builder.getByRole("button", { name: "Cancel" }).click();
  await page.getByRole("button", { name: "Keep editing" }).click();
  await builder.getByRole("button", { name: "Execute now" }).click();
  await page.getByRole("dialog", { name: "Run New chain" }).getByRole("button", { name: "Run", exact: true }).click();
  await expect(page).toHaveURL(/\/executions\/[0-9a-f-]{36}/);
  await expect(page.getByText("Succeeded", { exact: true }).first()).toBeVisible();
});

const RAN = `name: Ran before
steps:
  - { id: open, name: Open the shop, tool: transform, operation: set, parameters: { value: shop } }
  - { id: read, name: Read the deals, tool: transform, operation: set, parameters: { value: 3 } }
  - { id: tell, name: Tell the price, tool: notify, operation: send, parameters: { title: Cheap } }
`;

/** A chain that has run, so that the history has its three steps. */
async function ran(page: Page): Promise<void> {
  const chainId = await createChain(page, RAN);
  const { data } = await call(page, "executions.start", { chainId, params: {}, idempotencyKey: chainId }, true);
  await page.goto(`/executions/${data.id}`);
  await expect(page.getByText("Succeeded", { exact: true }).first()).toBeVisible();
  await page.goto("/chains");
}

test("a chain of steps that ran is built from the history by mouse, and run", async ({ page }) => {
  await ran(page);
  await page.getByRole("button", { name: "New chain" }).click();
  await page.getByRole("button", { name: "From task history" }).click();
  const history = page.getByRole("dialog", { name: "Add from task history" });
  for (const name of ["Open the shop", "Read the deals", "Tell the price"]) {
    await history.getByRole("searchbox").fill(name);
    await history.getByRole("checkbox", { name }).first().check();
  }
  await history.getByRole("button", { name: "Add 3 steps" }).click();
  await expect(card(page, 1, "Open the shop")).toBeFocused();
  await expect(card(page, 3, "Tell the price")).toBeVisible();
  await page.getByRole("button", { name: "Execute now" }).click();
  await page.getByRole("dialog", { name: "Run New chain" }).getByRole("button", { name: "Run", exact: true }).click();
  await expect(page).toHaveURL(/\/executions\/[0-9a-f-]{36}/);
  await expect(page.getByText("Succeeded", { exact: true }).first()).toBeVisible();
});

test("the same from the history by keyboard alone", async ({ page }) => {
  await ran(page);
  const history = page.getByRole("dialog", { name: "Add from task history" });
  await page.getByRole("button", { name: "New chain" }).focus();
  await page.keyboard.press("Enter");
  await page.getByRole("button", { name: "From task history" }).focus();
  await page.keyboard.press("Enter");
  for (const name of ["Open the shop", "Read the deals", "Tell the price"]) {
    const box = history.getByRole("checkbox", { name }).first();
    await box.focus();
    await page.keyboard.press("Space");
    await expect(box).toBeChecked();
  }
  await history.getByRole("button", { name: "Add 3 steps" }).focus();
  await page.keyboard.press("Enter");
  await expect(card(page, 1, "Open the shop")).toBeFocused();
  await page.keyboard.press("ArrowDown");
  await expect(card(page, 2, "Read the deals")).toBeFocused();
  await page.keyboard.press("ControlOrMeta+s");
  await expect(page).toHaveURL(/\/chains\/[0-9a-f-]{36}$/);
  await page.getByRole("button", { name: "Run", exact: true }).first().focus();
  await page.keyboard.press("Enter");
  await page.getByRole("dialog").getByRole("button", { name: "Run", exact: true }).focus();
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/executions\/[0-9a-f-]{36}/);
  await expect(page.getByText("Succeeded", { exact: true }).first()).toBeVisible();
});

test("every part of the builder is accessible", async ({ page }) => {
  await open(page);
  const check = async (what: string) => {
    expect((await violationsOf(page)).map((violation) => `${what}, ${violation}`)).toEqual([]);
  };
  await check("settings");
  await card(page, 2, "Second").click();
  for (const tab of ["Flow", "Errors and retry", "Docs", "Parameters"]) {
    await form(page).getByRole("tab", { name: tab }).click();
    await check(tab);
  }
  await form(page).getByRole("button", { name: "Pick a value for Value" }).click();
  await expect(page.getByRole("listbox", { name: "Values" })).toBeVisible();
  await check("values");
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "New step" }).click();
  await check("tools");
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "From task history" }).click();
  await expect(page.getByRole("list", { name: "Tasks" })).toBeVisible();
  await check("history");
});
