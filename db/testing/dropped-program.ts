/**
 * A process whose connections to the database end at any moment, for the test that wants it to live on. At each line on its standard
 * input it uses every kind of connection once, with whatever comes of it, and says `done`. It says `ready` at first.
 */
import { createInterface } from "node:readline";
import { openDatabase, openLeaseClient, type Sql } from "../client";

const { DATABASE_URL: url = "" } = process.env;

async function useAll(): Promise<void> {
  const db = openDatabase({ url, max: 2, silenceMs: 2_000 });
  const lease = openLeaseClient(url, 2_000);
  const { sql } = db;
  await Promise.allSettled([
    sql.listen("dropped", () => {}),
    sql`select ${[1, 2]}::int[] as numbers`,
    lease`select 1`,
    sql.begin(async (inside) => {
      await inside`select ${"a"}::text as letter`;
      await inside`select repeat('x', 20000) as many`;
    }),
    db.flush.begin((inside) => [inside`select 1`, inside`select 2`]),
    db.orm.execute("select 1"),
  ]);
  await Promise.allSettled([sql`select 1`, sql.notify("dropped", "hello")]);
  // At once: `close` would wait for what cannot come any more.
  const clients = [sql, db.flush, (db.orm as unknown as { $client: Sql }).$client, lease];
  await Promise.all(clients.map((client) => client.end({ timeout: 0 })));
}

createInterface(process.stdin).on("line", () => void useAll().then(() => console.log("done")));
console.log("ready");
