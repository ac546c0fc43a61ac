import { randomBytes, timingSafeEqual } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";

/** The right to create the first administrator: a file that only whoever runs the server can read. */
export interface SetupToken {
  fits(token: string): boolean;
  /** It has done its work. */
  use(): void;
}

const fileIn = (home: string) => path.join(home, "setup-token");

/** The token, made when there is none. */
export function ensureSetupToken(home: string): string {
  const file = fileIn(home);
  if (existsSync(file)) return readFileSync(file, "utf8").trim();
  mkdirSync(home, { recursive: true });
  const token = randomBytes(18).toString("base64url");
  try {
    writeFileSync(file, token, { mode: 0o600, flag: "wx" });
    return token;
  } catch (error) {
    // Another process was faster.
    if ((error as NodeJS.ErrnoException).code === "EEXIST") return readFileSync(file, "utf8").trim();
    throw error;
  }
}

export function setupTokenIn(home: string): SetupToken {
  return {
    fits(token) {
      if (!existsSync(fileIn(home))) return false;
      const expected = Buffer.from(readFileSync(fileIn(home), "utf8").trim());
      const given = Buffer.from(token.trim());
      return expected.length > 0 && expected.length === given.length && timingSafeEqual(expected, given);
    },
    use: () => rmSync(fileIn(home), { force: true }),
  };
}
