/**
 * Rows that travel to the database as one array (or text of lines) a column, and are read there side by side. Most rows leave most columns
 * empty, and an array of nothing costs as much as a full one: so the columns of a group stay at home when none of them says
 * anything in any row. They stay by groups and not one by one, so that there are few statements to prepare.
 */
import { type ArrayType, element, lines, list, type Piece, raw, type Statement } from "./statement";

export interface Column<Item> {
  name: string;
  /** How its values travel; `line`: texts that are never empty and have no line breaks. */
  type: ArrayType | "line";
  of(item: Item): string | number | null;
  /** What is stored, when that is not what travels: JSON, a time of epoch milliseconds, 0 or 1. */
  as?: "jsonb" | "time" | "boolean";
  /** Absent: it travels always. */
  group?: string;
  /** The value that says nothing, which is also what its column has by default. Default null. */
  empty?: 0 | -1;
  /** In an update an empty value leaves what is there. */
  kept?: true;
}

export interface RowSet {
  /** `a, b`: the columns that travel. */
  names: Piece;
  /** `x.a, x.b::jsonb`: their values as they are stored. */
  values: Piece;
  /**
   * `(select unnest(...) as a, unnest(...) as b) as x`. In the list of a `select` the lists are read side by side as they are; as tables in
   * its `from` each is copied first.
   */
  rows: Piece;
  /** `a = source.a, c = null`: those of these columns that travel, and the others emptied. `table` is what is updated. */
  changes(table: string, source: "x" | "excluded", columns: readonly string[]): Piece;
  /** Whether the columns of a group travel. */
  has(group: string): boolean;
}

export function rowSet<Item>(statement: Statement, columns: readonly Column<Item>[], items: readonly Item[]): RowSet {
  const filled = columns.map((column) => fill(column, items));
  const groups = new Set<string>();
  for (const { column, says } of filled) if (says && column.group !== undefined) groups.add(column.group);
  const travels = ({ group }: Column<Item>) => group === undefined || groups.has(group);
  const sent = filled.filter(({ column }) => travels(column));
  const names = sent.map(({ column }) => column.name).join(", ");
  const lists = sent
    .map(({ column, elements }) => `${travelling(statement, column.type, elements).text} as ${column.name}`)
    .join(", ");
  return {
    names: raw(names),
    values: raw(sent.map(({ column }) => stored(column, "x")).join(", ")),
    rows: raw(`(select ${lists}) as x`),
    has: (group) => groups.has(group),
    changes(table, source, wanted) {
      const wantedColumns = columns.filter(
        (column) => wanted.includes(column.name) && (travels(column) || !column.kept),
      );
      return raw(
        wantedColumns
          .map(
            (column) =>
              `${column.name} = ${travels(column) ? change(column, table, source) : (column.empty ?? "null")}`,
          )
          .join(", "),
      );
    },
  };
}

function travelling(statement: Statement, type: Column<never>["type"], values: readonly string[]): Piece {
  if (type === "line") return lines(statement, values);
  return statement.sql`unnest(${list(statement, type, values)})`;
}

/** The values of a column as elements of an array, or as lines; `says`: one of them is not empty. */
function fill<Item>(column: Column<Item>, items: readonly Item[]) {
  const elements = new Array<string>(items.length);
  const isLine = column.type === "line";
  let says = false;
  let before: string | number | null = null;
  let text = isLine ? "" : element(null);
  // No iterators and no list in between: this is done for every value that is ever written. Neighbours often have the same one.
  items.forEach((item, index) => {
    const value = column.of(item);
    if (value !== before) {
      says ||= value !== null && value !== column.empty;
      before = value;
      text = isLine ? String(value ?? "") : element(value);
    }
    elements[index] = text;
  });
  return { column, elements, says };
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
