import { mkdir, readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { failWith, type Script, ScriptedPort, succeed } from "../engine/testing/scripted-port";
import { type Person, ServiceBench } from "../testing/service-bench";

let bench: ServiceBench;
let ada: Person;
beforeEach(async () => {
  bench = await ServiceBench.open();
  ada = await bench.person();
});
afterEach(() => bench.close());

const chain = (steps: string[], head: string[] = []) => ["name: Shop", ...head, "steps:", ...steps].join("\n");
const set = (id: string, rest = "parameters: { value: 1 }") =>
  `  - { id: ${id}, tool: transform, operation: set, ${rest} }`;
const THREE = chain([
  set("a"),
  set("b", "parameters: { value: '{{ a }}' }"),
  set("c", "parameters: { value: '{{ b }}' }"),
]);

/** Runs a chain of Ada's to its end. */
async function ran(text: string, scripts: Record<string, Script>, params = {}) {
  const port = new ScriptedPort(scripts);
  await bench.harness.engine(port);
  const { id: chainId } = await bench.services.chains.create(ada, text);
  const { id } = await bench.services.executions.start(ada, chainId, { params, origin: "manual" });
  await bench.harness.ended(id);
  return { id, chainId, port };
}
const replay = (
  id: string,
  fromStep: string,
  rest: { version?: "same" | "newest"; parameters?: Record<string, number | string> } = {},
) => bench.services.executions.replay(ada, id, { version: "same", origin: "manual", ...rest, fromStep });

test("goes on from the step with its edited input, keeps what was before, and each execution knows the other", async () => {
  let works = false;
  const { id, port } = await ran(THREE, { b: ({ parameters }) => (works ? succeed(parameters) : failWith("no")) });
  works = true;
  const { id: again, kept } = await replay(id, "b", { parameters: { value: "edited" } });
  expect(kept).toEqual(["a"]);
  const facts = await bench.harness.ended(again);
  expect(facts.execution.status).toBe("succeeded");
  expect(facts.results.b).toEqual({ value: "edited" });
  expect(port.callsOf("a")).toHaveLength(1);
  const view = await bench.services.executions.get(ada, again);
  expect(view.replayOf).toEqual({ id, from: "b" });
  expect((await bench.services.executions.get(ada, id)).replays).toMatchObject([{ id: again, from: "b" }]);
  expect(await bench.services.executions.step(ada, again, "a")).toMatchObject({
    keptFrom: id,
    step: { status: "succeeded" },
  });
  expect(await bench.services.executions.step(ada, again, "b")).toMatchObject({
    keptFrom: null,
    input: { value: "edited" },
  });
});

test("on the newest version steps are the same by their id, and what is new runs", async () => {
  const { id, chainId } = await ran(THREE, { c: () => failWith("no") });
  const text = chain([
    set("a"),
    set("b", "parameters: { value: '{{ a }}' }"),
    set("d", "parameters: { value: '{{ b }}' }"),
  ]);
  await bench.services.chains.save(ada, chainId, text, 1);
  await expect(replay(id, "d")).rejects.toThrow('That version has no step "d".');
  const { id: again, kept } = await replay(id, "d", { version: "newest" });
  expect(kept).toEqual(["a", "b"]);
  expect((await bench.harness.ended(again)).execution).toMatchObject({ status: "succeeded", versionNumber: 2 });
});

test("the newest version has to take the parameters of the execution", async () => {
  const { id, chainId } = await ran(THREE, {});
  const head = ["params: { shop: { type: string, required: true } }"];
  await bench.services.chains.save(ada, chainId, chain([set("a")], head), 1);
  await expect(replay(id, "a", { version: "newest" })).rejects.toThrow('The parameter "shop" is required.');
});

test("what a kept step wrote is there under the new execution", async () => {
  const { id } = await ran(THREE, { c: () => failWith("no") });
  const folder = path.join(bench.home, "executions", id, "a", "files");
  await mkdir(folder, { recursive: true });
  await writeFile(path.join(folder, "a.txt"), "written by a");
  const { id: again } = await replay(id, "c");
  await bench.harness.ended(again);
  expect(await readFile(path.join(bench.home, "executions", again, "a", "files", "a.txt"), "utf8")).toBe(
    "written by a",
  );
});

test("only what has ended is replayed, and only what is one's own", async () => {
  const { id: chainId } = await bench.services.chains.create(ada, THREE);
  const { id } = await bench.services.executions.start(ada, chainId, { params: {}, origin: "manual" });
  await expect(replay(id, "a")).rejects.toThrow("Cannot replay: the execution is queued. It has to have ended.");
  const bob = await bench.person();
  const request = { fromStep: "a", version: "same", origin: "manual" } as const;
  await expect(bench.services.executions.replay(bob, id, request)).rejects.toMatchObject({ code: "not_found" });
});

test("the name of a secret is not taken for its value", async () => {
  const { id } = await ran(THREE, {});
  await expect(replay(id, "b", { parameters: { value: "Bearer [secret:shop_password]" } })).rejects.toMatchObject({
    code: "invalid",
    message: expect.stringContaining('The parameter "value" contains the name of a secret'),
  });
});

test("a step that stands by is not replayed from; the step that it serves is", async () => {
  const text = chain([
    set("a", "alternative: b, parameters: { value: 1 }"),
    set("b"),
    set("c", "parameters: { value: '{{ a }}' }"),
  ]);
  const { id } = await ran(text, { a: () => failWith("no"), b: () => succeed("instead") });
  await expect(replay(id, "b")).rejects.toThrow('Step "b" only stands by. Replay from "a", which it serves.');
  const { id: again, kept } = await replay(id, "c");
  expect(kept).toEqual(["a", "b"]);
  const results = await bench.services.executions.results(ada, (await bench.harness.ended(again)).execution.id);
  expect(results.find(({ stepId }) => stepId === "a")).toMatchObject({ result: "instead" });
});

test("a replay of a chain with a concurrency key waits in line", async () => {
  const prompt = { question: "Go on?", answers: {}, approvers: [], onReject: "fail" };
  let calls = 0;
  const script: Script = () =>
    ++calls === 2 ? { status: "asking", until: null, message: "Go on?", prompt } : succeed(calls);
  const { id, chainId } = await ran(chain([set("a")], ["concurrency: 1"]), { a: script });
  const { id: busy } = await bench.services.executions.start(ada, chainId, { params: {}, origin: "manual" });
  await bench.harness.until(busy, ({ steps }) => steps.a?.status === "waiting");
  const { id: again } = await replay(id, "a");
  expect(await bench.services.executions.get(ada, again)).toMatchObject({ status: "queued", waitsForKey: "" });
  const yes = { approved: true, answers: {}, note: null };
  await bench.services.executions.answer(ada, { id: busy, stepId: "a", item: null }, yes);
  expect((await bench.harness.ended(again)).execution.status).toBe("succeeded");
});
