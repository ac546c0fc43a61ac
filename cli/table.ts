import { clip, safeText } from "./safe-text";

const MAX_CELL = 60;
/** Of a last column that holds sentences. */
const MAX_LAST = 500;

/** Rows under headings, columns aligned by spaces. */
export function table(
  headings: readonly string[],
  rows: readonly (readonly string[])[],
  { wideLast = false }: { wideLast?: boolean } = {},
): string[] {
  const width = (column: number) => (wideLast && column === headings.length - 1 ? MAX_LAST : MAX_CELL);
  const cells = [headings, ...rows.map((row) => row.map((cell, column) => clip(safeText(cell), width(column))))];
  const widths = headings.map((_, column) => Math.max(...cells.map((row) => row[column]?.length ?? 0)));
  return cells.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join("  ")
      .trimEnd(),
  );
}
