import postgres from "postgres";
import { afterAll, beforeAll, expect, test } from "vitest";
import { ARRAY_ELEMENTS, ownArrayTypes } from "./array-types";
import { createTestDatabase, type TestDatabase } from "./testing/test-database";

let database: TestDatabase;
/** Asks the server for its types, as the driver does by default. */
let asking: postgres.Sql;
let own: postgres.Sql;
beforeAll(async () => {
  database = await createTestDatabase();
  const options = { max: 1, onnotice: () => {} };
  asking = postgres(database.url, options);
  own = postgres(database.url, { ...options, ...ownArrayTypes() });
});
afterAll(async () => {
  await Promise.all([asking.end(), own.end()]);
  await database.drop();
});

const VALUES: Record<string, string[]> = {
  bool: ["t", "f"],
  bytea: ["\\x00ff", "\\x"],
  json: ['{"a": [1, "x,\\"y"]}', "null", '"text"'],
  jsonb: ['{"a": [1, "x,\\"y"]}', "3"],
  uuid: ["01a1ff34-ea82-73df-a878-1eb96d8850c3"],
  date: ["2026-11-21"],
  timestamp: ["2026-11-21 10:00:00.123"],
  timestamptz: ["2026-11-21 10:00:00.123+00"],
};
const TEXTS = [
  "plain",
  "",
  "with space",
  'quote " and \\ backslash',
  "{brace},comma",
  "NULL",
  "null",
  "line\nbreak",
  "ä€𝄞",
];
const valuesOf = (type: string) => VALUES[type] ?? (/^(text|varchar|name)$/.test(type) ? TEXTS : ["1", "-2", "30000"]);
const quoted = (text: string) => `'${text.replaceAll("'", "''")}'`;

test.each(ARRAY_ELEMENTS)("arrays of %s are read and written as by a driver that asks for its types", async (type) => {
  const values = valuesOf(type).filter((value) => type !== "oid" || !value.startsWith("-"));
  const list = `array[${values.map(quoted).join(", ")}]::${type}[]`;
  const read = async (sql: postgres.Sql) => (await sql.unsafe(`select ${list} as list`))[0]?.list as never[];
  const found = await read(own);
  expect(found).toEqual(await read(asking));
  expect(found).toHaveLength(values.length);
  const write = (sql: postgres.Sql) =>
    sql.unsafe(`select ($1::${type}[])::text as text`, [found] as never).then(
      ([row]) => row?.text as string,
      // What a first item says of its type goes before what the server expects, here as there.
      (error: Error) => error.message,
    );
  expect(await write(own)).toBe(await write(asking));
});

test("empty arrays, arrays in arrays, nulls and other first indexes", async () => {
  const [row] = await own`
    select ${[]}::text[] as none, ${[["a", "b"], ["c", "d"]]}::text[] as deep, ${["a", null]}::text[] as hole,
      '[0:1]={x,y}'::text[] as shifted, array_agg(n order by n) as numbers from generate_series(1, 3) n`;
  expect(row).toEqual({
    ...{
      none: [],
      deep: [
        ["a", "b"],
        ["c", "d"],
      ],
      hole: ["a", null],
      shifted: ["x", "y"],
      numbers: [1, 2, 3],
    },
  });
});

test("every array type that a column of ours has is known", async () => {
  const rows = await own<{ type: string }[]>`
    select distinct e.typname as type from information_schema.columns c
    join pg_type a on a.typname = c.udt_name join pg_type e on e.oid = a.typelem
    where c.table_schema = 'public' and c.data_type = 'ARRAY'`;
  for (const { type } of rows) expect(ARRAY_ELEMENTS).toContain(type);
});
