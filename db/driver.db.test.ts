/**
 * What the driver promises to its callers, with the patch of `patches/`. Each of these fails without it; see the decision on the patch.
 */
import { once } from "node:events";
import { type AddressInfo, createServer, Socket } from "node:net";
import postgres from "postgres";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { createTestDatabase, type TestDatabase } from "./testing/test-database";

/** What the driver's types leave out. */
interface MoreOptions {
  max_pipeline?: number;
  socket?: (target: { port: number[] }) => Socket;
}

/** A client of one connection, as the driver makes it: nothing of `silence.ts` helps. */
function bare(more: MoreOptions = {}): postgres.Sql {
  return postgres(database.url, { max: 1, fetch_types: false, connect_timeout: 2, ...more } as Plain);
}
type Plain = postgres.Options<Record<string, never>>;

let database: TestDatabase;
let sql: postgres.Sql;
beforeAll(async () => {
  database = await createTestDatabase();
  await database.sql`create table notes (text text)`;
});
afterAll(() => database.drop());
beforeEach(async () => {
  await database.sql`truncate notes`;
  sql = bare();
});
afterEach(() => sql.end({ timeout: 1 }));

const notes = async () => (await database.sql`select text from notes order by text`).map((row) => row.text);

/** Something to wait for, and the call that ends the wait. */
function signal() {
  let tell = () => {};
  const told = new Promise<void>((resolve) => {
    tell = resolve;
  });
  return { told, tell };
}

/** Ends the server's side of a connection, and waits until it is gone. */
async function end(pid: number): Promise<void> {
  await database.sql`select pg_terminate_backend(${pid}, 5000)`;
}

/** Waits until a connection is asleep in a statement, and ends it then. */
async function endAsleep(pid: number): Promise<void> {
  const asleep = () => database.sql`select 1 from pg_stat_activity where pid = ${pid} and wait_event = 'PgSleep'`;
  while ((await asleep()).length === 0);
  await end(pid);
}

const pidOf = async (on: postgres.ISql) => (await on<{ pid: number }[]>`select pg_backend_pid() as pid`)[0]?.pid ?? 0;

/** A transaction that has written one note and stands still, with nothing under way. */
async function idleTransaction(then: string) {
  const opened = signal();
  const resumed = signal();
  let pid = 0;
  const done = sql
    .begin(async (tx) => {
      await tx`insert into notes values ('first')`;
      pid = await pidOf(tx);
      opened.tell();
      await resumed.told;
      await tx`insert into notes values (${then})`;
    })
    .then(
      () => "committed",
      (error: { code?: string }) => error.code,
    );
  await opened.told;
  return { pid, done, resume: resumed.tell };
}

/** Asks until the client has a connection again. */
async function reconnected(): Promise<void> {
  while (!(await sql`select 1`.catch(() => null)));
}

test("a connection that closes over unsent words is opened again and speaks", async () => {
  let socket = new Socket();
  const open = (port = 0) => {
    socket = new Socket().connect(port, "127.0.0.1");
    return socket;
  };
  const client = bare({ socket: ({ port }) => open(port[0]) });
  await client`select 1`;
  const lost = client`select 2`.catch((error: { code: string }) => error.code);
  // The driver has taken the query, and sends it in the next turn only.
  await Promise.resolve().then(() => null);
  socket.emit("error", Object.assign(new Error("read ECONNRESET"), { code: "ECONNRESET" }));
  socket.emit("close", true);
  socket.destroy();
  expect(await lost).toBe("ECONNRESET");
  expect(await client`select 3 as n`).toEqual([{ n: 3 }]);
  await client.end({ timeout: 1 });
});

test("a transaction whose connection ended writes nothing more, on no other connection either", async () => {
  const transaction = await idleTransaction("second");
  await end(transaction.pid);
  await reconnected();
  transaction.resume();
  expect(await transaction.done).toBe("CONNECTION_CLOSED");
  await reconnected();
  expect(await notes()).toEqual([]);
});

test("nor does it write into, or commit, the transaction that has its connection now", async () => {
  const dead = await idleTransaction("of the dead one");
  await end(dead.pid);
  await reconnected();
  const other = await idleTransaction("of the other");
  dead.resume();
  expect(await dead.done).toBe("CONNECTION_CLOSED");
  expect(await notes()).toEqual([]);
  other.resume();
  expect(await other.done).toBe("committed");
  expect(await notes()).toEqual(["first", "of the other"]);
});

test("every statement of a transaction is answered when its connection ends, those that waited for a place too", async () => {
  const pid = await pidOf(sql);
  let answers: Promise<PromiseSettledResult<unknown>[]> = Promise.resolve([]);
  const done = sql.begin((tx) => {
    const sent = [tx`select pg_sleep(60)`, ...Array.from({ length: 150 }, () => tx`select 1`)];
    answers = Promise.allSettled(sent);
    return answers;
  });
  const failed = expect(done).rejects.toBeDefined();
  await endAsleep(pid);
  await failed;
  expect((await answers).filter((answer) => answer.status === "rejected")).toHaveLength(151);
});

test("a transaction has its connection to itself also where it fills the pipeline", async () => {
  const narrow = bare({ max_pipeline: 1 });
  await narrow`select 1`;
  const before = narrow`select pg_sleep(0.01)`.execute();
  const given = narrow.begin(async (tx) => {
    await tx`insert into notes values ('taken back')`;
    throw new Error("no");
  });
  const beside = narrow`insert into notes values ('stays')`;
  await expect(given).rejects.toThrow("no");
  await Promise.all([before, beside]);
  expect(await notes()).toEqual(["stays"]);
  await narrow.end({ timeout: 1 });
});

test("a query that cannot be written fails alone: the answers of those around it stay theirs", async () => {
  await sql`select 1`;
  const answers = await Promise.allSettled([
    sql`select 1 as n`,
    sql`select ${undefined as unknown as string} as n`,
    sql`select 3 as n`,
    sql`select 4 as n`,
  ]);
  expect(answers.map((answer) => (answer.status === "fulfilled" ? answer.value[0] : answer.reason.code))).toEqual([
    { n: 1 },
    "UNDEFINED_VALUE",
    { n: 3 },
    { n: 4 },
  ]);
});

test("a client is closed at once while one of its connections breaks", async () => {
  const pid = await pidOf(sql);
  const closed = sql`select pg_sleep(60)`.catch(() => sql.end());
  await endAsleep(pid);
  await closed;
});

test("what ended one connection is not told to the first query of the next", async () => {
  const pid = await pidOf(sql);
  const slept = sql`select pg_sleep(60)`.catch((error: { code: string }) => error.code);
  await endAsleep(pid);
  expect(["57P01", "CONNECTION_CLOSED", "ECONNRESET"]).toContain(await slept);
  expect(await sql`select 5 as n`).toEqual([{ n: 5 }]);
});

test("a server that hangs up before it is ready fails the query that waits for it", async () => {
  const server = createServer((socket) => socket.end());
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  const client = postgres({ host: "127.0.0.1", port, max: 1, fetch_types: false });
  await expect(client`select 1`).rejects.toMatchObject({ code: "CONNECTION_CLOSED" });
  await client.end({ timeout: 1 });
  server.close();
});
