import { type Browser, expect, type Page, test } from "@playwright/test";
import { expectNoViolations } from "./fixtures/accessible";
import { call, createChain, PASSWORD, signIn } from "./fixtures/people";

const text = (name: string, tag: string) => `name: ${name}
tags: [${tag}]
steps:
  - { id: one, tool: transform, operation: set, parameters: { value: 1 } }
`;

/** Somebody with an account and a browser of their own. */
async function invited(browser: Browser, admin: Page, name: string, email: string): Promise<Page> {
  const { data } = await call(admin, "admin.createInvitation", { email }, true);
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

test("an administrator changes settings by keyboard, is told what does not fit, and the log has it", async ({
  page,
}) => {
  await signIn(page);
  await page.goto("/admin");
  // The environment of this server names the hosts: that holds, and says so.
  const hosts = page.getByLabel("Private hosts that steps may reach");
  await expect(hosts).toHaveAttribute("readonly", "");
  await hosts.focus();
  await page.keyboard.press("Backspace");
  await expect(page.getByRole("button", { name: "Save changes" })).toBeDisabled();
  await page.getByLabel("The newest of each chain").fill("99");
  const days = page.getByLabel("Chains in the trash");
  await days.focus();
  await page.keyboard.press("ControlOrMeta+a");
  await page.keyboard.type("never");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("alert").filter({ hasText: "“never” does not fit" })).toContainText("days from 1");
  await expectNoViolations(page);
  await days.focus();
  await page.keyboard.press("ControlOrMeta+a");
  await page.keyboard.type("12");
  await page.keyboard.press("Enter");
  await expect(page.getByText("2 settings changed.")).toBeVisible();
  await page.reload();
  await expect(days).toHaveValue("12");
  await page.goto("/admin/audit?action=settings.");
  await expect(page.getByRole("listitem").filter({ hasText: "Chains in the trash" }).first()).toContainText("30 → 12");
  const changes = { CHAINWRIGHT_KEEP_EXECUTIONS: null, CHAINWRIGHT_TRASH_DAYS: null };
  await call(page, "admin.setSettings", { changes }, true);
});

test("filters are kept under a name, opened again, deleted and brought back", async ({ page, browser }) => {
  await signIn(page);
  const vera = await invited(browser, page, "Vera", "vera@example.com");
  await createChain(vera, text("Early", "dawn"));
  await createChain(vera, text("Late", "dusk"));
  await vera.goto("/chains?tag=dawn");
  await vera.getByRole("button", { name: "Save this view" }).focus();
  await vera.keyboard.press("Enter");
  await vera.keyboard.type("Before sunrise");
  await vera.keyboard.press("Enter");
  const view = vera.getByRole("list", { name: "Saved views" }).getByRole("link", { name: "Before sunrise" });
  await expect(view).toHaveAttribute("aria-current", "true");
  await expect(vera.getByRole("button", { name: "Save this view" })).toHaveCount(0);
  await vera.goto("/chains");
  await expect(vera.getByRole("link", { name: "Late", exact: true })).toBeVisible();
  await view.focus();
  await vera.keyboard.press("Enter");
  await expect(vera).toHaveURL(/tag=dawn/);
  await expect(vera.getByRole("link", { name: "Late", exact: true })).toHaveCount(0);
  await expectNoViolations(vera);
  await vera.getByRole("button", { name: "Delete the view Before sunrise" }).click();
  await expect(view).toHaveCount(0);
  await vera.getByRole("button", { name: "Undo" }).click();
  await expect(view).toBeVisible();
  await page.goto("/chains");
  await expect(page.getByRole("link", { name: "Before sunrise" })).toHaveCount(0);
});

test("what others share stands apart; a person is found with @, and one does with rows what one's role allows", async ({
  page,
  browser,
}) => {
  await signIn(page);
  const [nora, ole] = [
    await invited(browser, page, "Nora Nyberg", "nora@example.com"),
    await invited(browser, page, "Ole Olsen", "ole@example.com"),
  ];
  const seen = await createChain(nora, text("Only to see", "north"));
  const run = await createChain(nora, text("To run", "north"));
  await createChain(ole, text("Of Ole", "south"));
  for (const [id, role] of [
    [seen, "viewer"],
    [run, "runner"],
  ])
    await call(nora, "sharing.give", { type: "chain", id, email: "ole@example.com", role }, true);
  for (const chainId of [seen, run])
    await call(nora, "executions.start", { chainId, params: {}, idempotencyKey: `apart-${chainId}` }, true);

  await ole.goto("/chains");
  await ole.keyboard.press("ControlOrMeta+k");
  await ole.keyboard.type("@nyb");
  await expect(ole.getByRole("option", { name: /Nora Nyberg.*2 chains in common/ })).toBeVisible();
  await ole.keyboard.press("Enter");
  await expect(ole).toHaveURL(/person=/);
  await expect(ole.getByRole("button", { name: "Remove the filter With Nora Nyberg" })).toBeVisible();
  await expect(ole.getByRole("link", { name: "To run" })).toBeVisible();
  await expect(ole.getByRole("link", { name: "Of Ole" })).toHaveCount(0);

  await ole.goto("/executions");
  await ole.getByRole("radio", { name: "Shared with me" }).click();
  await expect(ole).toHaveURL(/whose=shared/);
  await expect(ole.getByRole("row").filter({ hasText: "Succeeded" })).toHaveCount(2);
  await ole.getByRole("checkbox", { name: "Select all that are shown" }).click();
  const bar = ole.getByRole("region", { name: "Selection" });
  await expect(bar).toContainText("2 have ended; 1 you may only see");
  await expect(bar.getByRole("button", { name: "Replay 1" })).toBeVisible();
  await expectNoViolations(ole);

  await ole.goto("/tasks?whose=mine");
  await expect(ole.getByText("No task matches these filters")).toBeVisible();
  await ole.getByRole("radio", { name: "Shared with me" }).click();
  await expect(ole.getByRole("row").filter({ hasText: "To run" })).toHaveCount(1);
});
