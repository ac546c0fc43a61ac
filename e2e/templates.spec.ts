import { expect, type Page, test } from "@playwright/test";
import { expectNoViolations } from "./fixtures/accessible";
import { invited } from "./fixtures/invited";
import { call, createChain, signIn } from "./fixtures/people";

const SOURCE = `name: Greeter
description: Greets somebody.
tags: [greetings]
params:
  who: { type: string, default: World }
steps:
  - id: read
    tool: http
    operation: request
    parameters: { url: "https://greetings.invalid/" }
  - id: greet
    tool: transform
    operation: set
    parameters: { value: "{{ read.body }} {{ params.who }}" }
`;
/** The author says it otherwise, and adds a step. */
const NEXT = `${SOURCE.replace("{{ read.body }} {{ params.who }}", "{{ read.body }}, dear {{ params.who }}")}  - id: shout
    tool: transform
    operation: set
    parameters: { value: "{{ greet | upcase }}" }
`;
const ANSWER = { url: "https://greetings.invalid/", status: 200, headers: {}, body: "Hello", json: null };

/** Fills in the page of publishing, tests and publishes; where it leads to. */
async function publish(author: Page, chainId: string, fill: (page: Page) => Promise<void>): Promise<string> {
  await author.goto(`/templates/publish?chain=${chainId}`);
  await fill(author);
  await expect(author.getByRole("button", { name: "Publish", exact: true })).toBeDisabled();
  await author.getByRole("button", { name: "Test", exact: true }).click();
  await expect(author.getByRole("status", { name: "Test" })).toContainText("Succeeded");
  await author.getByRole("button", { name: "Publish", exact: true }).click();
  await expect(author).toHaveURL(/\/templates\/[0-9a-f-]{36}$/);
  return author.url();
}

test("a template is published, tried, installed, updated by its author, merged by its user, and run", async ({
  page,
  browser,
}) => {
  test.setTimeout(120_000);
  await signIn(page);
  const author = await invited(browser, page, "Tara", "tara@example.com");
  const user = await invited(browser, page, "Uwe", "uwe@example.com");

  const original = await createChain(author, SOURCE);
  const fixing = { type: "result", value: ANSWER };
  await call(author, "chainTests.fix", { id: original, stepId: "read", fixing }, true);
  const address = await publish(author, original, async (form) => {
    await form.getByLabel("Readme").fill("# What it does\n\nIt greets with `read`.\n\n<script>alert(1)</script>");
    await form.getByLabel("Description").fill("Whom it greets");
  });
  await expect(author.getByRole("heading", { name: "What it does" })).toBeVisible();
  await expect(author.getByText("<script>alert(1)</script>")).toBeVisible();

  await user.goto("/templates");
  const cards = user.getByRole("list", { name: "Templates" });
  await expect(cards).toContainText("Shop watch");
  await user.getByRole("searchbox", { name: "Search templates" }).fill("greets tara");
  await expect(cards.getByRole("listitem")).toHaveCount(1);
  await cards.getByRole("link", { name: /Greeter/ }).click();
  await user.getByRole("button", { name: "Try it first" }).click();
  await expect(user.getByRole("status", { name: "Test" })).toContainText("Succeeded");
  expect((await call(user, "chains.list", {})).data.total).toBe(0);
  await user.getByLabel("Name of your chain").fill("My greeter");
  await user.getByRole("textbox", { name: "who" }).fill("Uwe");
  await user.getByRole("button", { name: "Install" }).click();
  await expect(user).toHaveURL(/\/chains\/[0-9a-f-]{36}$/);
  await expect(user.getByText("From Greeter, version 1")).toBeVisible();
  const chainId = user.url().split("/").at(-1) ?? "";
  const { data: copy } = await call(user, "chains.get", { id: chainId });
  expect(copy.version.source).toBe(SOURCE.replace("name: Greeter", "name: My greeter").replace("World", "Uwe"));

  // Both say the greeting otherwise.
  const changed = copy.version.source.replace(
    "{{ read.body }} {{ params.who }}",
    "{{ read.body }} my {{ params.who }}",
  );
  await call(user, "chains.save", { id: chainId, source: changed, baseVersion: 1 }, true);
  await call(author, "chains.save", { id: original, source: NEXT, baseVersion: 1 }, true);
  await author.goto(address);
  await author.getByRole("tab", { name: /Used by/ }).click();
  await expect(author.getByRole("list", { name: "Copies by version" })).toContainText("Version 1: 1 copy");
  await publish(author, original, (form) => form.getByLabel("What is new").fill("It shouts too."));

  await user.goto(`/chains/${chainId}`);
  await expect(user.getByRole("link", { name: "Version 2 is there" })).toBeVisible();
  await user.goto(address);
  await expect(user.getByText('Both changed "greet": you decide there.')).toBeVisible();
  await user.getByRole("button", { name: "What changed" }).click();
  await expect(user.getByRole("dialog")).toContainText("version 2 with version 1, which you have");
  await user.keyboard.press("Escape");
  await user.goto("/notifications");
  await user.getByRole("link", { name: "Open Version 2 of Greeter is there" }).click();
  await expect(user).toHaveURL(new RegExp(`/update/${chainId}$`));
  await expect(user.getByText("It shouts too.")).toBeVisible();
  await expect(user.getByRole("status").filter({ hasText: "1 conflict open" })).toBeVisible();
  await expect(user.getByRole("button", { name: "Test the result" })).toBeDisabled();
  await expectNoViolations(user, "wcag");
  await user.keyboard.press("F8");
  const place = user.getByRole("listitem", { name: "greet" }).getByRole("group", { name: /^parameters.value/ });
  await expect(place).toBeFocused();
  await expect(place).toContainText("changed by both");
  await expect(user.getByRole("listitem", { name: "shout" })).toContainText("added by the author, taken over");
  await expect(user.getByText("read is the same in all three")).toBeVisible();
  await place.getByRole("button", { name: /Take the author's/ }).click();
  await expect(user.getByText("No conflict is open")).toBeVisible();
  await place.getByRole("button", { name: /Write it/ }).click();
  const written = place.getByRole("textbox");
  await written.fill((await written.inputValue()).replace(", dear {{", " my dear {{"));
  await expect(user.getByText("No conflict is open")).toBeVisible();
  await expect(user.getByRole("button", { name: /Take version 2/ })).toBeDisabled();
  await user.getByRole("button", { name: "Test the result" }).click();
  await expect(user.getByRole("status", { name: "Test" })).toContainText("Succeeded");
  await user.getByRole("button", { name: /Take version 2/ }).click();
  await expect(user).toHaveURL(new RegExp(`/chains/${chainId}$`));
  await expect(user.getByText("From Greeter, version 2")).toBeVisible();
  const { data: merged } = await call(user, "chains.get", { id: chainId });
  expect(merged.version.source).toContain("name: My greeter");
  expect(merged.version.source).toContain("{{ read.body }} my dear {{ params.who }}");
  expect(merged.version.source).toContain("id: shout");
  const test_ = { id: chainId, source: merged.version.source, scope: { type: "whole" }, params: {} };
  const { data: run } = await call(user, "chainTests.start", test_, true);
  await user.goto(`/executions/${run.id}?step=shout`);
  await expect(user.getByText("HELLO MY DEAR UWE").first()).toBeVisible();

  await author.goto(address);
  await author.getByRole("button", { name: "More about the template" }).click();
  await author.getByRole("menuitem", { name: "Withdraw" }).click();
  await author.getByRole("button", { name: "Withdraw template" }).click();
  await expect(author).toHaveURL(/\/templates$/);
  await user.goto(address);
  await expect(user.getByRole("heading", { name: /no such template/ })).toBeVisible();
});
