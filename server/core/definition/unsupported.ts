/**
 * The one table of keys and values that the format knows and this version does not do yet. They are refused with
 * "not supported yet", never ignored. Building a behaviour removes its row.
 */
interface UnsupportedRow {
  /** Keys from the chain or step down. */
  at: readonly string[];
  /** Which values are refused; all but null when absent. */
  refuses?: (value: unknown) => boolean;
}

export const UNSUPPORTED_IN_CHAIN: readonly UnsupportedRow[] = [];

export const UNSUPPORTED_IN_STEP: readonly UnsupportedRow[] = [{ at: ["requires"] }];

/** The rows of a table that the data uses, with the value found. */
export function findUnsupported(
  data: unknown,
  table: readonly UnsupportedRow[],
): { at: readonly string[]; value: unknown }[] {
  return table.flatMap(({ at, refuses = () => true }) => {
    const value = at.reduce<unknown>((inside, key) => own(inside, key), data);
    return value !== undefined && value !== null && refuses(value) ? [{ at, value }] : [];
  });
}

/** `not supported yet: requires`. */
export const unsupportedMessage = (at: readonly string[]): string => `not supported yet: ${at.join(".")}`;

const own = (inside: unknown, key: string): unknown =>
  typeof inside === "object" && inside !== null && Object.hasOwn(inside, key)
    ? (inside as Record<string, unknown>)[key]
    : undefined;
