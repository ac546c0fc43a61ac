/** Writes `db/schema.sql`, the picture of the database after all migrations; `--check` only compares. */
import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { dumpSchema } from "../db/dump";
import { createTestDatabase } from "../db/testing/test-database";

const file = path.join(import.meta.dirname, "../db/schema.sql");
const database = await createTestDatabase();
try {
  const dump = await dumpSchema(database.sql);
  if (!process.argv.includes("--check")) writeFileSync(file, dump);
  else if (readFileSync(file, "utf8") !== dump) {
    process.stderr.write("db/schema.sql is not what the migrations make. Run `npm run db:dump`.\n");
    process.exitCode = 1;
  }
} finally {
  await database.drop();
}
