import { createHash } from "node:crypto";

/** How codes that are handed out once are kept: long random texts need no slow hash. */
export const hashOfCode = (code: string): string => createHash("sha256").update(code).digest("hex");
