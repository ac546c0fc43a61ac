import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { HookBench, planOfText } from "./testing/hook-bench";

const EXECUTIONS = 12;
const KILLS = 4;
const CHAIN = `
name: Orders
steps:
  - id: sort
    tool: transform
    operation: set
    parameters: { value: 1 }
    hooks:
      task_finished:
        - { type: webhook, params: { url: "\${WEBHOOK_URL}/first", body: { of: "{{ execution.id }}" } } }
        - { type: webhook, params: { url: "\${WEBHOOK_URL}/second", body: { of: "{{ execution.id }}" } } }
`;

let bench: HookBench;
let processes: ChildProcess[];

beforeEach(async () => {
  bench = await HookBench.open();
  processes = [];
});
afterEach(async () => {
  await Promise.all(processes.map(kill));
  await bench.close();
});

async function start(): Promise<ChildProcess> {
  const file = path.join(import.meta.dirname, "testing/deliverer-program.ts");
  const child = spawn(process.execPath, ["--import", "tsx", file], {
    stdio: ["pipe", "pipe", "inherit"],
    env: { ...process.env, DATABASE_URL: bench.harness.db.url, WEBHOOK_URL: bench.receiver.url },
  });
  processes.push(child);
  await once(child.stdout as NonNullable<typeof child.stdout>, "data");
  return child;
}

async function kill(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exit = once(child, "exit");
  child.kill("SIGKILL");
  await exit;
}

/** As if the time of the leases were over: what a dead process had in hand is due again. */
const expireLeases = () =>
  bench.harness.db.sql`
    update hook_deliveries set lease_until = now(), next_at = now() where lease_until is not null and next_at is not null`;

const received = (count: number) =>
  vi.waitFor(() => expect(bench.receiver.received.length).toBeGreaterThanOrEqual(count), {
    timeout: 60_000,
    interval: 5,
  });

test("killed processes lose no delivery, the order holds, and nothing is sent again that was recorded", {
  timeout: 180_000,
}, async () => {
  // Answers that do not come keep requests in the air while their process dies.
  bench.receiver.replies.set("/first", ["stall"]);
  const quiet = await bench.setup({ deliver: false });
  const { execution } = await bench.run(CHAIN, {}, quiet);
  const ids = [execution.id];
  const plan = planOfText(CHAIN);
  while (ids.length < EXECUTIONS) ids.push(await bench.harness.start(plan));
  for (const id of ids) await bench.harness.ended(id);

  for (let kills = 0; kills < KILLS; kills += 1) {
    await expireLeases();
    const before = bench.receiver.received.length;
    const victim = await start();
    await received(before + 1);
    await kill(victim);
  }
  const settledBefore = (await bench.deliveries()).filter(({ state }) => state === "delivered").map(({ id }) => id);
  const sentBefore = bench.receiver.received.length;
  bench.receiver.replies.set("/first", [{ status: 200 }]);
  await expireLeases();
  await Promise.all([start(), start()]);
  const all = await bench.settled();

  expect(all).toHaveLength(EXECUTIONS * 2);
  expect(all.every(({ state }) => state === "delivered")).toBe(true);
  const again = bench.receiver.received.slice(sentBefore).map(({ headers }) => headers["webhook-id"]);
  for (const id of settledBefore) expect(again).not.toContain(`msg_${id}`);
  for (const id of ids) {
    const paths = bench.receiver.received.filter(({ body }) => body.includes(id)).map((request) => request.path);
    expect(paths.indexOf("/second"), "the second waits for the first").toBeGreaterThan(paths.indexOf("/first"));
    expect(paths.slice(paths.indexOf("/second")), "and the first does not come again after it").not.toContain("/first");
  }
});
