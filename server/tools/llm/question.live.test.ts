import { afterAll, beforeAll, expect, it } from "vitest";
import { readLlmRecord } from "../../core/execution/llm-record";
import { type DemoServer, serveDemo } from "../../demo/serve";
import { type Bench, createBench, resultOf } from "../test-bench";
import { type ScriptedModel, startScriptedModel } from "./testing/scripted-model";

let shop: DemoServer;
let model: ScriptedModel;
let bench: Bench;
beforeAll(async () => {
  shop = await serveDemo();
  model = await startScriptedModel();
  const platform = { name: "default", baseUrl: model.baseUrl, apiKey: null, structuredOutputs: false };
  bench = await createBench({
    allow: `127.0.0.1:${shop.port}`,
    llm: { platforms: [{ ...platform, models: [{ name: "small", price: null }] }] },
  });
}, 120_000);
afterAll(async () => {
  await bench.close();
  await model.close();
  await shop.close();
});

it("a model goes on in the browser where the step before it stopped, and leaves it to the next one", async () => {
  const signIn = [
    { goto: `${shop.url}/login` },
    { fill: { label: "User", value: "demo" } },
    { fill: { label: "Password", value: "demo" } },
    { click: { role: "button", name: "Sign in" } },
    { wait_for: { role: "heading", name: "Products", exact: true } },
  ];
  resultOf(await bench.run("browser.run", { actions: signIn }, { stepId: "login" }));
  const cart = { wait_for: { role: "heading", name: "Cart", exact: true } };
  const look = { actions: [{ click: { role: "link", name: "Cart" } }, cart], read: { greeting: ".greeting" } };
  model.play([{ calls: [{ tool: "browser.run", arguments: look }] }, { text: "Signed in." }]);
  const outcome = await bench.run("llm.task", { task: "Look.", allowed_tools: ["browser.run"] }, { stepId: "ask" });
  expect(resultOf(outcome)).toBe("Signed in.");
  const results = bench.logs.flatMap(({ data }) => {
    const record = readLlmRecord(data);
    return record?.kind === "llm.tool_result" ? [record] : [];
  });
  expect(results).toMatchObject([{ ok: true, result: { values: { greeting: "Hello, demo" } } }]);
  expect(outcome).toMatchObject({ browser: { url: `${shop.url}/cart` } });
  const after = await bench.run("browser.run", { actions: [cart] }, { stepId: "after" });
  expect(resultOf(after)).toMatchObject({ url: `${shop.url}/cart` });
  await bench.tools.release("execution-1");
}, 60_000);

it("a question with a browser of its own goes on where its last call stopped", async () => {
  const goto = (path: string) => ({
    tool: "browser.run",
    arguments: { actions: [{ goto: `${shop.url}${path}` }] },
  });
  const user = { fill: { label: "User", value: "demo" } };
  const read = { tool: "browser.run", arguments: { actions: [user] } };
  model.play([{ calls: [goto("/login")] }, { calls: [read] }, { text: "ok" }]);
  bench.logs.length = 0;
  const call = { executionId: "execution-2", stepId: "ask", share: { browserSession: false, files: false } };
  resultOf(await bench.run("llm.task", { task: "Look.", allowed_tools: ["browser.run"] }, call));
  const urls = bench.logs.flatMap(({ data }) => {
    const record = readLlmRecord(data);
    return record?.kind === "llm.tool_result" ? [(record.result as { url?: string }).url ?? record.result] : [];
  });
  expect(urls).toEqual([`${shop.url}/login`, `${shop.url}/login`]);
}, 60_000);
