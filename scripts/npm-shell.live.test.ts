import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { createInterface } from "node:readline";
import { pathToFileURL } from "node:url";
import { afterEach, beforeEach, expect, test } from "vitest";
import { isScriptOfNpm } from "./npm-shell.mjs";

const HELPER = pathToFileURL(path.join(import.meta.dirname, "npm-shell.mjs")).href;
/** Says that it runs, and goes on until it is told to end, by whatever way. */
const PROGRAM = `
import { whenToldToEnd } from ${JSON.stringify(HELPER)};
const goOn = setInterval(() => {}, 1000);
const close = () => { console.log("closed"); clearInterval(goOn); };
whenToldToEnd(close);
console.log("running");
`;
let folder: string;

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "npm-shell-"));
  writeFileSync(path.join(folder, "program.mjs"), PROGRAM);
  writeFileSync(path.join(folder, "package.json"), JSON.stringify({ scripts: { start: "node program.mjs" } }));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test("a program that npm runs closes when npm is told to end, whatever the shell between them does", async () => {
  const { npm, lines } = start("npm", ["start", "--silent"]);
  expect((await lines.next()).value).toBe("running");
  npm.kill("SIGTERM");
  expect((await lines.next()).value).toBe("closed");
  expect((await lines.next()).done).toBe(true);
});

test.each([
  ["/srv/scripts/start.mjs", "node scripts/start.mjs", true],
  ["/srv/scripts/start.mjs", "node scripts/test.mjs", false],
  ["/srv/scripts/start.mjs", "node scripts/restart.mjs", false],
  ["/srv/scripts/start.mjs", undefined, false],
  [undefined, "node scripts/start.mjs", false],
  ["", "", false],
])("%j, run by %j: %j", (program, script, expected) => {
  expect(isScriptOfNpm(program, script)).toBe(expected);
});

function start(program: string, args: string[]): { npm: ChildProcess; lines: AsyncIterator<string> } {
  const npm = spawn(program, args, { cwd: folder, stdio: ["ignore", "pipe", "inherit"] });
  return { npm, lines: createInterface({ input: npm.stdout })[Symbol.asyncIterator]() };
}
