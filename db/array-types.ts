/**
 * The arrays of PostgreSQL's own types, which the driver does not know by itself: it asks the server for them on every new connection.
 * Nobody hears the answer to that question when the connection ends over it, and an answer that nobody hears ends the process. With
 * these it need not ask. An array of another type, such as one that a migration makes, would be read as text: add it here.
 */
import type postgres from "postgres";

/** An element as the server reads and writes it. */
interface ElementType {
  /** Of the element, and of arrays of it: `pg_type.oid`, `pg_type.typarray`. */
  oid: number;
  arrayOid: number;
  serialize(value: unknown): string;
  parse(text: string): unknown;
}

const asText = { serialize: (value: unknown) => String(value), parse: (text: string) => text };
const asNumber = { serialize: (value: unknown) => String(value), parse: (text: string) => Number(text) };
const asDate = {
  serialize: (value: unknown) => (value instanceof Date ? value : new Date(String(value))).toISOString(),
  parse: (text: string) => new Date(text),
};
const asJson = {
  serialize: (value: unknown) => JSON.stringify(value),
  parse: (text: string): unknown => JSON.parse(text),
};
const asBoolean = {
  serialize: (value: unknown) => (value === true ? "t" : "f"),
  parse: (text: string) => text === "t",
};
const asBytes = {
  serialize: (value: unknown) => `\\x${Buffer.from(value as Uint8Array).toString("hex")}`,
  parse: (text: string) => Buffer.from(text.slice(2), "hex"),
};

const ELEMENTS: Readonly<Record<string, ElementType>> = {
  bool: { oid: 16, arrayOid: 1000, ...asBoolean },
  bytea: { oid: 17, arrayOid: 1001, ...asBytes },
  name: { oid: 19, arrayOid: 1003, ...asText },
  // Beyond what a number can hold: text, as the driver reads it outside of arrays.
  int8: { oid: 20, arrayOid: 1016, ...asText },
  int2: { oid: 21, arrayOid: 1005, ...asNumber },
  int4: { oid: 23, arrayOid: 1007, ...asNumber },
  text: { oid: 25, arrayOid: 1009, ...asText },
  oid: { oid: 26, arrayOid: 1028, ...asNumber },
  json: { oid: 114, arrayOid: 199, ...asJson },
  float4: { oid: 700, arrayOid: 1021, ...asNumber },
  float8: { oid: 701, arrayOid: 1022, ...asNumber },
  bpchar: { oid: 1042, arrayOid: 1014, ...asText },
  varchar: { oid: 1043, arrayOid: 1015, ...asText },
  date: { oid: 1082, arrayOid: 1182, ...asDate },
  timestamp: { oid: 1114, arrayOid: 1115, ...asDate },
  timestamptz: { oid: 1184, arrayOid: 1185, ...asDate },
  numeric: { oid: 1700, arrayOid: 1231, ...asText },
  uuid: { oid: 2950, arrayOid: 2951, ...asText },
  jsonb: { oid: 3802, arrayOid: 3807, ...asJson },
};

/** Names of the element types, for whoever wants to try them all. */
export const ARRAY_ELEMENTS: readonly string[] = Object.keys(ELEMENTS);

/** The driver's settings: what it need not ask for, and what it is told instead. */
export function ownArrayTypes(): postgres.Options<Record<string, never>> {
  const types = Object.entries(ELEMENTS).map(([name, { arrayOid, serialize, parse }]) => [
    `${name}_array`,
    {
      ...{ to: arrayOid, from: [arrayOid] },
      serialize: (value: unknown) => (Array.isArray(value) ? writeArray(value, serialize) : String(value)),
      parse: (text: string) => readArray(text, parse),
    },
  ]);
  return { fetch_types: false, types: Object.fromEntries(types) };
}

function writeArray(values: readonly unknown[], serialize: (value: unknown) => string): string {
  const items = values.map((value) => {
    if (Array.isArray(value)) return writeArray(value, serialize);
    if (value === undefined)
      throw new Error("An item of an array for the database is undefined. Write null for nothing.");
    return value === null ? "null" : `"${serialize(value).replace(/[\\"]/g, "\\$&")}"`;
  });
  return `{${items.join(",")}}`;
}

/** A word of an array: a brace, a quoted item with its escapes, or a plain item. */
const WORD = /[{}]|"((?:[^"\\]|\\.)*)"|[^{},"]+/gs;

function readArray(text: string, parse: (text: string) => unknown): unknown[] {
  const root: unknown[] = [];
  const open = [root];
  // Arrays whose indexes do not begin at 1 say so first: `[0:1]={a,b}`.
  for (const [word, quoted] of text.slice(text.indexOf("{")).matchAll(WORD)) {
    const list = open.at(-1) ?? root;
    if (word === "{") {
      const inner: unknown[] = [];
      list.push(inner);
      open.push(inner);
    } else if (word === "}") open.pop();
    else if (quoted !== undefined) list.push(parse(quoted.replace(/\\(.)/gs, "$1")));
    else list.push(word === "NULL" ? null : parse(word));
  }
  return root[0] as unknown[];
}
