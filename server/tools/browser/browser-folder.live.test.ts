import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdir, mkdtemp, readdir, readFile, rm, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { BROWSER_HOME } from "../test-bench";
import { browsersFolder, createBrowserFolder, processesOn, sweepBrowserFolders } from "./browser-folder";

let home: string;
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), "chainwright-browsers-"));
});
afterEach(() => rm(home, { recursive: true, force: true }));

const folders = async () => (await readdir(browsersFolder(home))).map((name) => join(browsersFolder(home), name));

async function startOwner(): Promise<ChildProcess> {
  const file = join(import.meta.dirname, "testing/browser-owner.ts");
  const child = spawn(process.execPath, ["--import", "tsx", file, home, BROWSER_HOME], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  if (child.stdout) await once(createInterface(child.stdout), "line");
  return child;
}

describe("the folder of a browser", () => {
  it("goes with its browser when the process is killed and the next one starts", async () => {
    const owner = await startOwner();
    const [folder = ""] = await folders();
    expect((await processesOn(folder)).length).toBeGreaterThan(0);
    expect(await sweepBrowserFolders(home)).toEqual([]);
    const exited = once(owner, "exit");
    owner.kill("SIGKILL");
    await exited;
    expect(await sweepBrowserFolders(home)).toEqual([folder]);
    expect(await processesOn(folder)).toEqual([]);
    expect(await folders()).toEqual([]);
  });

  it("stays while its process lives", async () => {
    const folder = await createBrowserFolder(home);
    expect(await sweepBrowserFolders(home)).toEqual([]);
    expect(await folders()).toEqual([folder]);
  });

  it.each([
    ["has the number of another process", { pid: process.pid, startedAt: "1" }, 0, true],
    ["was made in another container a moment ago", { pid: 1, startedAt: "1", namespace: "other" }, 0, false],
    ["was made in another container that is silent", { pid: 1, startedAt: "1", namespace: "other" }, 3_600, true],
    ["is being made", null, 0, false],
    ["was never finished", null, 3_600, true],
  ])("that %s", async (_, owner, ageSeconds, goes) => {
    const mine = await createBrowserFolder(home);
    const file = join(mine, "owner.json");
    const { namespace } = JSON.parse(await readFile(file, "utf8")) as { namespace: string };
    await rm(mine, { recursive: true });
    const folder = join(browsersFolder(home), "left");
    await mkdir(folder);
    const at = new Date(Date.now() - ageSeconds * 1000);
    if (owner) {
      await writeFile(join(folder, "owner.json"), JSON.stringify({ namespace, ...owner }));
      await utimes(join(folder, "owner.json"), at, at);
    }
    await utimes(folder, at, at);
    expect(await sweepBrowserFolders(home)).toEqual(goes ? [folder] : []);
  });
});
