import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { createLog } from "../log";
import { movingAllowList } from "../outbound/allow-list";
import { startLoopbackServer } from "../outbound/loopback-server";
import { createOutbound, type Outbound } from "../outbound/outbound";
import { type Settings, watchSettings } from "../settings/settings";
import { listenToSignals, type Signals } from "../store/signals";
import { type Person, ServiceBench } from "../testing/service-bench";
import { createServerSettings } from "./server-settings";

let bench: ServiceBench;
let admin: Person;
/** Another process on the same database. */
let other: { signals: Signals; settings: Settings };
beforeAll(async () => {
  bench = await ServiceBench.open();
  admin = await bench.person("admin");
  const signals = await listenToSignals(bench.db.sql);
  const settings = await watchSettings({ orm: bench.db.orm, signals, env: {}, log: createLog("silent") });
  other = { signals, settings };
});
beforeEach(async () => {
  await bench.db.sql`delete from settings`;
  await bench.settings.refresh();
});
afterAll(async () => {
  other.settings.stop();
  await other.signals.close();
  await bench.close();
});

const change = (changes: Record<string, string | null>) => bench.services.serverSettings.change(admin, changes);
const shown = async (name: string) =>
  (await bench.services.serverSettings.list(admin)).items.find((item) => item.name === name);

/** Resolves when the other process heard of a change. */
const heard = () =>
  new Promise<void>((resolve) => {
    const stop = other.signals.on("settings", () => {
      stop();
      resolve();
    });
  });

test("a change holds at once here, and in another process when it has heard of it", async () => {
  const told = heard();
  await change({ CHAINWRIGHT_TRASH_DAYS: "7", CHAINWRIGHT_KEEP_DAYS: "all" });
  expect(bench.settings.current()).toMatchObject({ CHAINWRIGHT_TRASH_DAYS: 7, CHAINWRIGHT_KEEP_DAYS: "all" });
  expect((await bench.services.trash.list(admin)).days).toBe(7);
  await told;
  await expect.poll(() => other.settings.current().CHAINWRIGHT_TRASH_DAYS).toBe(7);
});

test("null goes back to the default", async () => {
  await change({ CHAINWRIGHT_TRASH_DAYS: "7" });
  expect(await shown("CHAINWRIGHT_TRASH_DAYS")).toMatchObject({ value: "7", usual: "30", source: "administrator" });
  await change({ CHAINWRIGHT_TRASH_DAYS: null });
  expect(await shown("CHAINWRIGHT_TRASH_DAYS")).toMatchObject({ value: "30", source: "default" });
});

test("with one wrong value nothing changes, and each wrong one is named", async () => {
  const wrong = change({
    ...{ CHAINWRIGHT_KEEP_DAYS: "5", CHAINWRIGHT_TRASH_DAYS: "never", CHAINWRIGHT_ALLOW_HOSTS: "http://x" },
    CHAINWRIGHT_SECRET_KEY: "x",
  });
  const fields = {
    CHAINWRIGHT_TRASH_DAYS: expect.stringContaining("“never”"),
    CHAINWRIGHT_ALLOW_HOSTS: expect.stringContaining("is not a host"),
    CHAINWRIGHT_SECRET_KEY: 'There is no setting "CHAINWRIGHT_SECRET_KEY".',
  };
  await expect(wrong).rejects.toMatchObject({ code: "invalid", data: { fields } });
  expect(await shown("CHAINWRIGHT_KEEP_DAYS")).toMatchObject({ value: "90", source: "default" });
});

test("what the environment sets is shown, and cannot be changed", async () => {
  const settings = await watchSettings({
    ...{ orm: bench.db.orm, signals: other.signals, log: createLog("silent") },
    env: { CHAINWRIGHT_KEEP_DAYS: "10", CHAINWRIGHT_TRASH_DAYS: "" },
  });
  const service = createServerSettings({ db: bench.db, settings });
  await expect(service.change(admin, { CHAINWRIGHT_KEEP_DAYS: "20" })).rejects.toMatchObject({
    message: expect.stringContaining("the environment sets it (CHAINWRIGHT_KEEP_DAYS)"),
  });
  // Somebody chose it before the environment said so.
  await change({ CHAINWRIGHT_KEEP_DAYS: "20", CHAINWRIGHT_TRASH_DAYS: "3" });
  await settings.refresh();
  expect(settings.current()).toMatchObject({ CHAINWRIGHT_KEEP_DAYS: 10, CHAINWRIGHT_TRASH_DAYS: 3 });
  const seen = (await service.list(admin)).items.find(({ name }) => name === "CHAINWRIGHT_KEEP_DAYS");
  expect(seen).toMatchObject({ value: "10", source: "environment" });
  settings.stop();
});

test("each change stands in the audit log with what it was; what stays as it is does not", async () => {
  await change({ CHAINWRIGHT_HOOK_RATE: "20", CHAINWRIGHT_API_CALLS: null });
  const { items } = await bench.services.audit.list(admin, { action: "settings.", limit: 10 });
  expect(items[0]).toMatchObject({
    ...{ action: "settings.changed", objectId: "CHAINWRIGHT_HOOK_RATE", objectName: "Webhooks to one host" },
    details: { value: ["50", "20"] },
  });
  expect(items.filter(({ objectId }) => objectId === "CHAINWRIGHT_API_CALLS")).toEqual([]);
});

test("what another version stored and this one cannot use is as if nobody had chosen", async () => {
  await bench.db.sql`insert into settings (key, value) values ('CHAINWRIGHT_KEEP_DAYS', '"for ever"')`;
  await bench.settings.refresh();
  expect(bench.settings.current().CHAINWRIGHT_KEEP_DAYS).toBe(90);
});

test("a private host is reachable while an administrator allows it, also over a connection that is open", async () => {
  const server = await startLoopbackServer((_request, response) => response.end("ok"));
  const allowHosts = movingAllowList(() => bench.settings.current().CHAINWRIGHT_ALLOW_HOSTS);
  const resolve = async () => [{ address: "127.0.0.1", family: 4 as const }];
  const outbound: Outbound = createOutbound({ allowHosts, resolve });
  const ask = async () => (await outbound.request(`http://wiki.local:${server.port}/`)).status;
  await expect(ask()).rejects.toThrow("is a private address");
  await change({ CHAINWRIGHT_ALLOW_HOSTS: `wiki.local:${server.port}` });
  expect([await ask(), await ask()]).toEqual([200, 200]);
  await change({ CHAINWRIGHT_ALLOW_HOSTS: null });
  await expect(ask()).rejects.toThrow("is a private address");
  await outbound.close();
  await server.close();
});
