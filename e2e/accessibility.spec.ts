import { expect, type Page, test } from "@playwright/test";
import { violationsOf } from "./fixtures/accessible";
import { call, createChain, signIn } from "./fixtures/people";

const SOURCE = `name: For the eyes
steps:
  - { id: a, tool: transform, operation: set, parameters: { value: 1 } }
  - { id: b, tool: flow, operation: fail, parameters: { message: It cannot be. } }
`;

const QUESTION = `name: Asks the eyes
steps:
  - { id: loop, for_each: [1, 2], tool: transform, operation: set, parameters: { value: "{{ item }}" } }
  - id: ask
    tool: flow
    operation: approve
    parameters:
      question: Is it readable?
      answers: { why: { type: string, title: Why }, size: { type: string, enum: [small, large] }, sure: { type: boolean } }
`;

/** Both themes and both widths, each once: these walks are long. */
const LOOKS = [
  ["light", 1440],
  ["dark", 390],
] as const;

for (const [colorScheme, width] of LOOKS) {
  test(`axe finds nothing on the pages, ${colorScheme}, ${width} wide`, async ({ browser, baseURL }) => {
    test.setTimeout(120_000);
    const context = await browser.newContext({
      baseURL,
      colorScheme,
      viewport: { width, height: 900 },
      reducedMotion: "reduce",
    });
    const page = await context.newPage();
    await page.goto("/sign-in");
    await expectNoViolations(page);
    await signIn(page);
    const chainId = await createChain(page, SOURCE);
    const { data } = await call(
      page,
      "executions.start",
      { chainId, params: {}, idempotencyKey: `axe-${colorScheme}-${width}` },
      true,
    );
    const asks = { chainId: await createChain(page, QUESTION), params: {} };
    const asked = await call(
      page,
      "executions.start",
      { ...asks, idempotencyKey: `axe-asks-${colorScheme}-${width}` },
      true,
    );
    const { data: gallery } = await call(page, "templates.list", undefined);
    const template = gallery.items.find(({ title }: { title: string }) => title === "Shop watch");
    const install = { id: template.id, number: 1, name: `Copy for the eyes ${colorScheme} ${width}` };
    const { data: copied } = await call(page, "templates.install", install, true);
    const view = { page: "chains", name: `Eyes ${colorScheme} ${width}`, query: "status=active&whose=mine" };
    await call(page, "savedViews.save", view, true);
    const pages = [
      "/templates",
      `/templates/${template.id}`,
      `/templates/publish?chain=${chainId}`,
      `/templates/${template.id}/update/${copied.chainId}`,
      "/approvals",
      "/deliveries",
      `/executions/${asked.data.id}?step=ask`,
      `/executions/${asked.data.id}?step=loop&view=list`,
      "/chains",
      "/chains?whose=mine&status=active",
      "/chains?view=trash",
      "/chains?import=true",
      `/chains/${chainId}`,
      `/chains/${chainId}/edit`,
      `/chains/${chainId}/edit?view=graph`,
      `/chains/${chainId}/edit?view=yaml`,
      "/chains/new",
      "/executions",
      "/executions?whose=mine&hours=24",
      "/schedules",
      `/chains/${chainId}?tab=schedule`,
      `/executions/${data.id}`,
      "/tasks",
      "/tasks?view=saved",
      "/tasks?whose=shared",
      "/tasks/new?kind=operation",
      "/tasks/new?kind=question",
      "/notifications",
      "/settings",
      "/settings/api",
      "/admin",
      "/admin/audit",
      "/admin/audit?action=settings.",
    ];
    for (const path of pages) {
      await page.goto(path);
      // A dialog that is open from the start hides the title of the page behind it.
      const title = path.includes("import=")
        ? page.getByRole("dialog").getByRole("heading")
        : page.getByRole("heading", { level: 1 });
      await expect(title.first()).toBeVisible();
      await expectNoViolations(page);
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
      expect(overflow, `${path} scrolls sideways`).toBeLessThanOrEqual(0);
    }
    await context.close();
  });
}

const BUILT = `name: Built for the eyes
description: Two steps.
tags: [eyes]
params: { limit: { type: number, title: Limit, default: 3 } }
schedule: { frequency: cron, cron: "0 8 * * *", timezone: UTC }
steps:
  - { id: read, name: Read, tool: http, operation: request, parameters: { url: "https://example.com", headers: { accept: text/html } } }
  - id: look
    name: Look
    tool: browser
    operation: run
    parameters: { actions: [{ goto: "https://example.com/{{ read.status }}" }, { click: { role: button, name: Go } }] }
  - { id: ask, name: Ask, execution_mode: orchestrated, task_description: "Is {{ params.limit }} enough?" }
`;

const HOOKED = `name: Tells the eyes
steps:
  - id: a
    tool: transform
    operation: set
    parameters: { value: { total: 1 } }
    hooks:
      task_finished:
        - { type: log, params: { message: "{{ task.name }} ended" } }
        - { type: webhook, params: { url: "https://nowhere.example/", body: { total: "{{ output.total }}" } } }
`;

for (const [colorScheme, width] of LOOKS) {
  test(`axe finds nothing in the builder, ${colorScheme}, ${width} wide`, async ({ browser, baseURL }) => {
    test.setTimeout(180_000);
    const context = await browser.newContext({
      ...{ baseURL, colorScheme, reducedMotion: "reduce" },
      viewport: { width, height: 900 },
    });
    const page = await context.newPage();
    await signIn(page);
    const chainId = await createChain(page, BUILT);
    const wide = width > 760;
    const steps = page.getByRole("list", { name: "Steps" });
    await page.goto(`/chains/${chainId}/edit`);
    await expect(steps).toBeVisible();
    await expectFine(page, "sequence");
    if (wide) {
      const height = await page.evaluate(() => document.documentElement.scrollHeight - window.innerHeight);
      expect(height, "the builder is taller than the window").toBeLessThanOrEqual(0);
    }
    await page.getByRole("button", { name: "Chain settings" }).click();
    await expect(page.getByRole("complementary", { name: "Chain settings" })).toBeVisible();
    await expectFine(page, "chain settings");
    await page.getByRole("button", { name: "Close the settings" }).click();
    for (const [number, name, tabs] of [
      [1, "Read", ["Flow", "Errors and retry", "Docs"]],
      [2, "Look", ["Parameters", "Flow"]],
      [3, "Ask", ["Parameters", "Errors and retry"]],
    ] as const) {
      await steps.getByRole("button", { name: new RegExp(`^${number} ?${name}`) }).click();
      const panel = page.getByRole("complementary", { name: `Step ${name}` });
      await expectFine(page, `form of ${name}`);
      for (const tab of tabs) {
        await panel.getByRole("tab", { name: tab }).click();
        await expectFine(page, `form of ${name}, ${tab}`);
      }
      await panel.getByRole("button", { name: "Close the step" }).click();
    }
    await page.getByRole("button", { name: "New step" }).click();
    await expectFine(page, "choice of tools");
    await page.keyboard.press("Escape");
    await page.getByRole("button", { name: "From task history" }).click();
    await expect(page.getByRole("dialog", { name: "Add from task history" })).toBeVisible();
    await expectFine(page, "history");
    await page.keyboard.press("Escape");
    if (wide) {
      await page.getByRole("button", { name: "Side by side" }).click();
      await expect(page.getByRole("textbox", { name: "Chain definition" })).toBeVisible();
      await expectFine(page, "side by side");
    }
    for (const view of ["graph", "yaml"]) {
      await page.goto(`/chains/${chainId}/edit?view=${view}`);
      if (view === "yaml") await expect(page.getByRole("textbox", { name: "Chain definition" })).toBeVisible();
      else await expect(page.getByText("Ask", { exact: true }).first()).toBeVisible();
      await expectFine(page, view);
    }
    await page.getByRole("textbox", { name: "Chain definition" }).click();
    await page.keyboard.press("ControlOrMeta+End");
    await page.keyboard.type("error_policy: contin");
    await expectFine(page, "a mistake in the text");
    await page.getByRole("button", { name: "Compare" }).click();
    for (const view of ["Unified", "Side by side", "Graph"]) {
      await page.getByRole("dialog").getByRole("radio", { name: view }).click();
      await expectFine(page, `compared, ${view}`);
    }
    await page.goto("/chains");
    await page.getByRole("button", { name: "New chain" }).click();
    await expect(page.getByRole("dialog", { name: "New chain" }).getByText("No steps yet")).toBeVisible();
    await expectFine(page, "the builder as a window");
    await context.close();
  });

  test(`axe finds nothing in hooks and deliveries, ${colorScheme}, ${width} wide`, async ({ browser, baseURL }) => {
    test.setTimeout(120_000);
    const context = await browser.newContext({
      ...{ baseURL, colorScheme, reducedMotion: "reduce" },
      viewport: { width, height: 900 },
    });
    const page = await context.newPage();
    await signIn(page);
    const chainId = await createChain(page, HOOKED);
    const started = { chainId, params: {}, idempotencyKey: `axe-hooks-${colorScheme}-${width}` };
    const { data } = await call(page, "executions.start", started, true);
    await page.goto(`/deliveries?execution=${data.id}`);
    await page.getByRole("link", { name: /nowhere\.example/ }).click();
    const delivery = page.getByRole("region", { name: "Delivery", exact: true });
    await expect(delivery.getByText("is not on the list of hosts").first()).toBeVisible();
    await expectFine(page, "a delivery");
    await delivery.getByRole("button", { name: "Close the delivery" }).click();
    await page.getByRole("checkbox", { name: /nowhere/ }).check();
    await expectFine(page, "a chosen delivery");
    await page.getByRole("button", { name: "Try a hook" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Show what it does" }).click();
    await expect(page.getByRole("dialog").getByRole("alert")).toBeVisible();
    await expectFine(page, "a hook that is tried");

    await page.goto(`/chains/${chainId}/edit`);
    await page.getByRole("list", { name: "Steps" }).getByRole("button", { name: /^1/ }).click();
    await page.getByRole("tab", { name: "Hooks" }).click();
    await page.getByRole("button", { name: /^Webhook POST/ }).click();
    await expectFine(page, "the hooks of a step");
    await page.getByRole("button", { name: "Test Webhook 2" }).click();
    await expect(page.getByRole("dialog").getByLabel("Sample")).toBeVisible();
    await expectFine(page, "the test of a hook");
    await context.close();
  });

  test(`axe finds nothing in the monitor, ${colorScheme}, ${width} wide`, async ({ browser, baseURL }) => {
    test.setTimeout(180_000);
    const context = await browser.newContext({
      ...{ baseURL, colorScheme, reducedMotion: "reduce" },
      viewport: { width, height: 900 },
    });
    const page = await context.newPage();
    await signIn(page);
    const chainId = await createChain(page, monitored(baseURL ?? ""));
    const started = { chainId, params: {}, idempotencyKey: `axe-monitor-${colorScheme}-${width}` };
    const { data } = await call(page, "executions.start", started, true);
    await page.goto(`/executions/${data.id}?step=open`);
    await expect(page.getByRole("status").filter({ hasText: "Succeeded" })).toBeVisible({ timeout: 60_000 });
    for (const tab of ["Browser", "Output", "Input", "Logs", "Files", "Attempts", "Why"]) {
      await page.getByRole("tab", { name: new RegExp(`^${tab}`) }).click();
      await expectFine(page, `tab ${tab}`);
    }
    await page.goto(`/executions/${data.id}?step=note&tab=files`);
    await page.getByRole("button", { name: "Show notes/it.csv" }).click();
    await expect(page.getByRole("cell", { name: "Welcome" })).toBeVisible();
    await expectFine(page, "a file");
    for (const view of ["graph", "timeline", "list"]) {
      await page.goto(`/executions/${data.id}?view=${view}`);
      await expect(page.getByRole("region", { name: "Steps" })).toBeVisible();
      await expectFine(page, view);
    }
    await page.getByRole("button", { name: "Replay from here" }).click();
    await expect(page.getByRole("textbox", { name: "Input of the step" })).toBeVisible();
    await expectFine(page, "replay");
    await page.keyboard.press("Escape");
    await page.getByRole("button", { name: "More actions" }).click();
    await expectFine(page, "more actions");
    await page.getByRole("menuitem", { name: "Show the call of the API" }).click();
    await expect(page.getByRole("dialog")).toBeVisible();
    await expectFine(page, "call of the API");
    await context.close();
  });
}

const monitored = (base: string) => `name: Watched by the eyes
share: { browser_session: true, files: true }
steps:
  - { id: open, tool: browser, operation: extract, parameters: { url: "${base}/demo", fields: { heading: h1 } } }
  - { id: note, tool: files, operation: write, parameters: { path: notes/it.csv, content: "heading,ok\\n{{ open.item.heading }},yes\\n" } }
`;

async function expectFine(page: Page, what: string): Promise<void> {
  await expectNoViolations(page, what);
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  expect.soft(overflow, `${what} scrolls sideways`).toBeLessThanOrEqual(0);
}

async function expectNoViolations(page: Page, what = page.url()): Promise<void> {
  const violations = await violationsOf(page, "wcag");
  expect.soft(violations.map((violation) => `${what}, ${violation}`)).toEqual([]);
}
