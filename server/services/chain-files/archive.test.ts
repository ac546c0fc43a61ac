import type { Readable } from "node:stream";
import { buffer } from "node:stream/consumers";
import { expect, test } from "vitest";
import yazl from "yazl";
import { ARCHIVE_LIMITS, readArchive, writeArchive } from "./archive";

const NOW = new Date("2030-01-01T00:00:00Z");

async function zipOf(fill: (zip: yazl.ZipFile) => void): Promise<Buffer> {
  const zip = new yazl.ZipFile();
  fill(zip);
  zip.end();
  return buffer(zip.outputStream as Readable);
}

/** The same bytes with a text of the same length in place of another one. */
function forged(bytes: Buffer, from: string, to: string): Buffer {
  return Buffer.from(bytes.toString("latin1").replaceAll(from, to), "latin1");
}

test("what was written is read", async () => {
  const files = [
    { path: "manifest.json", text: "{}" },
    { path: "süß.yaml", text: "name: süß\n" },
  ];
  expect(await readArchive(await writeArchive(files, NOW))).toEqual(files);
});

test.each([
  ["leads out of its folder", "xx/evil.yaml", "../evil.yaml"],
  ["is absolute", "xetc/evil.yaml", "/etc//evil.yaml".slice(0, 14)],
  ["has a backslash", "xx/evil.yaml", "xx\\evil.yaml"],
])("a path that %s is refused", async (_what, honest, hostile) => {
  const bytes = await writeArchive([{ path: honest, text: "name: x" }], NOW);
  await expect(readArchive(forged(bytes, honest, hostile))).rejects.toMatchObject({ code: "invalid" });
});

test("a file that unpacks to more than a definition has is refused, whatever the archive says of its size", async () => {
  const bomb = await zipOf((zip) => zip.addBuffer(Buffer.alloc(ARCHIVE_LIMITS.fileBytes + 1, "a"), "bomb.yaml"));
  expect(bomb.length).toBeLessThan(10_000);
  await expect(readArchive(bomb)).rejects.toMatchObject({ message: expect.stringContaining("too large") });
  const size = Buffer.alloc(4);
  size.writeUInt32LE(ARCHIVE_LIMITS.fileBytes + 1);
  const lie = Buffer.alloc(4);
  lie.writeUInt32LE(10);
  await expect(readArchive(forged(bomb, size.toString("latin1"), lie.toString("latin1")))).rejects.toMatchObject({
    code: "invalid",
  });
});

test("all files together have a limit too", async () => {
  const big = Buffer.alloc(ARCHIVE_LIMITS.fileBytes, "a");
  const many = await zipOf((zip) => {
    for (let count = 0; count <= ARCHIVE_LIMITS.allBytes / ARCHIVE_LIMITS.fileBytes; count += 1)
      zip.addBuffer(big, `${count}.yaml`);
  });
  await expect(readArchive(many)).rejects.toMatchObject({ message: expect.stringContaining("too large") });
});

test("more files than anybody has chains are refused, and folders below folders below folders", async () => {
  const many = await zipOf((zip) => {
    for (let count = 0; count <= ARCHIVE_LIMITS.entries; count += 1) zip.addBuffer(Buffer.from("x"), `${count}.yaml`);
  });
  await expect(readArchive(many)).rejects.toMatchObject({ message: expect.stringContaining("500 files") });
  const deep = await writeArchive([{ path: "a/b/c/d/e.yaml", text: "x" }], NOW);
  await expect(readArchive(deep)).rejects.toMatchObject({ message: expect.stringContaining("too deep") });
});

test("a link is refused", async () => {
  const link = await zipOf((zip) => zip.addBuffer(Buffer.from("/etc/passwd"), "link.yaml", { mode: 0o120777 }));
  await expect(readArchive(link)).rejects.toMatchObject({ message: expect.stringContaining("link") });
});

test.each([
  ["no archive at all", Buffer.from("name: x")],
  ["nothing", Buffer.alloc(0)],
])("%s is told so", async (_what, bytes) => {
  await expect(readArchive(bytes)).rejects.toMatchObject({ message: expect.stringContaining("not a zip") });
});

test("an archive that was cut short or damaged gives no half of its files", async () => {
  const bytes = await writeArchive([{ path: "a.yaml", text: "name: some text that is compressed" }], NOW);
  await expect(readArchive(bytes.subarray(0, bytes.length - 30))).rejects.toMatchObject({ code: "invalid" });
  const broken = Buffer.from(bytes);
  broken.fill(0xff, 40, 60);
  await expect(readArchive(broken)).rejects.toMatchObject({ code: "invalid" });
});
