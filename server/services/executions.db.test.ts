import { v7 as uuidv7 } from "uuid";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { failWith, type Script, ScriptedPort, succeed } from "../engine/testing/scripted-port";
import { chainText, type Person, ServiceBench } from "../testing/service-bench";

let bench: ServiceBench;
let ada: Person;
beforeEach(async () => {
  bench = await ServiceBench.open();
  ada = await bench.person();
});
afterEach(() => bench.close());

const executions = () => bench.services.executions;

/** Starts a chain of that text; with scripts, an engine drives it. */
async function start(text: string, params = {}, scripts?: Record<string, Script>): Promise<string> {
  if (scripts) await bench.harness.engine(new ScriptedPort(scripts));
  const { id: chainId } = await bench.services.chains.create(ada, text);
  return (await executions().start(ada, chainId, { params, origin: "manual" })).id;
}

describe("starting", () => {
  test("a hundred times at once with one key is one execution", async () => {
    const { id: chainId } = await bench.services.chains.create(ada, chainText("Once"));
    const idempotencyKey = uuidv7();
    const request = { params: {}, origin: "manual" as const, idempotencyKey };
    const starts = Array.from({ length: 100 }, () => executions().start(ada, chainId, request));
    const answers = await Promise.all(starts);
    expect(new Set(answers.map((answer) => answer.id)).size).toBe(1);
    expect(answers.filter((answer) => answer.created)).toHaveLength(1);
  });

  test("parameters are checked and completed before anything is recorded", async () => {
    const params = ["params:", "  city: { type: string, required: true }", "  days: { type: integer, default: 3 }"];
    const { id: chainId } = await bench.services.chains.create(ada, chainText("Weather", params));
    const begin = (given: object) => executions().start(ada, chainId, { params: { ...given }, origin: "manual" });
    await expect(begin({})).rejects.toMatchObject({ code: "invalid" });
    await expect(begin({ city: "Zurich", days: "many" })).rejects.toMatchObject({ code: "invalid" });
    await expect(begin({ city: "Zurich", dais: 2 })).rejects.toMatchObject({ code: "invalid" });
    const { id } = await begin({ city: "Zurich" });
    expect((await executions().get(ada, id)).params).toEqual({ city: "Zurich", days: 3 });
    expect((await executions().list(ada, { limit: 10 })).items).toHaveLength(1);
  });
});

describe("one step in detail", () => {
  test("tells its attempts with the waits between them, its input, its lines and its result", async () => {
    let tries = 0;
    const text = [
      "name: Detail",
      "params: { city: { type: string, default: Zurich } }",
      "steps:",
      "  - id: one",
      "    tool: transform",
      "    operation: set",
      '    parameters: { value: "{{ params.city }}" }',
      "    retry: { max_attempts: 3, initial_delay: 0.05 }",
    ].join("\n");
    const script: Script = (call, io) => {
      io.log("info", `try ${call.attempt}`);
      tries += 1;
      return tries < 3 ? failWith("busy", true) : succeed({ got: call.parameters.value ?? null });
    };
    const id = await start(text, {}, { one: script });
    await bench.harness.ended(id);
    const detail = await executions().step(ada, id, "one");
    expect(detail.attempts.map((attempt) => [attempt.number, attempt.status])).toEqual([
      ...[
        [1, "failed"],
        [2, "failed"],
        [3, "succeeded"],
      ],
    ]);
    expect(detail.attempts[0]).toMatchObject({ error: { code: "tool_error", message: "busy" }, waitedMs: null });
    expect(detail.attempts[1]?.waitedMs).toBeGreaterThanOrEqual(50);
    expect(detail).toMatchObject({
      ...{ input: { value: "Zurich" }, result: { got: "Zurich" }, explanation: "It succeeded at attempt 3." },
    });
    expect(detail.logs.map((line) => line.data?.message)).toEqual(["try 1", "try 2", "try 3"]);
  });

  test("before its turn says why it is where it is; a step that is not in the plan is not there", async () => {
    const id = await start(chainText("Quiet", [], ["one", "two"]));
    const detail = await executions().step(ada, id, "two");
    expect(detail).toMatchObject({ input: null, result: null, attempts: [], logs: [], step: { status: "pending" } });
    expect(detail.explanation).toBe("The execution has not begun: it waits for a process that takes it up.");
    await expect(executions().step(ada, id, "three")).rejects.toMatchObject({ code: "not_found" });
  });
});

test("the context holds results as they came, errors in words, and says what is still missing", async () => {
  const steps = ["good", "bad", "hand"].map(
    (id) =>
      `  - { id: ${id}, tool: transform, operation: set, parameters: { value: 1 }${id === "hand" ? ", trigger: manual" : ""} }`,
  );
  const text = ["name: Context", "error_policy: continue", "steps:", ...steps].join("\n");
  const id = await start(text, {}, { good: () => succeed({ n: 1 }), bad: () => failWith("no luck") });
  await bench.harness.until(id, (facts) => facts.steps.hand?.status === "waiting");
  const { entries } = await executions().context(ada, id);
  const byKey = Object.fromEntries(entries.map((entry) => [entry.key, entry]));
  expect(byKey.good).toMatchObject({ value: { n: 1 }, state: "ready", bytes: 7 });
  expect(entries.find((entry) => entry.stepId === "bad")).toMatchObject({
    value: { code: "tool_error", message: "no luck" },
  });
  expect(byKey.hand).toMatchObject({ state: "missing", value: null });
});

describe("steering", () => {
  test("what cannot be done is refused with the reason, and records nothing", async () => {
    const id = await start(chainText("Short"), {}, {});
    await bench.harness.ended(id);
    await expect(executions().cancel(ada, id, null)).rejects.toThrow(
      "Cannot cancel: the execution has succeeded. It has to be queued or running or paused.",
    );
    await expect(executions().resume(ada, id)).rejects.toMatchObject({ code: "conflict" });
    await expect(executions().continue(ada, { id, stepId: "one", item: null }, null)).rejects.toMatchObject({
      code: "conflict",
    });
    expect(await bench.db.sql`select id from execution_commands`).toHaveLength(0);
  });

  test("a queued execution is canceled although no process drives it yet", async () => {
    const id = await start(chainText("Queued"));
    await executions().cancel(ada, id, "never mind");
    await bench.harness.engine(new ScriptedPort());
    const facts = await bench.harness.ended(id);
    expect(facts.execution).toMatchObject({ status: "canceled", reason: { message: "Canceled: never mind" } });
    expect(facts.events.map((event) => event.kind)).toContain("command");
  });

  test("continue lets exactly the waiting step go on, and tells who said so", async () => {
    const text = chainText("Manual", [], ["one", "two"]).replace("value: 1 } }", "value: 1 }, trigger: manual }");
    const id = await start(text, {}, {});
    await bench.harness.until(id, (facts) => facts.steps.one?.status === "waiting");
    await expect(executions().continue(ada, { id, stepId: "two", item: null }, null)).rejects.toMatchObject({
      code: "conflict",
    });
    await executions().continue(ada, { id, stepId: "one", item: null }, "looks good");
    const { events, execution } = await bench.harness.ended(id);
    expect(execution.status).toBe("succeeded");
    expect(events.find((event) => event.kind === "command")).toMatchObject({
      ...{ stepId: "one", data: { command: "continue", by: "Ada", note: "looks good" } },
    });
  });
});

test("the list pages by its cursor without gaps, also when executions were made in one instant", async () => {
  const { id: chainId } = await bench.services.chains.create(ada, chainText("Many"));
  const made = await Promise.all(
    Array.from({ length: 25 }, () => executions().start(ada, chainId, { params: {}, origin: "manual" })),
  );
  await bench.db.sql`update executions set created_at = date_trunc('second', created_at)`;
  const seen: string[] = [];
  for (let cursor: string | undefined; ; ) {
    const page = await executions().list(ada, { limit: 10, cursor });
    seen.push(...page.items.map((row) => row.id));
    if (!page.nextCursor) break;
    cursor = page.nextCursor;
  }
  expect(seen.sort()).toEqual(made.map((answer) => answer.id).sort());
});

test("its end is told to the person who started it, once", async () => {
  const id = await start(chainText("Told"), {}, {});
  await bench.harness.ended(id);
  const { items, unread } = await bench.services.notifications.list(ada, { limit: 10, unreadOnly: false });
  expect(items).toMatchObject([{ executionId: id, level: "success", title: "Told succeeded" }]);
  expect(unread).toBe(1);
  await bench.services.notifications.markRead(ada, [items[0]?.id ?? ""]);
  expect(await bench.services.notifications.list(ada, { limit: 10, unreadOnly: true })).toMatchObject({ unread: 0 });
});
