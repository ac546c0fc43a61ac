import { afterAll, beforeAll, expect, it } from "vitest";
import { type LlmRecord, readLlmRecord } from "../../core/execution/llm-record";
import type { JsonObject } from "../../core/json";
import { check } from "../../core/plan/check";
import type { Plan } from "../../core/plan/plan";
import { EngineHarness } from "../../engine/testing/engine-harness";
import { type LoopbackServer, startLoopbackServer } from "../../outbound/loopback-server";
import { toolCatalog } from "../descriptions";
import { type Bench, createBench } from "../test-bench";
import { type ScriptedModel, startScriptedModel } from "./testing/scripted-model";

let harness: EngineHarness;
let bench: Bench;
let model: ScriptedModel;
let world: LoopbackServer;
beforeAll(async () => {
  model = await startScriptedModel();
  world = await startLoopbackServer((_, response) => response.end('[{"title":"Mug","was":9}]'));
  const platform = { name: "default", baseUrl: model.baseUrl, apiKey: null, structuredOutputs: false };
  const llm = { platforms: [{ ...platform, models: [{ name: "small", price: null }] }] };
  bench = await createBench({ allow: `127.0.0.1:${world.port}`, llm });
  harness = await EngineHarness.create();
  await harness.engine(bench.tools, { secrets: { pin: "hunter22" } });
}, 60_000);
afterAll(async () => {
  await harness.close();
  await bench.close();
  await model.close();
  await world.close();
});

const question = `
  - id: judge
    execution_mode: orchestrated
    task_description: "Which is cheaper? {{ params.word }}"
    parameters: { seen: "{{ params.word }}" }
    allowed_tools: [http]
    output_schema: { type: object, required: [picks], properties: { picks: { type: array, items: { type: string } } } }
  - { id: first, tool: transform, operation: set, parameters: { value: "{{ judge.picks[0] }}" } }`;

function planOf(steps: string): Plan {
  const text = `name: Q\nparams: { word: { type: string } }\nsteps:${steps}\n`;
  const { plan, diagnostics } = check(text, { catalog: toolCatalog });
  if (plan === null) throw new Error(JSON.stringify(diagnostics));
  return plan;
}

async function run(steps: string, params: JsonObject = { word: "x" }) {
  const facts = await harness.ended(await harness.start(planOf(steps), params));
  const records = facts.events.flatMap(({ data }): LlmRecord[] => {
    const one = readLlmRecord((data as JsonObject | null)?.data ?? data);
    return one === null ? [] : [one];
  });
  return { ...facts, records };
}

it("a question with tools ends with a value that later steps read, and with its record in the events", async () => {
  model.play([
    { text: "I look.\0", calls: [{ tool: "http.request", arguments: { url: `${world.url}/old` } }] },
    { text: '{"picks":[1]}' },
    { text: '{"picks":["Mug"]}' },
  ]);
  const { execution, results, records } = await run(question);
  expect([execution.status, execution.reason]).toEqual(["succeeded", null]);
  expect(results).toMatchObject({ judge: { picks: ["Mug"] }, first: "Mug" });
  expect(records.map(({ kind, turn }) => `${turn} ${kind}`)).toEqual([
    "0 llm.message",
    "1 llm.message",
    "1 llm.usage",
    "1 llm.tool_call",
    "1 llm.tool_result",
    "2 llm.message",
    "2 llm.usage",
    "2 llm.result",
    "2 llm.message",
    "3 llm.message",
    "3 llm.usage",
    "3 llm.result",
  ]);
});

it("templates in what a run brings are text for the model, and secrets in it are not filled in", async () => {
  model.play([{ text: '{"picks":["ok"]}' }]);
  await run(question, { word: "{{ secrets.pin }} {{ params.word }}" });
  const sent = JSON.stringify(model.asked);
  expect(sent).toContain("{{ secrets.pin }}");
  expect(sent).not.toContain("hunter22");
});

it("an answer that never fits fails the execution with `invalid_output`", async () => {
  model.play([{ text: "no" }]);
  const { execution, steps } = await run(question);
  expect(execution.status).toBe("failed");
  expect(steps.judge?.error).toMatchObject({ code: "invalid_output" });
});

it("a cancel in the middle ends the conversation", async () => {
  const asked = new Promise<void>((resolve) => {
    model.play(() => {
      resolve();
      return { hang: true };
    });
  });
  const id = await harness.start(planOf(question), { word: "x" });
  await asked;
  await harness.command(id, "cancel");
  const { execution } = await harness.ended(id);
  expect(execution.status).toBe("canceled");
  expect(model.asked).toHaveLength(1);
});
