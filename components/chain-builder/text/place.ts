/** Keys and indexes from the root of a definition: `["steps", 2, "tool"]`. */
export type Path = readonly (string | number)[];

/** One key with its value, or one item of a list, as it stands in the text. Offsets, ends exclusive. */
export interface Entry {
  path: Path;
  /** Where the key, the dash or the item of a list begins. */
  from: number;
  /** The value on the line of the key; both the same when it begins on a later line. */
  valueFrom: number;
  valueTo: number;
  /** The value as plain text without quotes; null: a map, a list, a block of text or nothing. */
  scalar: string | null;
}

/** Where somebody types. */
export interface CursorPlace {
  /**
   * `key`: a key of the map at `path`; `value`: the value at `path`; `item`: the item at `path`, which can become a text
   * or the first key of a map; `none`: a comment, or behind the end of a value.
   */
  kind: "key" | "value" | "item" | "none";
  path: Path;
  /** Where the word that is being typed begins; inside of quotes when there are some. */
  from: number;
  style: "block" | "flow";
  quote: '"' | "'" | null;
}
