import { expect, it } from "vitest";
import { csvRows } from "./csv-rows";

const limits = { rows: 10, columns: 5 };

it.each([
  [
    "a,b\n1,2\n",
    [
      ["a", "b"],
      ["1", "2"],
    ],
  ],
  [
    "a;b\r\n1;2",
    [
      ["a", "b"],
      ["1", "2"],
    ],
  ],
  ["a\tb, c", [["a", "b, c"]]],
  ['"a ""b""","c\nd"\n', [['a "b"', "c\nd"]]],
  ["a,,\n\n", [["a", "", ""]]],
  ["", []],
  ['"never closed', [["never closed"]]],
])("%j", (text, rows) => {
  expect(csvRows(text, limits)).toEqual(rows);
});

it("long and wide tables are cut", () => {
  const wide = Array.from({ length: 9 }, (_, index) => index).join(",");
  const rows = csvRows(Array.from({ length: 50 }, () => wide).join("\n"), limits);
  expect(rows).toHaveLength(10);
  expect(rows[0]).toEqual(["0", "1", "2", "3", "4"]);
});
