import { createHmac } from "node:crypto";
import { afterEach, beforeEach, expect, test } from "vitest";
import { failWith, succeed } from "../engine/testing/scripted-port";
import { claimDeliveries, redeliver, settleDelivery } from "../store/hook-deliveries";
import { listMetrics } from "../store/hook-metrics";
import { deliver } from "./deliverer";
import { HookBench, planOfText } from "./testing/hook-bench";

let bench: HookBench;
beforeEach(async () => {
  bench = await HookBench.open();
});
afterEach(() => bench.close());

const chain = (hooks: string, more = "") => `
name: Orders
hooks:
${hooks.replace(/^/gm, "  ")}
steps:
  - id: sort
    name: Sort
    tool: transform
    operation: set
    parameters: { value: "{{ 40 | plus: 2 }}" }
${more}`;

const webhook = (path: string, rest = "") => `  - type: webhook
    params: { url: "\${WEBHOOK_URL}${path}", body: { total: "{{ output.total }}", was: "{{ task.status }}" }${rest} }`;

test("a chain tells of its steps and of its end, with what the format promises", async () => {
  const text = chain(`task_started:
  - type: log
    params: { message: "Begins with {{ input.value }} in {{ env.REGION }}" }
task_finished:
  - type: transform
    params: { set: { double: "{{ output.total | times: 2 }}" } }
  - type: webhook
    params:
      url: "\${WEBHOOK_URL}/done"
      headers: { X-Region: "\${REGION}" }
      body: { total: "{{ output.total }}", double: "{{ vars.double }}", input: "{{ input }}", status: "{{ task.status }}" }
      secret: ["{{ secrets.hook }}", "plain"]
  - type: metric
    params: { name: orders, value: "{{ output.total }}", tags: { region: "\${REGION}" } }
  - type: dispatch_task
    params: { task_id: notify, input: { total: "{{ output.total }}" } }
workflow_finished:
  - type: webhook
    params: { url: "\${WEBHOOK_URL}/end", body: { all: "{{ output.sort.total }}", status: "{{ execution.status }}" } }`);
  const { execution, events } = await bench.run(text, { sort: () => succeed({ total: 31, rest: "not read" }) });
  const all = await bench.settled();
  expect(all.map(({ type, state, reason }) => [type, state, reason])).toEqual([
    ...["log", "transform", "webhook", "metric", "dispatch_task", "webhook"].map((type) => [type, "delivered", null]),
  ]);
  const [done] = bench.receiver.of("/done");
  expect(JSON.parse(done?.body ?? "")).toEqual({ total: 31, double: 62, input: { value: 42 }, status: "success" });
  expect(done?.headers).toMatchObject({ "x-region": "eu", "webhook-id": `msg_${all[2]?.id}` });
  const signed = `${done?.headers["webhook-id"]}.${done?.headers["webhook-timestamp"]}.${done?.body}`;
  const mac = (key: string | Buffer) => `v1,${createHmac("sha256", key).update(signed).digest("base64")}`;
  expect(done?.headers["webhook-signature"]).toBe(`${mac("secret")} ${mac("plain")}`);
  expect(JSON.parse(bench.receiver.of("/end")[0]?.body ?? "")).toEqual({ all: 31, status: "success" });
  expect(bench.dispatched).toMatchObject([
    { taskId: "notify", input: { total: 31 }, executionId: execution.id, depth: 0 },
  ]);
  expect((await listMetrics(bench.harness.db.sql)).find(({ name }) => name === "custom_orders")).toMatchObject({
    ...{ sum: 31, count: 1, labels: { region: "eu" } },
  });
  expect(events.find(({ kind }) => kind === "log")?.data).toMatchObject({ message: "Begins with 42 in eu" });
  // Nothing that is secret, nothing of the environment, nothing that nobody reads is kept.
  const [{ kept = "" } = {}] = await bench.harness.db.sql<{ kept: string }[]>`
    select (select jsonb_agg(m)::text from hook_moments m) || (select jsonb_agg(d)::text from hook_deliveries d) as kept`;
  for (const word of ["whsec_", bench.receiver.host, "not read"])
    expect(kept).not.toContain(word === bench.receiver.host ? `${word}/` : word);
  expect(all[2]?.request).toMatchObject({ url: "${WEBHOOK_URL}/done", headers: { "x-region": "${REGION}" } });
});

test("hooks of one moment come in their order, and a later one waits while an earlier one is tried again", async () => {
  bench.receiver.replies.set("/first", [{ status: 503 }, { status: 200 }]);
  const retry = ", retry: { initial_delay: 0.05 }";
  await bench.run(chain(`task_finished:\n${webhook("/first", retry)}\n${webhook("/second")}`));
  await bench.settled();
  expect(bench.receiver.received.map(({ path }) => path)).toEqual(["/first", "/first", "/second"]);
  const ids = bench.receiver.of("/first").map(({ headers }) => headers["webhook-id"]);
  expect(new Set(ids).size).toBe(1);
});

test("whatever a receiver answers, the delivery says what came of it and what to do", async () => {
  const replies = { "/moved": 302, "/gone": 410, "/missing": 404 };
  for (const [path, status] of Object.entries(replies)) {
    bench.receiver.replies.set(path, [{ status, headers: { location: "/secret" }, body: "no" }]);
  }
  bench.receiver.replies.set("/stalls", ["stall"]);
  const few = ", retry: { max_attempts: 2, initial_delay: 0.01 }, timeout: 0.2";
  const all = [...Object.keys(replies), "/stalls"].map((path) => webhook(path, few)).join("\n");
  await bench.run(chain(`task_finished:\n${all}`));
  const found = await bench.settled();
  expect(found.map(({ state, attempts }) => [state, attempts])).toEqual([
    ["gave_up", 1],
    ["gave_up", 1],
    ["gave_up", 2],
    ["gave_up", 2],
  ]);
  expect(found[0]?.reason).toContain("a redirect, and none is followed");
  expect(found[1]?.reason).toContain("410 (gone)");
  expect(found[2]?.answer).toMatchObject({ status: 404, body: "no" });
  expect(found[3]?.reason).toContain("did not answer in time");
  expect(bench.receiver.of("/secret")).toEqual([]);
});

test("an address that is gone gets nothing more until it is turned on again", async () => {
  bench.receiver.replies.set("/gone", [{ status: 410 }, { status: 200 }]);
  const setup = await bench.setup();
  const text = chain(`task_finished:\n${webhook("/gone")}`);
  await bench.run(text, {}, setup);
  const [first] = await bench.settled();
  const sql = bench.harness.db.sql;
  expect(await redeliver(sql, [first?.id ?? ""])).toBe(1);
  const [refused] = await bench.until(([one]) => one?.state === "refused");
  expect(refused?.reason).toContain("Turn it on again");
  await sql`delete from hook_gone`;
  await redeliver(sql, [first?.id ?? ""]);
  expect((await bench.until(([one]) => one?.state === "delivered"))[0]?.attempts).toBe(3);
  expect(bench.receiver.received).toHaveLength(2);
});

test("429 is tried again not before Retry-After, and is no failure of the host", async () => {
  bench.receiver.replies.set("/busy", [{ status: 429, headers: { "retry-after": "1" } }, { status: 200 }]);
  await bench.run(chain(`task_finished:\n${webhook("/busy", ", retry: { initial_delay: 0 }")}`));
  const [waiting] = await bench.until(([one]) => one?.state === "waiting" && one.failures === 1);
  expect((waiting?.nextAt ?? 0) - (waiting?.tries[0]?.at ?? 0)).toBeGreaterThan(900);
  await bench.settled();
  const [host] = await bench.harness.db.sql`select failures from hook_hosts`;
  expect(host?.failures).toBe(0);
});

test("a host that breaks five times in a row gets nothing more while its circuit is open", async () => {
  bench.receiver.replies.set("/broken", ["cut"]);
  const few = ", retry: { max_attempts: 6, initial_delay: 0.01, backoff_factor: 1 }";
  await bench.run(chain(`task_finished:\n${webhook("/broken", few)}`));
  const [waiting] = await bench.until(([one]) => one?.reason?.includes("circuit") === true);
  expect(waiting).toMatchObject({ state: "waiting", attempts: 5, failures: 5 });
  expect(bench.receiver.received).toHaveLength(5);
});

test("nothing is sent to a host that is not on the list, or is private", async () => {
  const setup = await bench.setup({ hosts: "127.0.0.1,localhost,10.0.0.1,*.example.org" });
  const urls = ["http://example.com/", "http://10.0.0.1/", "http://user:pass@127.0.0.1/", "file:///etc/passwd"];
  const hooks = urls.map((url) => `  - type: webhook\n    params: { url: "${url}" }`).join("\n");
  await bench.run(chain(`task_finished:\n${hooks}`), {}, setup);
  const found = await bench.settled();
  expect(found.map(({ state }) => state)).toEqual(["refused", "refused", "refused", "refused"]);
  expect(found[0]?.reason).toContain("CHAINWRIGHT_HOOK_HOSTS=example.com");
  expect(found[1]?.reason).toContain("is a private address");
});

test("what two processes claim is delivered once by each fence, and a late answer changes nothing", async () => {
  const quiet = await bench.setup({ deliver: false });
  await bench.run(chain(`task_finished:\n${webhook("/done")}`), {}, quiet);
  const sql = bench.harness.db.sql;
  const [both] = [await Promise.all([claimDeliveries(sql, 10), claimDeliveries(sql, 10)])];
  expect(both.map((claims) => claims.length).sort()).toEqual([0, 1]);
  const [lost] = both.flat();
  // Its process dies before it can say what came of it: the lease runs out.
  await sql`update hook_deliveries set next_at = now() - interval '1 second'`;
  const [taken] = await claimDeliveries(sql, 10);
  expect(taken?.fence).toBe((lost?.fence ?? 0) + 1);
  const late = {
    id: lost?.id ?? "",
    fence: lost?.fence ?? 0,
    reason: "late",
    retryInMs: null,
    counts: true,
    attempt: null,
  };
  expect(await settleDelivery(sql, { ...late, state: "gave_up" })).toBe(false);
  if (!taken) throw new Error("Nobody took it over.");
  const meter = { delivered() {}, start() {}, stop: async () => {} };
  const outbound = bench.outbound();
  const past = performance.now() - 1;
  expect(await deliver(bench.dependencies(outbound), taken, meter, past), "a frozen process thaws too late").toBe(
    false,
  );
  expect(bench.receiver.received).toEqual([]);
  expect(await deliver(bench.dependencies(outbound), taken, meter)).toBe(true);
  await outbound.close();
  expect((await bench.deliveries())[0]).toMatchObject({ state: "delivered", attempts: 2 });
});

test("a hook that decides fails its step with hook_failed, and the chain after it", async () => {
  bench.receiver.replies.set("/veto", [{ status: 500 }]);
  const text = chain(
    `workflow_finished:\n${webhook("/end").replace("output.total", "execution.status")}`,
    `    hooks:
      task_finished:
        - { type: webhook, on_error: fail, params: { url: "\${WEBHOOK_URL}/veto" } }
        - { type: webhook, params: { url: "\${WEBHOOK_URL}/told", body: { was: "{{ task.status }}" } } }`,
  ).replace(', was: "{{ task.status }}"', "");
  const { execution, steps } = await bench.run(text);
  expect(steps.sort).toMatchObject({ status: "failed", reason: { code: "hook_failed" } });
  expect(execution).toMatchObject({ status: "failed", reason: { code: "step_failed" } });
  const found = await bench.settled();
  expect(found.map(({ state, target }) => [state, target])).toEqual([
    ["gave_up", "POST ${WEBHOOK_URL}/veto"],
    ["delivered", "POST ${WEBHOOK_URL}/told"],
    ["delivered", "POST ${WEBHOOK_URL}/end"],
  ]);
  expect(JSON.parse(bench.receiver.of("/told")[0]?.body ?? "")).toEqual({ was: "failed" });
});

test("a hook that decides keeps a step from its work, and a chain from its success", async () => {
  bench.receiver.replies.set("/veto", [{ status: 500 }]);
  const begun = chain(`task_started:\n  - { type: webhook, on_error: fail, params: { url: "\${WEBHOOK_URL}/veto" } }`);
  let calls = 0;
  const counting = { sort: () => succeed(++calls) };
  const setup = await bench.setup();
  const kept = await bench.run(begun, counting, setup);
  expect(kept.steps.sort).toMatchObject({ status: "failed", reason: { code: "hook_failed" } });
  expect(calls).toBe(0);
  const end = chain(
    `workflow_finished:\n  - { type: webhook, on_error: fail, params: { url: "\${WEBHOOK_URL}/veto" } }`,
  );
  const { execution, steps } = await bench.harness.ended(await bench.harness.start(planOfText(end)));
  expect(steps.sort?.status).toBe("succeeded");
  expect(execution).toMatchObject({ status: "failed", reason: { code: "hook_failed" } });
});

test("a hook of the server tells of every chain", async () => {
  bench.server =
    planOfText(chain(`workflow_finished:\n  - { type: webhook, params: { url: "\${WEBHOOK_URL}/all" } }`)).hooks ??
    null;
  const { execution } = await bench.run(chain("{}").replace("hooks:\n  {}\n", ""), { sort: () => failWith("no") });
  await bench.settled();
  expect(JSON.parse(bench.receiver.of("/all")[0]?.body ?? "")).toMatchObject({
    ...{ type: "workflow_finished", data: { execution: { id: execution.id, status: "failed", chain: "Orders" } } },
  });
});
