import { readFile } from "node:fs/promises";
import { type Browser, expect, type Page, test } from "@playwright/test";
import { expectNoViolations } from "./fixtures/accessible";
import { call, createChain, PASSWORD, signIn } from "./fixtures/people";

const text = (name: string, lines = "") => `name: ${name}
${lines}steps:
  - { id: one, tool: transform, operation: set, parameters: { value: 1 } }
`;
const DAILY = "schedule: { frequency: daily, time: '05:00:00', timezone: UTC }\n";

/** Somebody with an account and a browser of their own. */
async function invited(browser: Browser, admin: Page, name: string, email: string): Promise<Page> {
  const { data } = await call(admin, "admin.createInvitation", {}, true);
  const context = await browser.newContext({ baseURL: new URL(admin.url()).origin });
  const page = await context.newPage();
  const url = new URL(data.url);
  await page.goto(url.pathname + url.search);
  await page.getByLabel("Name").fill(name);
  await page.getByLabel("E-mail").fill(email);
  await page.getByLabel("Password", { exact: true }).fill(PASSWORD);
  await page.getByRole("button", { name: /create account/i }).click();
  await expect(page).toHaveURL(/\/chains/);
  return page;
}

const row = (page: Page, name: string) =>
  page.getByRole("row").filter({ has: page.getByRole("link", { name, exact: true }) });
const selection = (page: Page) => page.getByRole("region", { name: "Selection" });

test("chains are filtered, changed together, thrown away, restored and deleted for good", async ({ page, browser }) => {
  await signIn(page);
  const mona = await invited(browser, page, "Mona", "mona@example.com");
  await createChain(mona, text("Alpha", "tags: [shop]\n"));
  await createChain(mona, text("Beta", `tags: [shop, daily]\n${DAILY}`));
  await createChain(mona, text("Gamma"));

  await mona.goto("/chains?tag=shop,daily");
  await expect(row(mona, "Beta")).toBeVisible();
  await expect(row(mona, "Alpha")).toHaveCount(0);
  await mona.getByRole("button", { name: "Remove the filter Tag daily" }).click();
  await expect(row(mona, "Alpha")).toBeVisible();

  await mona.getByRole("checkbox", { name: "Select all that are shown" }).click();
  await expect(selection(mona)).toContainText("2 selected");
  await expectNoViolations(mona);
  await selection(mona).getByRole("button", { name: "Pause 2" }).click();
  await expect(row(mona, "Beta")).toContainText("Paused");
  await mona.getByRole("button", { name: "Undo" }).click();
  await expect(row(mona, "Beta").getByText("Paused")).toHaveCount(0);

  await mona.getByRole("checkbox", { name: "Select Alpha" }).click();
  await selection(mona).getByRole("button", { name: "Tag 1" }).click();
  await mona.getByLabel("Add tags").fill("weekly");
  await mona.getByRole("button", { name: "Change tags" }).click();
  await expect(row(mona, "Alpha")).toContainText("weekly");

  await mona.goto("/chains");
  await mona.getByRole("checkbox", { name: "Select Beta" }).click();
  await mona.getByRole("checkbox", { name: "Select Gamma" }).click();
  await selection(mona).getByRole("button", { name: "Move 2 to the trash" }).click();
  await expect(row(mona, "Gamma")).toHaveCount(0);

  await mona.goto("/chains?view=trash");
  await expect(mona.getByRole("row", { name: /Gamma/ })).toContainText("by Mona");
  await expectNoViolations(mona);
  await page.goto("/chains?view=trash");
  await expect(page.getByText("Gamma")).toHaveCount(0);

  await mona.getByRole("button", { name: "Restore Beta" }).click();
  await expect(mona.getByRole("row", { name: /Beta/ })).toHaveCount(0);
  await mona.getByRole("button", { name: "Delete Gamma for good" }).click();
  const sure = mona.getByRole("button", { name: "Delete for good", exact: true });
  await expect(sure).toBeDisabled();
  await mona.getByLabel("Type the name of the chain").fill("Gamma");
  await sure.click();
  await expect(mona.getByRole("heading", { name: "The trash is empty" })).toBeVisible();
  await mona.getByRole("button", { name: "Back to the chains" }).first().click();
  await expect(row(mona, "Beta")).toContainText("05:00");
});

test("chains leave as an archive and come back beside those that are there, after a look", async ({
  page,
  browser,
}) => {
  await signIn(page);
  const ines = await invited(browser, page, "Ines", "ines@example.com");
  await createChain(ines, text("Travels", DAILY));
  await ines.goto("/chains");
  await ines.getByRole("checkbox", { name: "Select Travels" }).click();
  const saved = ines.waitForEvent("download");
  await selection(ines).getByRole("button", { name: "Export 1" }).click();
  const download = await saved;
  expect(download.suggestedFilename()).toMatch(/^chains-.*\.zip$/);
  const archive = await readFile(await download.path());

  await ines.getByRole("button", { name: "Import" }).click();
  await ines.getByLabel("Files").setInputFiles([
    { name: "chains.zip", mimeType: "application/zip", buffer: archive },
    { name: "broken.yaml", mimeType: "text/yaml", buffer: Buffer.from("name: Broken\nsteps: []\n") },
  ]);
  const found = ines.getByRole("list", { name: "What would be imported" });
  await expect(found).toContainText("Travels 2");
  await expect(found).toContainText("its schedule starts paused");
  await expect(found.getByRole("listitem").filter({ hasText: "broken.yaml" })).toContainText("cannot be imported");
  await expectNoViolations(ines);
  await ines.getByRole("button", { name: "Import 1 chain" }).click();
  await expect(row(ines, "Travels 2")).toBeVisible();
});

test("the palette finds, opens and does, by keyboard alone, and shows nobody else's things", async ({
  page,
  browser,
}) => {
  await signIn(page);
  const kim = await invited(browser, page, "Kim", "kim@example.com");
  const id = await createChain(kim, text("Quarterly ledger", DAILY));
  await kim.goto("/executions");
  await kim.keyboard.press("Control+k");
  await kim.keyboard.type("qrtly ledg");
  const found = kim.getByRole("option", { name: /^Quarterly ledger/ });
  await expect(found).toBeVisible();
  await expect(kim.getByRole("option", { name: "Pause the schedule of Quarterly ledger" })).toBeVisible();
  await expectNoViolations(kim);
  await kim.keyboard.press("Enter");
  await expect(kim).toHaveURL(new RegExp(`/chains/${id}`));

  await kim.keyboard.press("Control+k");
  await kim.keyboard.type("> trash");
  await expect(kim.getByRole("option", { name: "Open the trash" })).toBeVisible();
  await kim.keyboard.press("Enter");
  await expect(kim).toHaveURL(/view=trash/);

  await page.goto("/executions");
  for (const words of ["Quarterly ledger", id]) {
    await page.keyboard.press("Control+k");
    await page.keyboard.type(words);
    await expect(page.getByRole("dialog").getByRole("status")).toContainText("Nothing has");
    await page.keyboard.press("Escape");
  }
});

test("executions are replayed and canceled together, each button for those it fits", async ({ page, browser }) => {
  await signIn(page);
  const rita = await invited(browser, page, "Rita", "rita@example.com");
  const quick = await createChain(rita, text("Quick one"));
  const asks = await createChain(
    rita,
    "name: Asks\nsteps:\n  - { id: ask, tool: flow, operation: approve, parameters: { question: May it? } }\n",
  );
  for (const chainId of [quick, asks])
    await call(rita, "executions.start", { chainId, params: {}, idempotencyKey: `bulk-${chainId}` }, true);
  await rita.goto("/executions");
  await expect(rita.getByRole("row", { name: /Quick one/ })).toContainText("Succeeded");
  await rita.getByRole("checkbox", { name: /^Select Quick one/ }).click();
  await rita.getByRole("checkbox", { name: /^Select Asks/ }).click();
  await expect(selection(rita)).toContainText("2 selected 1 goes on, 1 has ended");
  await expectNoViolations(rita);
  await selection(rita).getByRole("button", { name: "Replay 1" }).click();
  await expect(rita.getByRole("row", { name: /Quick one/ })).toHaveCount(2);
  await rita.getByRole("checkbox", { name: /^Select Asks/ }).click();
  await selection(rita).getByRole("button", { name: "Cancel 1" }).click();
  await rita.getByLabel("Reason").fill("Not today");
  await rita.getByRole("button", { name: "Cancel 1 execution" }).click();
  await expect(rita.getByRole("row", { name: /Asks/ })).toContainText("Canceled");
});
