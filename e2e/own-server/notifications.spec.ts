import http from "node:http";
import type { AddressInfo } from "node:net";
import { expect, type Page, test } from "@playwright/test";
import { SMTPServer } from "smtp-server";
import { freePort } from "../fixtures/free-port";
import { call, createChain, PASSWORD, signIn } from "../fixtures/people";
import { OwnServer } from "../fixtures/server";

const PERSON = { email: "told@example.com", password: PASSWORD };
const FAILING = `name: Fragile
steps:
  - { id: one, name: The first, tool: flow, operation: fail, parameters: { message: The shop is closed. } }
`;

const mails: string[] = [];
const requests: { body: string; signature: string }[] = [];
let smtp: SMTPServer;
let receiver: http.Server;
let server: OwnServer;
let page: Page;

test.beforeAll(async ({ browser }) => {
  test.setTimeout(120_000);
  smtp = new SMTPServer({
    ...{ authOptional: true, disabledCommands: ["STARTTLS"], logger: false },
    onData(stream, _session, done) {
      const parts: Buffer[] = [];
      stream.on("data", (part: Buffer) => parts.push(part));
      stream.on("end", () => {
        mails.push(Buffer.concat(parts).toString().replaceAll("=\r\n", ""));
        done();
      });
    },
  });
  receiver = http.createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on("data", (part: Buffer) => parts.push(part));
    request.on("end", () => {
      const signature = String(request.headers["webhook-signature"] ?? "");
      requests.push({ body: Buffer.concat(parts).toString(), signature });
      response.writeHead(204).end();
    });
  });
  await new Promise<void>((resolve) => smtp.listen(0, "127.0.0.1", resolve));
  await new Promise<void>((resolve) => receiver.listen(0, "127.0.0.1", resolve));
  const mailPort = (smtp.server.address() as AddressInfo).port;
  server = new OwnServer(freePort(), {
    CHAINWRIGHT_SMTP_URL: `smtp://127.0.0.1:${mailPort}`,
    CHAINWRIGHT_ALLOW_HOSTS: "127.0.0.1",
  });
  await server.start();
  server.cli(["users", "create", PERSON.email, "--password-stdin"], `${PASSWORD}\n`);
  page = await (await browser.newContext({ baseURL: server.url })).newPage();
  await signIn(page, PERSON);
});

test.afterAll(async () => {
  await page?.context().close();
  await server?.close();
  await new Promise<void>((resolve) => smtp.close(resolve));
  await new Promise((resolve) => receiver.close(resolve));
});

test("a failure is told by mail, webhook and bell, each leads to the step's execution, and a chain has rules of its own", async () => {
  await page.goto("/settings");
  const section = page.locator("#notifications");
  await section.getByRole("checkbox", { name: "Step failed: Inbox" }).click();
  await section.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText("You are told as you wish.")).toBeVisible();
  const { port } = receiver.address() as AddressInfo;
  await section.getByRole("textbox", { name: "Webhook address" }).fill(`http://127.0.0.1:${port}/news`);
  await section.getByRole("button", { name: "Use it" }).click();
  await expect(section.getByText("Copy the secret now. It is not shown again.")).toBeVisible();
  await expect(section.getByText(/^whsec_/)).toBeVisible();

  const chainId = await createChain(page, FAILING);
  await call(page, "executions.start", { chainId, params: {}, idempotencyKey: "told-1" }, true);
  await expect.poll(() => mails.length).toBe(1);
  expect(mails[0]).toContain("Subject: Fragile failed");
  expect(mails[0]).toContain(`${server.url}/executions/`);
  await expect.poll(() => requests.length).toBe(1);
  expect(requests[0]?.signature).toMatch(/^v1,/);
  expect(JSON.parse(requests[0]?.body ?? "")).toMatchObject({ type: "notification.chain_failed" });

  // Both came while the page was open: the number is live.
  await page.getByRole("button", { name: "Notifications, 2 new" }).click();
  await page.getByRole("link", { name: "Open The first failed in Fragile" }).click();
  await expect(page).toHaveURL(/\/executions\/[^?]+\?step=one$/);
  await page.goto("/settings#notifications");
  await expect(section.getByRole("region", { name: "Last mails and webhooks" }).getByRole("listitem")).toHaveCount(2);

  await page.goto(`/chains/${chainId}`);
  await page.getByRole("button", { name: "More about the chain" }).click();
  await page.getByRole("menuitem", { name: "Notifications" }).click();
  const dialog = page.getByRole("dialog", { name: "Notifications of Fragile" });
  await expect(dialog.getByRole("checkbox", { name: "Step failed: Inbox" })).toBeChecked();
  await dialog.getByRole("checkbox", { name: "Chain failed: E-mail" }).click();
  await dialog.getByRole("button", { name: "Save" }).click();
  await expect(dialog).toBeHidden();
  await call(page, "executions.start", { chainId, params: {}, idempotencyKey: "told-2" }, true);
  await expect.poll(() => requests.length).toBe(2);
  expect(mails).toHaveLength(1);
});
