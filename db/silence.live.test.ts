import postgres from "postgres";
import { afterEach, beforeEach, expect, test } from "vitest";
import { TcpProxy } from "../server/engine/testing/tcp-proxy";
import { openDatabase, openLeaseClient } from "./client";
import { createTestDatabase, type TestDatabase } from "./testing/test-database";

let direct: TestDatabase;
let line: TcpProxy;
let url: string;
beforeEach(async () => {
  direct = await createTestDatabase();
  const through = new URL(direct.url);
  line = await TcpProxy.open(Number(through.port));
  through.port = String(line.port);
  url = through.toString();
});
afterEach(async () => {
  await line.close();
  await direct.drop();
});

test("queries on a half-open line fail in time, and all connections of the pool work once it is whole", async () => {
  const db = openDatabase({ url, max: 3, silenceMs: 300 });
  const three = () => Promise.allSettled(Array.from({ length: 3 }, () => db.sql`select 1 as n`));
  await three();
  line.toClient.swallow = true;
  const failed = await three();
  expect(failed.map((answer) => answer.status)).toEqual(["rejected", "rejected", "rejected"]);
  await line.heal();
  // What is asked in the moment in which a connection breaks fails with it; the next asks a new one.
  let whole = await three();
  while (whole.some((answer) => answer.status === "rejected")) whole = await three();
  expect(whole.map((answer) => answer.status)).toEqual(["fulfilled", "fulfilled", "fulfilled"]);
  await db.close();
});

test("an answer that stops in the middle is given up too", async () => {
  const db = openDatabase({ url, max: 1, silenceMs: 300 });
  const reading = db.sql`select repeat('x', 1000) from generate_series(1, 100000)`.forEach(() => {
    line.toClient.swallow = true;
  });
  await expect(reading).rejects.toMatchObject({ code: expect.stringMatching(/ETIMEDOUT|CONNECTION/) });
  await line.heal();
  await db.close();
});

test("of queries that were sent ahead the last one is missed too", async () => {
  const db = openDatabase({ url, max: 1, silenceMs: 300 });
  await db.sql`select 1`;
  const first = db.sql`select pg_sleep(0.1)`.then(() => {
    line.toClient.swallow = true;
  });
  const second = db.sql`select pg_sleep(0.1)`;
  await first;
  await expect(second).rejects.toMatchObject({ code: "ETIMEDOUT" });
  await line.heal();
  await db.close();
});

test("a statement that takes long, and a connection that only listens, are left alone", async () => {
  const db = openDatabase({ url, max: 2, silenceMs: 400 });
  const heard: string[] = [];
  let hear = () => {};
  const told = new Promise<void>((resolve) => {
    hear = resolve;
  });
  await db.sql.listen("quiet", (payload) => {
    heard.push(payload);
    hear();
  });
  const accepted = line.accepted;
  await Promise.all([db.sql`select pg_sleep(0.3)`, db.sql`select pg_sleep(0.3)`]);
  await Promise.all([db.sql`select pg_sleep(0.3)`, db.sql`select pg_sleep(0.3)`]);
  await direct.sql.notify("quiet", "hello");
  await told;
  expect(heard).toEqual(["hello"]);
  expect(line.accepted, "nothing reconnected but the second connection of the pool").toBeLessThanOrEqual(accepted + 2);
  await db.close();
});

test("a client comes back within a second after the database refused it for long, and listens again", async () => {
  const db = openDatabase({ url, max: 1 });
  let listening = 0;
  let relisten = () => {};
  const again = new Promise<void>((resolve) => {
    relisten = resolve;
  });
  await db.sql.listen(
    "back",
    () => {},
    () => {
      listening += 1;
      if (listening === 2) relisten();
    },
  );
  await db.sql`select 1`;
  await line.refuse();
  line.reset();
  // As often as an engine asks in several seconds.
  for (let tries = 0; tries < 12; tries += 1) await expect(db.sql`select 1`).rejects.toThrow();
  await line.heal();
  const healedAt = performance.now();
  expect(await db.sql`select 1 as n`).toMatchObject([{ n: 1 }]);
  await again;
  expect(performance.now() - healedAt).toBeLessThan(3_000);
  await db.close();
});

test("renewals of a lease have a connection that gives up sooner", async () => {
  const sql = openLeaseClient(url, 300);
  await sql`select 1`;
  line.toServer.swallow = true;
  await expect(sql`select 1`).rejects.toMatchObject({ code: "ETIMEDOUT" });
  await line.heal();
  const ask = () => sql<{ n: number }[]>`select 1 as n`.catch(() => null);
  let answer = await ask();
  while (answer === null) answer = await ask();
  expect(answer).toMatchObject([{ n: 1 }]);
  await sql.end({ timeout: 1 });
});

test("a database that hangs up in the middle of transactions fails them, and neither ends the process nor keeps one waiting", async () => {
  const db = openDatabase({ url, max: 4 });
  const transaction = () =>
    db.sql.begin(async (tx) => {
      await tx`select pg_sleep(0.01)`;
      await tx`select 1`;
    });
  for (let round = 0; round < 5; round += 1) {
    const running = Promise.allSettled(Array.from({ length: 12 }, transaction));
    await direct.sql`select pg_terminate_backend(pid) from pg_stat_activity
      where datname = current_database() and query like '%pg_sleep%' and pid <> pg_backend_pid()`;
    await running;
  }
  let whole = await Promise.allSettled([transaction()]);
  while (whole.some(({ status }) => status === "rejected")) whole = await Promise.allSettled([transaction()]);
  await db.close();
});

test("the driver alone waits forever on such a line: the reason for all this", async () => {
  const sql = postgres(url, { max: 1, onnotice: () => {} });
  await sql`select 1`;
  line.toClient.swallow = true;
  const answer = sql`select 1`.then(
    () => "answered",
    () => "failed",
  );
  const asked = openDatabase({ url, max: 1, silenceMs: 200 });
  await expect(asked.sql`select 1`).rejects.toThrow();
  expect(await Promise.race([answer, Promise.resolve("still waits")])).toBe("still waits");
  line.reset();
  expect(await answer).toBe("failed");
  await sql.end({ timeout: 1 });
  await asked.close();
});
