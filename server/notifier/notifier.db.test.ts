import { createServer, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { SMTPServer } from "smtp-server";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { failWith, ScriptedPort, succeed } from "../engine/testing/scripted-port";
import { signatureHeaders } from "../hooks/sign";
import { createLog } from "../log";
import { parseAllowHosts } from "../outbound/allow-list";
import { createOutbound, type Outbound } from "../outbound/outbound";
import { loadKeys } from "../secrets/keys";
import { insertNotification } from "../store/notifications";
import { chainText, type Person, ServiceBench } from "../testing/service-bench";
import { createMailer } from "./mail";
import { createNotifier, type Notifier } from "./notifier";

let bench: ServiceBench;
let person: Person;
let outbound: Outbound;
let notifiers: Notifier[];
let smtp: SMTPServer;
let mails: { to: string[]; text: string }[];
let refuseMails = 0;

beforeEach(async () => {
  bench = await ServiceBench.open();
  person = await bench.person();
  outbound = createOutbound({ allowHosts: parseAllowHosts("127.0.0.1") });
  [notifiers, mails, refuseMails] = [[], [], 0];
  smtp = new SMTPServer({
    ...{ authOptional: true, disabledCommands: ["STARTTLS"], logger: false },
    onData(stream, session, done) {
      const parts: Buffer[] = [];
      stream.on("data", (part: Buffer) => parts.push(part));
      stream.on("end", () => {
        if (refuseMails > 0) {
          refuseMails -= 1;
          done(Object.assign(new Error("Come back later."), { responseCode: 451 }));
          return;
        }
        const to = session.envelope.rcptTo.map(({ address }) => address);
        mails.push({ to, text: Buffer.concat(parts).toString().replaceAll("=\r\n", "") });
        done();
      });
    },
  });
  await new Promise<void>((resolve) => smtp.listen(0, "127.0.0.1", resolve));
});
afterEach(async () => {
  await Promise.all(notifiers.map((notifier) => notifier.stop()));
  await new Promise<void>((resolve) => smtp.close(resolve));
  await outbound.close();
  await bench.close();
});

function startNotifiers(count: number): void {
  const { port } = smtp.server.address() as AddressInfo;
  for (let made = 0; made < count; made += 1) {
    const notifier = createNotifier({
      ...{
        sql: bench.db.sql,
        log: createLog("silent"),
        outbound,
        keys: loadKeys(bench.home, undefined),
        baseUrl: "http://here",
      },
      mailer: createMailer({ url: `smtp://127.0.0.1:${port}`, from: "Chainwright <news@example.com>" }),
    });
    notifier.start();
    notifiers.push(notifier);
  }
}

const patience = { timeout: 20_000, interval: 20 };
const settled = () =>
  vi.waitFor(async () => {
    expect(await bench.db.sql`select 1 from notifications where settled_at is null`).toHaveLength(0);
    expect(
      await bench.db.sql`select 1 from notification_sends where ended is null
        and (due_at <= now() or (attempts > 0 and error is null)) and user_id in (select id from users where status = 'active')`,
    ).toHaveLength(0);
  }, patience);

async function tell(kind: "chain_failed" | "message", title: string, to = person): Promise<void> {
  const { id } = { id: crypto.randomUUID() };
  await insertNotification(bench.db.sql, {
    ...{ id, userId: to.id, dedupeKey: id, kind, level: "info", title, body: "As it is." },
    ...{ executionId: null, stepId: null, chainId: null, chainName: null },
  });
}

const inbox = async () =>
  (await bench.services.notifications.list(person, { limit: 50, unreadOnly: false })).items.map(({ title }) => title);

/** Runs a chain of one step to its end, several times. */
async function runs(endings: ("fails" | "succeeds")[]): Promise<string> {
  const left = [...endings];
  const one = () => (left.shift() === "fails" ? failWith("The shop is closed.") : succeed(1));
  await bench.harness.engine(new ScriptedPort({ one }));
  const { id: chainId } = await bench.services.chains.create(person, chainText("Watch"));
  for (const _ of endings) {
    const { id } = await bench.services.executions.start(person, chainId, { params: {}, origin: "manual" });
    await vi.waitFor(async () => {
      expect((await bench.services.executions.get(person, id)).endedAt).not.toBeNull();
    }, patience);
  }
  return chainId;
}

test("who says nothing hears of failures and recoveries by mail, each once, however many processes look", async () => {
  startNotifiers(3);
  await runs(["fails", "succeeds", "succeeds"]);
  await settled();
  expect((await inbox()).toReversed()).toEqual(["Watch failed", "Watch has recovered", "Watch succeeded"]);
  // What is due at the same time may come in one mail, and of two mails of two processes either may arrive first.
  const told = mails.map(({ text }) => text.slice(text.indexOf("\r\n\r\n"))).join("\n");
  const lines = told.split(/\r?\n/).filter((line) => line.startsWith("Watch "));
  expect(lines.sort()).toEqual(["Watch failed", "Watch has recovered"]);
  for (const { to } of mails) expect(to).toEqual([person.email]);
  const failed = mails.find(({ text }) => text.includes("Watch failed"));
  expect(failed?.text).toContain("The shop is closed.");
  expect(failed?.text).toMatch(/http:\/\/here\/executions\/\S+/);
});

test("a failed step is told to whoever asks for it, and its place is the step", async () => {
  await bench.services.notificationSettings.save(person, {
    ...{ emailWhen: "at_once", emailHour: 8, quietFrom: null, quietTo: null, timezone: "UTC" },
    rules: { step_failed: { inbox: true }, chain_failed: { inbox: false, email: false } },
  });
  startNotifiers(1);
  await runs(["fails"]);
  await settled();
  const { items } = await bench.services.notifications.list(person, { limit: 9, unreadOnly: false });
  expect(items.map(({ title, path }) => [title, path.replace(/executions\/.*\?/, "executions/…?")])).toEqual([
    ["one failed in Watch", "/executions/…?step=one"],
  ]);
  expect(mails).toEqual([]);
});

test("a chain's rules go before the person's, and other people's chains cannot be chosen for", async () => {
  const chainId = await runs(["fails"]);
  await bench.services.notificationSettings.saveOfChain(person, chainId, { chain_failed: { email: false } });
  startNotifiers(1);
  await settled();
  expect(mails).toEqual([]);
  expect(await bench.services.notificationSettings.ofChain(person, chainId)).toMatchObject({
    rules: { chain_failed: { email: false } },
  });
  const other = await bench.person();
  await expect(bench.services.notificationSettings.saveOfChain(other, chainId, {})).rejects.toThrow("not yours");
});

test("an hourly mail gathers what came, and nothing goes out before its time", async () => {
  await bench.services.notificationSettings.save(person, {
    ...{ emailWhen: "hourly", emailHour: 8, quietFrom: null, quietTo: null, timezone: "UTC", rules: {} },
  });
  await tell("chain_failed", "First");
  await tell("chain_failed", "Second");
  startNotifiers(2);
  await settled();
  expect(mails).toEqual([]);
  await bench.db.sql`update notification_sends set due_at = now()`;
  await settled();
  expect(mails).toHaveLength(1);
  expect(mails[0]?.text).toContain("Subject: 2 notifications from Chainwright");
  expect(mails[0]?.text).toMatch(/First[\s\S]*Second/);
});

test("a mail that is not taken comes again; who is disabled gets none", async () => {
  refuseMails = 1;
  const other = await bench.person();
  await bench.db.sql`update users set status = 'disabled' where id = ${other.id}`;
  await tell("chain_failed", "Watch failed");
  await tell("chain_failed", "Not for them", other);
  startNotifiers(1);
  await settled();
  expect(mails).toEqual([]);
  const { sends } = await bench.services.notificationSettings.get(person);
  expect(sends).toMatchObject([
    { channel: "email", state: "waiting", error: expect.stringContaining("Come back later") },
  ]);
  await bench.db.sql`update notification_sends set due_at = now() where user_id = ${person.id}`;
  await vi.waitFor(() => expect(mails).toHaveLength(1), patience);
  expect(mails[0]?.to).toEqual([person.email]);
});

describe("a webhook", () => {
  let receiver: Server;
  let got: { headers: IncomingMessage["headers"]; body: string }[];
  let answer = 204;

  beforeEach(async () => {
    [got, answer] = [[], 204];
    receiver = createServer((request, response) => {
      const parts: Buffer[] = [];
      request.on("data", (part: Buffer) => parts.push(part));
      request.on("end", () => {
        got.push({ headers: request.headers, body: Buffer.concat(parts).toString() });
        response.writeHead(answer, answer === 302 ? { location: "http://127.0.0.1:1/" } : {}).end();
      });
    });
    await new Promise<void>((resolve) => receiver.listen(0, "127.0.0.1", resolve));
  });
  afterEach(() => new Promise<void>((resolve) => void receiver.close(() => resolve())));

  const address = () => `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/news`;

  test("is signed with the secret that was shown once, and says where to act", async () => {
    const { secret } = await bench.services.notificationSettings.setWebhook(person, address());
    expect(JSON.stringify(await bench.services.notificationSettings.get(person))).not.toContain(secret);
    await tell("chain_failed", "Watch failed");
    startNotifiers(2);
    await settled();
    expect(got).toHaveLength(1);
    const [{ headers, body }] = got as [(typeof got)[number]];
    const at = Number(headers["webhook-timestamp"]) * 1000;
    const expected = signatureHeaders(String(headers["webhook-id"]), at, body, [secret ?? ""]);
    expect(headers["webhook-signature"]).toBe(expected["webhook-signature"]);
    expect(JSON.parse(body)).toMatchObject({
      type: "notification.chain_failed",
      data: { title: "Watch failed", url: "http://here/notifications" },
    });
  });

  test.each([
    [500, "answered 500"],
    [302, "answered 302"],
  ])("that is answered with %i waits for its next try, with the reason", async (status, reason) => {
    answer = status;
    await bench.services.notificationSettings.setWebhook(person, address());
    await tell("chain_failed", "Watch failed");
    startNotifiers(1);
    await settled();
    const { sends } = await bench.services.notificationSettings.get(person);
    const webhook = sends.find(({ channel }) => channel === "webhook");
    expect(webhook).toMatchObject({ state: "waiting", error: expect.stringContaining(reason) });
    expect(got).toHaveLength(1);
  });

  test("to a private address is refused for good", async () => {
    await bench.services.notificationSettings.setWebhook(person, "http://10.0.0.1/news");
    await tell("chain_failed", "Watch failed");
    startNotifiers(1);
    await settled();
    const { sends } = await bench.services.notificationSettings.get(person);
    expect(sends.find(({ channel }) => channel === "webhook")).toMatchObject({ state: "gave_up" });
  });
});

test.each([["not an address"], ["ftp://example.com"], ["https://user:word@example.com"]])(
  "%s is no address of a webhook",
  async (url) => {
    await expect(bench.services.notificationSettings.setWebhook(person, url)).rejects.toThrow("A webhook goes to");
  },
);
