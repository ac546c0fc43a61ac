import { mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buffer } from "node:stream/consumers";
import { inflateRawSync } from "node:zlib";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { ExecutionFiles } from "./execution-files";
import { MAX_PREVIEW_BYTES, previewExecutionFile } from "./preview-execution-file";
import { zipExecutionFiles } from "./zip-execution";

let home: string;
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), "chainwright-zip-"));
});
afterEach(() => rm(home, { recursive: true }));

const filesOf = (stepId: string, limits?: { fileBytes: number; executionBytes: number }) =>
  new ExecutionFiles({ home, executionId: "e1", stepId, shared: true, readableSteps: [], limits });

/** Names and contents of an archive, by its directory at the end. */
function unzip(zip: Buffer): Record<string, string> {
  const found: Record<string, string> = {};
  let at = zip.readUInt32LE(zip.lastIndexOf("PK\x05\x06") + 16);
  while (zip.readUInt32LE(at) === 0x02014b50) {
    const [method, packed, name, extra, comment] = [
      zip.readUInt16LE(at + 10),
      zip.readUInt32LE(at + 20),
      zip.readUInt16LE(at + 28),
      zip.readUInt16LE(at + 30),
      zip.readUInt16LE(at + 32),
    ];
    const local = zip.readUInt32LE(at + 42);
    const begin = local + 30 + zip.readUInt16LE(local + 26) + zip.readUInt16LE(local + 28);
    const content = zip.subarray(begin, begin + packed);
    found[zip.toString("utf8", at + 46, at + 46 + name)] = (
      method === 8 ? inflateRawSync(content) : content
    ).toString();
    at += 46 + name + extra + comment;
  }
  return found;
}

const zipped = async (stepId: string | null) => {
  const stream = await zipExecutionFiles(home, "e1", stepId);
  return stream && unzip(await buffer(stream));
};

describe("the archive of an execution", () => {
  it("has all files, or those of a step, and no links", async () => {
    await filesOf("one").write("a/b.txt", "first");
    await filesOf("two").write("ü.json", "{}");
    await filesOf("two").write("p.jpg", "picture", { area: "screenshots" });
    await writeFile(join(home, "secret.txt"), "secret");
    await symlink(join(home, "secret.txt"), join(home, "executions/e1/one/files/link.txt"));
    expect(await zipped(null)).toEqual({
      "one/files/a/b.txt": "first",
      "two/files/ü.json": "{}",
      "two/screenshots/p.jpg": "picture",
    });
    expect(await zipped("one")).toEqual({ "one/files/a/b.txt": "first" });
    expect(await zipped("none")).toBeNull();
    expect(await zipped("..")).toBeNull();
  });

  it("is not there without files", async () => {
    expect(await zipped(null)).toBeNull();
  });
});

describe("limits", () => {
  it("hold for one file and for all of an execution, whichever step writes", async () => {
    const limits = { fileBytes: 100, executionBytes: 150 };
    await expect(filesOf("one", limits).write("a", "x".repeat(101))).rejects.toThrow(
      '"a" would have 101 bytes; a file may have 100 bytes.',
    );
    await filesOf("one", limits).write("a", "x".repeat(100));
    await expect(filesOf("two", limits).write("b", "x".repeat(60))).rejects.toThrow(
      'The files of this execution have 100 bytes; "b" would make them more than 150 bytes.',
    );
    await filesOf("two", limits).write("b", "x".repeat(50));
  });
});

describe("a preview", () => {
  it("is the text of the file, a page's source too, and its beginning when it is long", async () => {
    const { path } = await filesOf("one").write("page.html", "<script>alert(1)</script>");
    expect(await previewExecutionFile(home, "e1", path)).toEqual({ text: "<script>alert(1)</script>", isCut: false });
    const long = await filesOf("one").write("long.txt", `x${"ü".repeat(MAX_PREVIEW_BYTES)}`);
    const preview = await previewExecutionFile(home, "e1", long.path);
    expect(preview?.isCut).toBe(true);
    expect(preview?.text).toMatch(/^xü+$/);
  });

  it("is not there for what is no text, no file or outside", async () => {
    const { path } = await filesOf("one").write("a.bin", Buffer.from([1, 0, 2]));
    const latin = await filesOf("one").write("latin.txt", Buffer.from([0x67, 0xfc, 0x6e]));
    for (const wrong of [path, latin.path, "one/files/none", "../x", "one/files"])
      expect(await previewExecutionFile(home, "e1", wrong)).toBeNull();
  });
});
