import { mkdir, mkdtemp, readdir, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { ExecutionFiles, executionFolder } from "./execution-files";
import { BadFileName, parseFileName, safeFileName } from "./file-name";
import { openExecutionFile } from "./open-execution-file";
import { loadSpilled, preview, spill } from "./spill";

let home: string;
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), "chainwright-files-"));
});
afterEach(() => rm(home, { recursive: true }));

const filesOf = (stepId: string, readableSteps: string[] = [], shared = true) =>
  new ExecutionFiles({ home, executionId: "e1", stepId, shared, readableSteps });

describe("file names", () => {
  it.each([
    "../a",
    "a/../../b",
    "/etc/passwd",
    "\\\\host\\x",
    "C:\\x",
    "a/..",
    "..\\a",
    "a//b",
    "",
    "a\u0000b",
    "a\nb",
  ])("refuses %j", (name) => expect(() => parseFileName(name)).toThrow(BadFileName));
  it.each(["b:stream", "a".repeat(300), "a/b/c/d/e/f/g/h/i"])("refuses %j too", (name) =>
    expect(() => parseFileName(name)).toThrow(BadFileName),
  );
  it("brings names into one form", () => {
    expect(parseFileName("./re\u0301sume\\x.txt")).toEqual(["r\u00e9sume", "x.txt"]);
    expect(safeFileName("../../etc/passwd", "x")).toBe("etc-passwd");
    expect(safeFileName("...", "download")).toBe("download");
  });
});

describe("files of an execution", () => {
  it("shows the nearest file of a name, and only steps that may be read", async () => {
    await filesOf("one").write("a.txt", "from one");
    await filesOf("two", ["one"]).write("a.txt", "from two");
    await filesOf("two", ["one"]).write("b/c.json", "{}");
    const three = filesOf("three", ["one", "two"]);
    expect((await three.read("a.txt", 100))?.content.toString()).toBe("from two");
    expect((await filesOf("four", ["one"]).read("a.txt", 100))?.content.toString()).toBe("from one");
    expect(await filesOf("five").read("a.txt", 100)).toBeNull();
    expect(await filesOf("six", ["one", "two"], false).read("a.txt", 100)).toBeNull();
    expect(await three.list()).toEqual([
      { path: "a.txt", size: 8, contentType: "text/plain; charset=utf-8", step: "two" },
      { path: "b/c.json", size: 2, contentType: "application/json", step: "two" },
    ]);
  });

  it("records where a file went", async () => {
    expect(await filesOf("one").write("r.md", "# x", { label: "Report" })).toEqual({
      path: "one/files/r.md",
      size: 3,
      contentType: "text/markdown; charset=utf-8",
      kind: "file",
      label: "Report",
    });
    expect(await readdir(join(home, "executions/e1/one/files"))).toEqual(["r.md"]);
  });

  it("does not follow links out of the folder, neither to read nor to write", async () => {
    await writeFile(join(home, "secret.txt"), "secret");
    const folder = join(home, "executions/e1/one/files");
    await mkdir(folder, { recursive: true });
    await symlink(join(home, "secret.txt"), join(folder, "file-link"));
    await symlink(home, join(folder, "folder-link"));
    const files = filesOf("one");
    await expect(files.read("file-link", 100)).rejects.toBeInstanceOf(BadFileName);
    await expect(files.read("folder-link/secret.txt", 100)).rejects.toBeInstanceOf(BadFileName);
    await expect(files.write("folder-link/new.txt", "x")).rejects.toBeInstanceOf(BadFileName);
    expect(await readdir(home)).toEqual(["executions", "secret.txt"]);
    expect(await openExecutionFile(home, "e1", "one/files/file-link")).toBeNull();
    // A link is replaced by the file, its target stays as it was.
    await files.write("file-link", "mine");
    expect((await files.read("file-link", 100))?.content.toString()).toBe("mine");
  });

  it("refuses a file that is too large to read and ids that are no names", async () => {
    await filesOf("one").write("a.txt", "123456");
    await expect(filesOf("one").read("a.txt", 5)).rejects.toThrow("has 6 bytes; at most 5");
    expect(() => executionFolder(home, "../x")).toThrow();
    expect(() => filesOf("../x")).toThrow();
  });

  it("opens recorded files for a download", async () => {
    const { path } = await filesOf("one").write("r.csv", "a,b");
    const opened = await openExecutionFile(home, "e1", path);
    expect(opened).toMatchObject({ size: 3, name: "r.csv", contentType: "text/csv; charset=utf-8" });
    expect(opened && (await text(opened.stream))).toBe("a,b");
    for (const wrong of ["../e1/one/files/r.csv", "one/files", "one/files/none", "/etc/passwd", ""]) {
      expect(await openExecutionFile(home, "e1", wrong)).toBeNull();
    }
  });
});

describe("large results", () => {
  it("come back from their file as they were", async () => {
    const value = {
      list: Array.from({ length: 50 }, (_, index) => ({ index })),
      text: "x".repeat(2000),
      nothing: null,
    };
    const {
      file,
      bytes,
      preview: shown,
    } = await spill(home, { executionId: "e1", stepId: "one", item: null, attempt: 2 }, value);
    expect(file).toBe("one/results/2.json");
    expect(bytes).toBe(JSON.stringify(value).length);
    expect(await loadSpilled(home, "e1", file)).toEqual(value);
    expect(shown).toMatchObject({ nothing: null });
    await expect(loadSpilled(home, "e1", "one/results/3.json")).rejects.toThrow("missing");
  });
  it("have a small preview", () => {
    expect(preview([1, 2, 3, 4, 5, 6, 7], 1)).toEqual([1, 2, 3, 4, 5, "… 2 more"]);
    expect(preview({ a: { b: { c: { d: 1 } } } }, 2)).toEqual({ a: { b: "{1 keys}" } });
  });
});
