import { z } from "zod";

/** Text that the database can keep: everything but the NUL character. */
export const text = () =>
  z.string().refine((value) => !value.includes("\0"), { error: "It holds a NUL character, which cannot be stored." });
