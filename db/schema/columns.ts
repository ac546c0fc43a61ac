import { sql } from "drizzle-orm";
import { timestamp } from "drizzle-orm/pg-core";

/** All times are `timestamptz`. */
export const time = (name: string) => timestamp(name, { withTimezone: true, mode: "date" });

/** A SQL list of words for a CHECK, from the table in code that is their single source. */
export const words = (values: readonly string[]) => sql.raw(values.map((value) => `'${value}'`).join(", "));
