import { mkdtempSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, test } from "vitest";
import { loadKeys } from "./keys";
import { open, seal } from "./sealing";

const home = () => mkdtempSync(path.join(tmpdir(), "chainwright-keys-"));
const [OLD, NEW] = [Buffer.alloc(32, 1).toString("base64"), Buffer.alloc(32, 2).toString("base64")];

test("a value opens in its own row, and in no other", () => {
  const keys = loadKeys(home(), OLD);
  const sealed = seal(keys, "row-1", "hunter2 ü");
  expect(open(keys, "row-1", sealed)).toBe("hunter2 ü");
  expect(() => open(keys, "row-2", sealed)).toThrow();
});

test("a changed value does not open", () => {
  const keys = loadKeys(home(), OLD);
  const { keyId, sealed } = seal(keys, "row", "hunter2");
  const bytes = Buffer.from(sealed, "base64");
  bytes[bytes.length - 1] = (bytes.at(-1) ?? 0) ^ 1;
  expect(() => open(keys, "row", { keyId, sealed: bytes.toString("base64") })).toThrow();
});

test("the same value twice looks different", () => {
  const keys = loadKeys(home(), OLD);
  expect(seal(keys, "row", "hunter2").sealed).not.toBe(seal(keys, "row", "hunter2").sealed);
});

test("after a new key came the old one still opens, and the new one seals", () => {
  const before = loadKeys(home(), OLD);
  const sealed = seal(before, "row", "hunter2");
  const after = loadKeys(home(), `${NEW},${OLD}`);
  expect(open(after, "row", sealed)).toBe("hunter2");
  expect(seal(after, "row", "hunter2").keyId).not.toBe(sealed.keyId);
  expect(() => open(loadKeys(home(), NEW), "row", sealed)).toThrow(/missing/);
});

test("a key is made once, and only its owner can read the file", () => {
  const folder = home();
  const made = loadKeys(folder, undefined);
  expect(loadKeys(folder, undefined).current.id).toBe(made.current.id);
  expect(statSync(path.join(folder, "secret-key")).mode & 0o777).toBe(0o600);
});

test("a key that is none stops the start", () => {
  expect(() => loadKeys(home(), "too short")).toThrow(/32 bytes/);
});
