import http from "node:http";
import { expect, type Page, test } from "@playwright/test";
import { call, createChain, signIn } from "./fixtures/people";

const SOURCE = `name: Tells others
hooks:
  workflow_finished:
    - { type: dispatch_task, params: { task_id: count, input: { value: "{{ output.count }}" } } }
steps:
  - id: count
    name: Count the orders
    tool: transform
    operation: set
    parameters: { value: 31 }
    hooks:
      task_started:
        - { type: log, params: { level: info, message: "Counting begins with {{ input.value }}" } }
      task_finished:
        - { type: transform, params: { set: { twice: "{{ output | times: 2 }}" } } }
        - { type: metric, params: { name: orders_seen, value: "{{ output }}", tags: { kind: test } } }
        - type: webhook
          params:
            url: "\${E2E_RECEIVER}/fails"
            body: { count: "{{ output }}", twice: "{{ vars.twice }}" }
            retry: { max_attempts: 2, initial_delay: 0.2 }
        - { type: webhook, params: { url: "\${E2E_RECEIVER}/stalls", timeout: 0.3, retry: { max_attempts: 1 } } }
        - { type: webhook, params: { url: "\${E2E_RECEIVER}/moves" } }
`;

let receiver: http.Server;
const got: string[] = [];
/** What /fails answers. */
let mood = 503;

test.beforeAll(async () => {
  receiver = http.createServer((request, response) => {
    let body = "";
    request.on("data", (part) => {
      body += part;
    });
    request.on("end", () => {
      got.push(`${request.url} ${body}`);
      if (request.url === "/stalls") return;
      const status = request.url === "/moves" ? 302 : mood;
      response.writeHead(status, { location: "/elsewhere" }).end(`{"answered":${status}}`);
    });
  });
  await new Promise<void>((resolve) => receiver.listen(Number(process.env.E2E_RECEIVER_PORT), "127.0.0.1", resolve));
});
test.afterAll(async () => {
  receiver.closeAllConnections();
  await new Promise((resolve) => receiver.close(resolve));
});

const row = (page: Page, target: string) =>
  page
    .getByRole("row")
    .filter({ hasText: target })
    .filter({ has: page.getByRole("checkbox") });

test("a chain with every kind of hook tells a receiver that fails, stalls and redirects; a delivery is sent again by hand", async ({
  page,
}) => {
  await signIn(page);
  const chainId = await createChain(page, SOURCE);
  const started = await call(page, "executions.start", { chainId, params: {}, idempotencyKey: "hooks" }, true);
  const executionId = started.data.id;
  await page.goto(`/deliveries?execution=${executionId}`);
  await expect(page.getByRole("heading", { name: "Deliveries", level: 1 })).toBeVisible();

  await expect(row(page, "/fails")).toContainText("Gave up");
  await expect(row(page, "/fails")).toContainText("503");
  await expect(row(page, "/stalls")).toContainText("did not answer in time");
  await expect(row(page, "/moves")).toContainText("a redirect, and none is followed");
  for (const word of ["orders_seen", "twice", "Counting begins"])
    await expect(row(page, word)).toContainText("Delivered");
  await expect(row(page, "task count")).toContainText("Delivered");
  expect(got.filter((line) => line.startsWith("/fails"))).toEqual(Array(2).fill('/fails {"count":31,"twice":62}'));
  expect(got.filter((line) => line.startsWith("/elsewhere"))).toEqual([]);

  await row(page, "/fails").getByRole("link", { name: /fails/ }).click();
  const pane = page.getByRole("region", { name: "Delivery", exact: true });
  await expect(pane.getByRole("region", { name: "Request" })).toContainText("webhook-id: msg_");
  await expect(pane.getByRole("region", { name: "Last answer" })).toContainText('"answered": 503');
  mood = 200;
  await pane.getByRole("button", { name: "Redeliver now" }).click();
  await expect(row(page, "/fails")).toContainText("Delivered");
  await expect(pane.getByRole("region", { name: "Last answer" })).toContainText('"answered": 200');

  await row(page, "task count").getByRole("link").click();
  await pane.getByRole("link", { name: "Open what it started" }).click();
  await expect(page.getByRole("heading", { name: /Count the orders/ }).first()).toBeVisible();

  const events = await call(page, "executions.events", { id: executionId });
  expect(JSON.stringify(events.data)).toContain("Counting begins with 31");
});

test("a hook is tried before it is in any chain", async ({ page }) => {
  await signIn(page);
  mood = 200;
  await page.goto("/deliveries");
  await page.getByRole("button", { name: "Try a hook" }).click();
  const dialog = page.getByRole("dialog");
  await dialog
    .getByLabel("Hook")
    .fill('type: webhook\nparams: { url: "https://elsewhere.example/", body: { n: "{{ output.totl }}" } }');
  await dialog.getByRole("button", { name: "Send it" }).click();
  await expect(dialog.getByRole("alert")).toContainText('no "totl"');
  await dialog
    .getByLabel("Hook")
    .fill('type: webhook\nparams: { url: "https://elsewhere.example/", body: { n: "{{ output.total }}" } }');
  await dialog.getByRole("button", { name: "Show what it does" }).click();
  await expect(dialog.getByRole("alert")).toContainText("CHAINWRIGHT_HOOK_HOSTS=elsewhere.example");
  await dialog
    .getByLabel("Hook")
    .fill('type: webhook\nparams: { url: "${E2E_RECEIVER}/tried", body: { n: "{{ output.total }}" } }');
  await dialog.getByRole("button", { name: "Send it" }).click();
  await expect(dialog.getByRole("region", { name: "Answer" })).toContainText('"answered": 200');
  expect(got).toContain('/tried {"n":31}');
});

test("in the builder a hook is added, tested with what the step gave last, and kept", async ({ page }) => {
  await signIn(page);
  mood = 200;
  const chainId = await createChain(page, SOURCE.replace("Tells others", "Tells more"));
  const started = await call(page, "executions.start", { chainId, params: {}, idempotencyKey: "builder hooks" }, true);
  await page.goto(`/executions/${started.data.id}`);
  await page.getByRole("link", { name: /\d+ deliveries of hooks/ }).waitFor();
  await page.goto(`/chains/${chainId}/edit`);
  await page.getByRole("list", { name: "Steps" }).getByRole("button", { name: /^1/ }).click();
  await page.getByRole("tab", { name: "Hooks" }).click();
  const ended = page.getByRole("region", { name: "When the step has ended" });
  await ended.getByRole("button", { name: "Test Webhook 3" }).click();
  const dialog = page.getByRole("dialog");
  await expect(dialog.getByLabel("Sample")).toHaveValue(/output: 31/);
  await dialog.getByLabel("Sample").fill("output: 40");
  await dialog.getByRole("button", { name: "Send it" }).click();
  await expect(dialog.getByText("Delivered in")).toBeVisible();
  expect(got).toContain('/fails {"count":40,"twice":80}');
  await page.keyboard.press("Escape");

  await ended.getByRole("button", { name: "Add a hook" }).click();
  await page.getByRole("menuitem", { name: /^Log/ }).click();
  await ended.getByRole("button", { name: /^Log info/ }).click();
  await ended.getByRole("button", { name: "Go there" }).click();
  await expect(page.getByRole("textbox", { name: "Chain definition" })).toContainText(
    "{{ task.name }}: {{ task.status }}",
  );
});
