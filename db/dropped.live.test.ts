import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import { createInterface, type Interface } from "node:readline";
import { afterEach, beforeEach, expect, test } from "vitest";
import { type Cut, CuttingProxy } from "./testing/cutting-proxy";
import { createTestDatabase, type TestDatabase } from "./testing/test-database";

let database: TestDatabase;
let proxy: CuttingProxy;
let child: ChildProcessWithoutNullStreams;
let lines: Interface;
let said: string;
let exited: Promise<false>;
beforeEach(async () => {
  database = await createTestDatabase();
  const url = new URL(database.url);
  proxy = await CuttingProxy.open(Number(url.port));
  url.port = String(proxy.port);
  const file = path.join(import.meta.dirname, "testing/dropped-program.ts");
  const env = { ...process.env, DATABASE_URL: url.toString() };
  child = spawn(process.execPath, ["--import", "tsx", file], { env });
  exited = once(child, "exit").then(() => false);
  said = "";
  child.stderr.on("data", (piece: Buffer) => {
    said += piece.toString();
  });
  lines = createInterface(child.stdout);
  await once(lines, "line");
});
afterEach(async () => {
  child.kill("SIGKILL");
  await proxy.close();
  await database.drop();
});

/** Uses all connections once. False: the process ended over it. */
async function use(): Promise<boolean> {
  const answered = once(lines, "line").then(() => true);
  child.stdin.write("go\n");
  return Promise.race([answered, exited]);
}

/** Every seam of what the server says, and the byte after it: a message that has only begun. */
const moments = () => [...proxy.seams].flatMap((seam) => [seam, seam + 1]).sort((a, b) => a - b);

test.each<Cut>(["hang-up", "reset"])(
  "a process lives on, whatever its connections to the database were at when they end (%s)",
  { timeout: 180_000 },
  async (cut) => {
    expect(await use()).toBe(true);
    proxy.cut = cut;
    for (const bytes of moments()) {
      proxy.cutAfter = bytes;
      const alive = await use();
      expect(alive, `${cut} after ${bytes} bytes: ${said}`).toBe(true);
    }
    expect(proxy.cuts).toBeGreaterThan(moments().length);
    proxy.cutAfter = Number.POSITIVE_INFINITY;
    expect(await use()).toBe(true);
    expect(said).toBe("");
  },
);
