import type postgres from "postgres";

/** Makes a database on the server when it is not there; of several who do that at once, all find it made. */
export async function ensureDatabase(sql: postgres.Sql, name: string): Promise<void> {
  const exists = async () => (await sql`select 1 from pg_database where datname = ${name}`).length > 0;
  if (await exists()) return;
  try {
    await sql`create database ${sql(name)}`;
  } catch (error) {
    // Somebody else was faster: by name, or by the index of names when both began before either had ended.
    if (!(await exists())) throw error;
  }
}
