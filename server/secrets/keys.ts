/** The keys of the secret store. They are not in the database: whoever copies that has no secret. */
import { createHash, randomBytes } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";

export interface Key {
  /** Says which key sealed a value, and nothing of the key. */
  id: string;
  bytes: Buffer;
}

export interface Keys {
  /** Seals what is new. */
  current: Key;
  find(id: string): Key | null;
}

const FILE = "secret-key";
const BYTES = 32;

/**
 * The keys that the operator gives, or those of the file in the state folder, which is made when there is none. The first one seals;
 * the others open what was sealed before it came.
 * @throws Error when a key cannot be read: starting with another one would lose every secret.
 */
export function loadKeys(home: string, given: string | undefined): Keys {
  const text = given?.trim() ? given : readOrMake(path.join(home, FILE));
  const keys = text
    .split(/[\s,]+/)
    .filter((word) => word !== "")
    .map(parseKey);
  const [current] = keys;
  if (!current) throw new Error(`There is no key for the secret store. Delete ${path.join(home, FILE)} to make one.`);
  return { current, find: (id) => keys.find((key) => key.id === id) ?? null };
}

function parseKey(text: string): Key {
  const bytes = Buffer.from(text, "base64");
  if (bytes.length !== BYTES)
    throw new Error(
      `A key of the secret store is ${BYTES} bytes in base64. Make one with: openssl rand -base64 ${BYTES}`,
    );
  const id = createHash("sha256").update("chainwright secret key ").update(bytes).digest("hex").slice(0, 12);
  return { id, bytes };
}

function readOrMake(file: string): string {
  if (existsSync(file)) return readFileSync(file, "utf8");
  mkdirSync(path.dirname(file), { recursive: true });
  const made = `${randomBytes(BYTES).toString("base64")}\n`;
  try {
    writeFileSync(file, made, { mode: 0o600, flag: "wx" });
    return made;
  } catch (error) {
    // Another process was faster.
    if ((error as NodeJS.ErrnoException).code === "EEXIST") return readFileSync(file, "utf8");
    throw error;
  }
}
