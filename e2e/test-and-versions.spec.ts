import { expect, type Page, test } from "@playwright/test";
import { expectNoViolations } from "./fixtures/accessible";
import { call, createChain, signIn } from "./fixtures/people";

const SOURCE = `name: Prices
steps:
  - id: read
    name: Read prices
    tool: transform
    operation: set
    parameters: { value: 41 }
  - id: add
    name: Add one
    tool: transform
    operation: set
    parameters: { value: "{{ read | plus: 1 }}" }
  - id: report
    name: Report
    tool: transform
    operation: set
    parameters: { value: "{{ add }}" }
`;

test.beforeEach(({ page }) => signIn(page));

async function open(page: Page, source = SOURCE, address = ""): Promise<string> {
  const chainId = await createChain(page, source);
  await page.goto(`/chains/${chainId}/edit${address}`);
  await expect(page.getByRole("button", { name: "Test", exact: true })).toBeEnabled();
  return chainId;
}

const dock = (page: Page) => page.getByRole("region", { name: "Test", exact: true });
const card = (page: Page, title: string) =>
  page.getByRole("list", { name: "Steps" }).getByRole("button", { name: new RegExp(`^\\d+ ?${title}`) });

async function testStep(page: Page, title: string, item: string): Promise<void> {
  await card(page, title).click();
  await page.getByRole("button", { name: `Test ${title}` }).click();
  await page.getByRole("menuitem", { name: item }).click();
}

test("a step is tested with a fixed result, and what it gave becomes the next fixed result", async ({ page }) => {
  const chainId = await open(page);
  await testStep(page, "Add one", "Test this step");
  await expect(page.getByText(/Fix a result for "Read prices"/)).toBeVisible();
  await testStep(page, "Read prices", "Fix result");
  await page.getByLabel("Result", { exact: true }).fill("99");
  await page.getByRole("button", { name: "Fix it" }).click();
  await expect(card(page, "Read prices")).toBeVisible();
  await expect(page.getByRole("list", { name: "Steps" }).getByText("fixed", { exact: true })).toBeVisible();
  await testStep(page, "Add one", "Test this step");
  await expect(dock(page).getByRole("status").getByText("Succeeded")).toBeVisible();
  await expect(dock(page).getByText("fixed: Read prices")).toBeVisible();
  await expect(dock(page).getByRole("tabpanel")).toContainText("100");
  await dock(page).getByRole("button", { name: "Use as fixed result" }).click();
  await expect(page.getByRole("list", { name: "Steps" }).getByText("fixed", { exact: true })).toHaveCount(2);
  await expectNoViolations(page);
  const { data } = await call(page, "executions.list", { chainId });
  expect(data.items).toEqual([]);
});

test("up to a step runs what leads there, and a fixed error fails as its policy says", async ({ page }) => {
  await open(page);
  await testStep(page, "Add one", "Test up to this step");
  await expect(dock(page).getByRole("heading", { name: "Test up to Add one" })).toBeVisible();
  await expect(dock(page).getByRole("status").getByText("Succeeded")).toBeVisible();
  const steps = dock(page).getByRole("list", { name: "Steps of the test" });
  await expect(steps.getByRole("button")).toHaveText([/Read prices/, /Add one/]);
  await testStep(page, "Add one", "Fix result");
  await page.getByRole("radio", { name: "An error" }).click();
  await page.getByLabel("Message").fill("The shop is closed.");
  await page.getByRole("button", { name: "Fix it" }).click();
  await expect(page.getByText("fixed error")).toBeVisible();
  await page.getByRole("button", { name: "Test", exact: true }).click();
  await expect(dock(page).getByRole("status").getByText("Failed")).toBeVisible();
  await expect(dock(page).getByRole("tabpanel").getByText("The shop is closed.")).toBeVisible();
  await dock(page).getByRole("link", { name: "Monitor" }).click();
  await expect(page.getByText("Test", { exact: true }).first()).toBeVisible();
});

test("versions say what they changed, are compared with each other, and come back", async ({ page }) => {
  const chainId = await open(page);
  const next = SOURCE.replace("value: 41", "value: 42").replace("name: Prices", "name: Prices\ntags: [shop]");
  await call(page, "chains.save", { id: chainId, source: next, baseVersion: 1 }, true);
  await page.goto(`/chains/${chainId}?tab=versions`);
  const versions = page.getByRole("list", { name: "Versions" });
  await expect(versions.getByText("Changes Read prices (parameters) and the tags.")).toBeVisible();
  const changes = page.getByLabel("From version 1 to version 2");
  await expect(changes.getByText("tags: [shop]")).toBeVisible();
  await page.getByRole("radio", { name: "Side by side" }).click();
  await expect(page.getByLabel("From version 1 to version 2, before")).toBeVisible();
  await page.getByRole("radio", { name: "Graph" }).click();
  await expect(page.getByRole("button", { name: /^Report: transform.set/ })).toBeVisible();
  await expectNoViolations(page);
  await versions.getByRole("button", { name: /Version 1/ }).click();
  await page.getByRole("button", { name: "Name it" }).click();
  await page.getByLabel("Name of version 1", { exact: true }).last().fill("Before the sale");
  await page.keyboard.press("Enter");
  await expect(versions.getByRole("button", { name: /Version 1, Before the sale/ })).toBeVisible();
  await page.getByRole("button", { name: "Restore" }).click();
  await page.getByRole("button", { name: "Restore as version 3" }).click();
  await expect(versions.getByRole("button", { name: /Version 3/ })).toBeVisible();
  const { data } = await call(page, "chains.get", { id: chainId });
  expect(data.version).toMatchObject({ number: 3, source: SOURCE });
});

test("another tab is seen, and what it publishes is offered", async ({ page, context }) => {
  const chainId = await open(page);
  const second = await context.newPage();
  await second.goto(`/chains/${chainId}/edit`);
  await card(second, "Add one").click();
  await page.reload();
  await expect(page.getByText("You, in another tab, are editing Add one")).toBeVisible();
  const next = SOURCE.replace("value: 41", "value: 42");
  await call(page, "chains.save", { id: chainId, source: next, baseVersion: 1 }, true);
  await card(page, "Read prices").click();
  await expect(page.getByText(/published version 2. You see version 1./)).toBeVisible();
  await page.getByRole("button", { name: "Compare" }).click();
  await expect(page.getByRole("dialog").getByText("Read prices (parameters)")).toBeVisible();
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "Show it" }).click();
  await expect(page.getByText("This is version 2, the newest")).toBeVisible();
});

test("the builder opens with the values of one execution and takes them into tests", async ({ page }) => {
  const chainId = await createChain(page, SOURCE);
  const { data: started } = await call(
    page,
    "executions.start",
    { chainId, params: {}, idempotencyKey: "values of one" },
    true,
  );
  await page.goto(`/executions/${started.id}`);
  await expect(page.getByText("Succeeded").first()).toBeVisible();
  await page.goto(`/chains/${chainId}/edit?execution=${started.id}`);
  await expect(page.getByText(/Values of/)).toBeVisible();
  await page.getByRole("button", { name: "Fix its results" }).click();
  await expect(page.getByText("3 results fixed for tests.")).toBeVisible();
  await testStep(page, "Report", "Test this step");
  await expect(dock(page).getByRole("tabpanel")).toContainText("42");
});

test("the graph is changed by keyboard: connect, add, condition, join, remove, undo", async ({ page }) => {
  const chainId = await open(page, SOURCE, "?view=graph");
  const node = (name: string) => page.getByRole("button", { name: new RegExp(`^${name}: `) });
  const wire = (from: string, to: string) => page.getByRole("button", { name: new RegExp(`^${from} to ${to}: `) });
  await node("Read prices").focus();
  await page.keyboard.press("c");
  await expect(page.getByText(/Connecting Read prices to Add one/)).toBeAttached();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await expect(wire("Read prices", "Report")).toBeVisible();
  await page.getByRole("button", { name: "Report runs when all succeeded" }).press("Enter");
  await page.getByRole("menuitem", { name: /^any succeeded/ }).press("Enter");
  await expect(page.getByRole("button", { name: "Report runs when any succeeded" })).toBeVisible();
  await wire("Read prices", "Report").press("Enter");
  await page.getByRole("menuitem", { name: "On failure" }).press("Enter");
  await expect(page.getByRole("button", { name: "Read prices to Report: on failure" })).toBeVisible();
  await node("Report").focus();
  await page.keyboard.press("c");
  await page.keyboard.press("Enter");
  await expect(page.getByText("That would be a circle: Report → Add one → Report.").first()).toBeAttached();
  await page.keyboard.press("Escape");
  await node("Report").press("n");
  await page.getByRole("dialog").getByRole("combobox").fill("transform.set");
  await page.keyboard.press("Enter");
  await expect(
    page.getByRole("region", { name: "Graph" }).getByRole("button", { name: /: transform.set$/ }),
  ).toHaveCount(4);
  await page.keyboard.press("ControlOrMeta+z");
  await expect(
    page.getByRole("region", { name: "Graph" }).getByRole("button", { name: /: transform.set$/ }),
  ).toHaveCount(3);
  await wire("Read prices", "Report").press("Enter");
  await page.getByRole("menuitem", { name: "Remove the connection" }).press("Enter");
  await expect(wire("Read prices", "Report")).toBeHidden();
  await expectNoViolations(page);
  await node("Read prices").focus();
  await page.getByRole("button", { name: "Branch" }).press("Enter");
  await expect(page.getByRole("dialog")).toBeHidden();
  await node("Read prices").press("Enter");
  await page.getByRole("button", { name: "Branch" }).press("Enter");
  await page.getByLabel("If", { exact: true }).fill("read > 40");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("button", { name: "Read prices to Add one: if read > 40" })).toBeVisible();
  await node("Report").press("Delete");
  await expect(node("Report")).toBeHidden();
  await page.getByRole("button", { name: "Publish", exact: true }).click();
  await expect(page.getByText("This is version 2, the newest")).toBeVisible();
  const { data } = await call(page, "chains.get", { id: chainId });
  expect(data.version.source).toContain("when: read > 40");
});

test("the graph is changed by mouse: a connection is drawn, and a circle is refused", async ({ page }) => {
  await open(page, SOURCE, "?view=graph");
  const handle = (name: string, type: "source" | "target") =>
    page
      .locator(`.react-flow__node`, { has: page.getByRole("button", { name: new RegExp(`^${name}: `) }) })
      .locator(`.${type}`);
  await handle("Read prices", "source").dragTo(handle("Report", "target"));
  await expect(page.getByRole("button", { name: "Read prices to Report: on success" })).toBeVisible();
  await handle("Report", "source").dragTo(handle("Read prices", "target"));
  await expect(page.getByText(/That would be a circle: Report → Read prices →/).first()).toBeVisible();
  await page.getByRole("button", { name: "Add a step after Report" }).click({ force: true });
  await expect(page.getByRole("dialog", { name: "New step" })).toBeVisible();
});
