/**
 * Rows that travel to the database as one array a column, and are read there by `unnest`. Most rows leave most columns
 * empty, and an array of nothing costs as much as a full one: so the columns of a group stay at home when none of them says
 * anything in any row. They stay by groups and not one by one, so that there are few statements to prepare.
 */
import type { PendingQuery, Row } from "postgres";
import type { Sql } from "../../db/client";

export type Fragment = PendingQuery<Row[]>;

export interface Column<Item> {
  name: string;
  /** How its values travel. */
  type: "text" | "int" | "float8" | "uuid";
  of(item: Item): string | number | null;
  /** What is stored, when that is not what travels: JSON, a time of epoch milliseconds, 0 or 1. */
  as?: "jsonb" | "time" | "boolean";
  /** Absent: it travels always. */
  group?: string;
  /** The value that says nothing. Default null. */
  empty?: 0;
  /** In an update an empty value leaves what is there. */
  kept?: true;
}

export interface RowSet {
  /** `a, b`: the columns that travel. */
  names: Fragment;
  /** `x.a, x.b::jsonb`: their values as they are stored. */
  values: Fragment;
  /** `unnest(...) as x(a, b)`. */
  rows: Fragment;
  /** `a = source.a, c = null`: those of these columns that travel, and the others emptied. `table` is what is updated. */
  changes(table: string, source: "x" | "excluded", columns: readonly string[]): Fragment;
  /** Whether the columns of a group travel. */
  has(group: string): boolean;
}

export function rowSet<Item>(sql: Sql, columns: readonly Column<Item>[], items: readonly Item[]): RowSet {
  const raw = (text: string) => sql.unsafe(text) as unknown as Fragment;
  const filled = columns.map((column) => ({ column, values: items.map(column.of) }));
  const groups = new Set<string>();
  for (const { column, values } of filled) {
    const { group, empty = null } = column;
    if (group !== undefined && values.some((value) => value !== null && value !== empty)) groups.add(group);
  }
  const travels = ({ group }: Column<Item>) => group === undefined || groups.has(group);
  const sent = filled.filter(({ column }) => travels(column));
  const names = sent.map(({ column }) => column.name).join(", ");
  const arrays = sent.map(
    ({ column, values }, index) => sql`${raw(index === 0 ? "" : ",")}${arrayLiteral(values)}::${raw(column.type)}[]`,
  );
  return {
    names: raw(names),
    values: raw(sent.map(({ column }) => stored(column, "x")).join(", ")),
    rows: sql`unnest(${arrays}) as x(${raw(names)})`,
    has: (group) => groups.has(group),
    changes(table, source, wanted) {
      const list = columns.filter((column) => wanted.includes(column.name) && (travels(column) || !column.kept));
      return raw(
        list
          .map(
            (column) =>
              `${column.name} = ${travels(column) ? change(column, table, source) : (column.empty ?? "null")}`,
          )
          .join(", "),
      );
    },
  };
}

/** What was read by `insert` stands in `excluded` as it is stored; what comes from `x` is as it travelled. */
function change<Item>(column: Column<Item>, table: string, source: "x" | "excluded"): string {
  const value = source === "x" ? stored(column, "x") : `excluded.${column.name}`;
  return column.kept ? `coalesce(${value}, ${table}.${column.name})` : value;
}

function stored<Item>({ name, as }: Column<Item>, source: string): string {
  if (as === "jsonb") return `${source}.${name}::jsonb`;
  if (as === "time") return `to_timestamp(${source}.${name} / 1000)`;
  return as === "boolean" ? `${source}.${name} = 1` : `${source}.${name}`;
}

const NEEDS_ESCAPE = /["\\]/;

/** An array as Postgres reads it: the driver's own way escapes each element twice, which shows. */
function arrayLiteral(values: readonly (string | number | null)[]): string {
  const parts = values.map((value) => {
    if (value === null) return "NULL";
    if (typeof value === "number") return String(value);
    return NEEDS_ESCAPE.test(value) ? `"${value.replace(/["\\]/g, "\\$&")}"` : `"${value}"`;
  });
  return `{${parts.join(",")}}`;
}
