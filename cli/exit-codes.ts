/** What the program's end says to scripts. */
export const EXIT = {
  ok: 0,
  /** The execution ended otherwise than succeeded, or the command could not do its work. */
  failed: 1,
  /** The definition or the input is not valid, or the command was called wrongly. */
  invalid: 2,
} as const;
