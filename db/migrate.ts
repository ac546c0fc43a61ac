import path from "node:path";
import { drizzle } from "drizzle-orm/postgres-js";
import { migrate as run } from "drizzle-orm/postgres-js/migrator";
import postgres from "postgres";

/** Any constant: everybody who migrates this product takes the same lock. */
const MIGRATION_LOCK = 7_245_011;

/** Brings the database up to date; processes that start together wait for each other. */
export async function migrate(url: string, folder = path.join(process.cwd(), "db", "migrations")): Promise<void> {
  const client = postgres(url, { max: 1, fetch_types: false, onnotice: () => {} });
  try {
    await client`select pg_advisory_lock(${MIGRATION_LOCK})`;
    await run(drizzle(client), { migrationsFolder: folder });
    await client`select pg_advisory_unlock(${MIGRATION_LOCK})`;
  } finally {
    await client.end({ timeout: 5 });
  }
}
