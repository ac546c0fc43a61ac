import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";
import type { Keys } from "./keys";

const ALGORITHM = "aes-256-gcm";
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

export interface Sealed {
  keyId: string;
  /** Nonce, tag and text, base64. */
  sealed: string;
}

/** Seals a value for one row: it opens in no other. */
export function seal({ current }: Keys, rowId: string, value: string): Sealed {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv(ALGORITHM, current.bytes, nonce).setAAD(Buffer.from(rowId));
  const text = Buffer.concat([cipher.update(value, "utf8"), cipher.final()]);
  return { keyId: current.id, sealed: Buffer.concat([nonce, cipher.getAuthTag(), text]).toString("base64") };
}

/** @throws Error when the key is not there, or the value was changed or belongs to another row. */
export function open(keys: Keys, rowId: string, { keyId, sealed }: Sealed): string {
  const key = keys.find(keyId);
  if (!key) throw new Error(`The key ${keyId} of the secret store is missing; the operator has to give it back.`);
  const bytes = Buffer.from(sealed, "base64");
  const nonce = bytes.subarray(0, NONCE_BYTES);
  const decipher = createDecipheriv(ALGORITHM, key.bytes, nonce, { authTagLength: TAG_BYTES })
    .setAAD(Buffer.from(rowId))
    .setAuthTag(bytes.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES));
  const text = bytes.subarray(NONCE_BYTES + TAG_BYTES);
  return Buffer.concat([decipher.update(text), decipher.final()]).toString("utf8");
}
