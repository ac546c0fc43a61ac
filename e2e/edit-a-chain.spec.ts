import { expect, type Page, test } from "@playwright/test";
import { expectNoViolations } from "./fixtures/accessible";
import { call, createChain, signIn } from "./fixtures/people";

const SOURCE = `name: Two values
steps:
  - id: first
    tool: transform
    operation: set
    parameters: { value: 1 }
  - id: second
    tool: transform
    operation: set
    parameters:
      value: "{{ first }}"
`;

test.beforeEach(({ page }) => signIn(page));

const editor = (page: Page) => page.getByRole("textbox", { name: "Chain definition" });
const line = (page: Page, text: string) => editor(page).getByText(text, { exact: false }).first();

async function openEditor(page: Page): Promise<string> {
  const chainId = await createChain(page, SOURCE);
  await page.goto(`/chains/${chainId}/edit?view=yaml`);
  await expect(page.getByText("No problems")).toBeVisible();
  return chainId;
}

/** Puts the cursor behind the last character of the text and types. */
async function append(page: Page, text: string): Promise<void> {
  await editor(page).click();
  await page.keyboard.press("ControlOrMeta+End");
  await page.keyboard.type(text);
}

test("a new chain starts from an example, and is there once it is created", async ({ page }) => {
  await page.goto("/chains/new");
  await page.getByRole("button", { name: /^Deals report/ }).click();
  await expect(page.getByRole("button", { name: /^1 ?Read the deals page/ })).toBeVisible();
  await page.getByRole("radio", { name: "Graph" }).click();
  await expect(page.getByRole("button", { name: "Read the deals page: browser.extract" })).toBeVisible();
  await page.getByRole("button", { name: "Publish" }).click();
  await expect(page).toHaveURL(/\/chains\/[0-9a-f-]{36}\/edit$/);
  await expect(page.getByText("This is version 1, the newest")).toBeVisible();
});

test("an error stands on its exact place, is explained, and one press mends it", async ({ page }) => {
  await openEditor(page);
  await append(page, "  - id: third\n");
  await page.keyboard.type("tol: flow");
  await page.keyboard.press("Escape");
  await expect(page.getByRole("region", { name: "Problems" }).getByText(/errors?$/)).toBeVisible();
  await expect(page.getByRole("button", { name: "Publish" })).toBeDisabled();
  await page.getByRole("region", { name: "Problems" }).getByRole("button", { name: "Change to tool" }).click();
  await page.keyboard.press("End");
  await page.keyboard.press("Enter");
  await page.keyboard.type("operation: wait\nparameters: { seconds: 1 }");
  await page.keyboard.press("Escape");
  await expect(page.getByText("No problems")).toBeVisible();
  await page.keyboard.press("ControlOrMeta+s");
  await expect(page.getByText("This is version 2, the newest")).toBeVisible();
  await page.getByRole("radio", { name: "Graph" }).click();
  await expect(page.getByRole("button", { name: "third: flow.wait" })).toBeVisible();
});

test("the step at the cursor is documented and selected, in all three views", async ({ page }) => {
  await openEditor(page);
  await page.getByRole("radio", { name: "Graph" }).click();
  await page.getByRole("button", { name: "second: transform.set" }).click();
  await expect(page.getByRole("button", { name: "second: transform.set" })).toHaveAttribute("aria-pressed", "true");
  await expect(page.getByRole("complementary", { name: "Step second" })).toBeVisible();
  await page.getByRole("radio", { name: "YAML" }).click();
  await expect(page.getByRole("heading", { name: "transform.set" })).toBeVisible();
  await line(page, "id: first").click();
  await page.getByRole("button", { name: "Insert step" }).click();
  await page.getByRole("radio", { name: "Sequence" }).click();
  await expect(page.getByRole("button", { name: /^2 ?Make a summary|^2 ?summary/ })).toHaveAttribute(
    "aria-pressed",
    "true",
  );
});

test("completion knows the operations of a tool and the names inside of braces", async ({ page }) => {
  await openEditor(page);
  await append(page, "  - id: third\n");
  await page.keyboard.type("tool: fi");
  await page.getByRole("option", { name: /files/ }).click();
  await page.keyboard.press("Enter");
  await page.keyboard.type("operation: ");
  for (const name of [/write/, /read/, /list/]) await expect(page.getByRole("option", { name })).toBeVisible();
  await page.getByRole("option", { name: /write/ }).click();
  await page.keyboard.press("Enter");
  await page.keyboard.type('parameters: { path: a, content: "{{ ');
  await expect(page.getByRole("option", { name: /^second/ })).toBeVisible();
});

test("unsaved changes survive a reload, and are kept or dropped", async ({ page }) => {
  await openEditor(page);
  await append(page, "# one more line");
  await page.reload();
  await expect(page.getByText(/Unsaved changes from/)).toBeVisible();
  await expect(line(page, "# one more line")).toBeVisible();
  await page.getByRole("button", { name: "Keep", exact: true }).click();
  await expect(page.getByText(/Draft kept/)).toBeVisible();
  await page.reload();
  await page.getByRole("button", { name: "Discard", exact: true }).click();
  await expect(line(page, "# one more line")).toBeHidden();
  await expect(page.getByText("This is version 1, the newest")).toBeVisible();
});

test("whoever walks to another page at once finds the changes again", async ({ page }) => {
  const chainId = await openEditor(page);
  await append(page, "# in a hurry");
  await page.getByRole("link", { name: "Executions" }).first().click();
  await expect(page).toHaveURL(/\/executions/);
  await page.goto(`/chains/${chainId}/edit?view=yaml`);
  await expect(line(page, "# in a hurry")).toBeVisible();
});

test("a version that somebody saved meanwhile is not overwritten without asking", async ({ page }) => {
  const chainId = await openEditor(page);
  const saved = await call(page, "chains.save", { id: chainId, source: `${SOURCE}# theirs\n`, baseVersion: 1 }, true);
  expect(saved.data.versionNumber).toBe(2);
  await append(page, "# mine");
  await expect(page.getByText("No problems")).toBeVisible();
  await page.getByRole("button", { name: "Publish" }).click();
  await expect(page.getByRole("alertdialog", { name: "Publish over version 2?" })).toBeVisible();
  await page.getByRole("button", { name: "Publish mine as version 3" }).click();
  await expect(page.getByText("This is version 3, the newest")).toBeVisible();
  const { data } = await call(page, "chains.get", { id: chainId });
  expect(data.version.source).toContain("# mine");
});

test("the editor is left by Escape and Tab, and has nothing that gets in somebody's way", async ({ page }) => {
  await openEditor(page);
  await editor(page).focus();
  await page.keyboard.press("Escape");
  await page.keyboard.press("Tab");
  await expect(editor(page)).not.toBeFocused();
  await expectNoViolations(page);
});
