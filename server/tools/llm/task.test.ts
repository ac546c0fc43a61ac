import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { type LoopbackServer, startLoopbackServer } from "../../outbound/loopback-server";
import { type Bench, createBench, errorOf, resultOf } from "../test-bench";

/** Speaks the chat completions protocol; the model's name says what it does. */
let service: LoopbackServer;
let bench: Bench;
const asked: { authorization?: string; model: string; messages: { role: string; content: string }[] }[] = [];
beforeAll(async () => {
  service = await startLoopbackServer((request, response) => {
    let body = "";
    request.on("data", (part) => {
      body += part;
    });
    request.on("end", () => {
      const question = JSON.parse(body);
      asked.push({ authorization: request.headers.authorization, ...question });
      if (question.model === "silent") return;
      const send = (status: number, value: unknown) =>
        response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(value));
      if (question.model === "busy") return void send(429, { error: { message: "slow down" } });
      if (question.model === "unknown") return void send(404, { error: { message: "no such model" } });
      send(200, {
        id: "1",
        object: "chat.completion",
        created: 1,
        model: question.model,
        choices: [{ index: 0, finish_reason: "stop", message: { role: "assistant", content: "Mild and wet." } }],
        usage: { prompt_tokens: 20, completion_tokens: 4, total_tokens: 24 },
      });
    });
  });
  bench = await createBench({
    allow: `127.0.0.1:${service.port}`,
    llm: { baseUrl: `${service.url}/v1`, apiKey: "key-1", model: "small", timeoutMs: 30_000 },
  });
});
afterAll(async () => {
  await bench.close();
  await service.close();
});
afterEach(() => {
  asked.length = 0;
});
const task = (parameters: object) => bench.run("llm.task", { task: "Sum it up.", data: { high: 12 }, ...parameters });

describe("llm.task", () => {
  it("asks the configured model and returns its text", async () => {
    expect(resultOf(await task({ model: null }))).toBe("Mild and wet.");
    expect(asked[0]).toMatchObject({ authorization: "Bearer key-1", model: "small" });
    expect(asked[0]?.messages.at(-1)?.content).toContain('"high": 12');
    expect(bench.logs.at(-1)).toMatchObject({
      message: "small answered",
      data: { input_tokens: 20, output_tokens: 4 },
    });
  });

  it("asks the model that the step names", async () => {
    resultOf(await task({ model: { platform: "openai-compatible", type: "qwen" } }));
    expect(asked[0]?.model).toBe("qwen");
  });

  it.each([
    ["busy", true, "The model busy answered 429."],
    ["unknown", false, "The model unknown answered 404."],
  ])("%s: another attempt helps: %s", async (type, retryable, message) => {
    const error = errorOf(await task({ model: { type } }));
    expect(error).toMatchObject({ code: "tool_error", retryable });
    expect(error.message).toContain(message);
    expect(asked).toHaveLength(1);
  });

  it("ends at once when the step is aborted", async () => {
    const controller = new AbortController();
    const parameters = { task: "x", data: {}, model: { type: "silent" } };
    const pending = bench.run("llm.task", parameters, {}, controller.signal);
    controller.abort(new Error("out of time"));
    expect(errorOf(await pending)).toMatchObject({ code: "interrupted" });
  });

  it("is held back by the guard like everything else", async () => {
    const other = await createBench({ allow: "", llm: { baseUrl: `${service.url}/v1`, apiKey: null, model: "small" } });
    const error = errorOf(await other.run("llm.task", { task: "x" }));
    expect(error).toMatchObject({ retryable: false, message: expect.stringContaining("is a private address") });
    await other.close();
  });

  it("without a model makes a readable report, and says so", async () => {
    const other = await createBench();
    const parameters = {
      task: "Create a weather summary",
      data: {
        weather_data: { location: "Berlin", days: [{ date: "2030-01-01", high: 10 }], current: { temperature: 7.5 } },
        note: "x",
      },
    };
    expect(resultOf<string>(await other.run("llm.task", parameters))).toBe(`# Create a weather summary

## Weather data
- Location: Berlin
- Days
  - Date: 2030-01-01, High: 10
- Current
  - Temperature: 7.5

## Note
x
`);
    expect(other.logs[0]).toMatchObject({
      level: "warn",
      message: expect.stringContaining("No language model is configured"),
    });
    await other.close();
  });
});
