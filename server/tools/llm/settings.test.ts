import { describe, expect, it } from "vitest";
import { readConfig } from "../../config";
import { chooseModel, llmModels } from "./platforms";
import { llmSettings } from "./settings";

const settingsOf = (env: Record<string, string>) => llmSettings(readConfig(env));
const PLATFORMS = JSON.stringify({
  ollama: { url: "http://127.0.0.1:11434/v1", models: ["qwen2.5", "llama3.2"] },
  vendor: {
    ...{ url: "https://api.example.com/v1", key: "k", structured_outputs: true },
    models: [{ name: "large", input_price: 2 }],
  },
});

describe("the configured endpoints", () => {
  it("are none on a fresh machine", () => {
    expect(settingsOf({})).toBeNull();
    expect(llmModels(null)).toEqual([]);
  });

  it("are listed without keys and addresses, the usual model first", () => {
    const settings = settingsOf({ CHAINWRIGHT_LLM_PLATFORMS: PLATFORMS });
    expect(llmModels(settings)).toEqual([
      { platform: "ollama", type: "qwen2.5", usual: true },
      { platform: "ollama", type: "llama3.2", usual: false },
      { platform: "vendor", type: "large", usual: false },
    ]);
    expect(settings?.platforms[1]).toMatchObject({ apiKey: "k", structuredOutputs: true });
    expect(settings?.platforms[1]?.models[0]?.price).toEqual({ input: 2, output: 0 });
  });

  it("begin with the single one", () => {
    const env = { CHAINWRIGHT_LLM_URL: "http://127.0.0.1:1/v1", CHAINWRIGHT_LLM_MODEL: "own" };
    const settings = settingsOf({ ...env, CHAINWRIGHT_LLM_PLATFORMS: PLATFORMS });
    expect(llmModels(settings)[0]).toEqual({ platform: "default", type: "own", usual: true });
  });

  it.each([
    ["no JSON", "is no JSON"],
    ['{"a":{}}', "a.url"],
    ['{"a":{"url":"ftp://x"}}', "a.url"],
    ['{"a":{"url":"http://x","modls":[]}}', "modls"],
  ])("%s is refused with its place", (text, message) => {
    expect(() => settingsOf({ CHAINWRIGHT_LLM_PLATFORMS: text })).toThrow(message);
  });
});

it("a platform without models needs the step to name one", () => {
  const settings = settingsOf({ CHAINWRIGHT_LLM_PLATFORMS: '{"a":{"url":"http://127.0.0.1:1/v1"}}' });
  if (settings === null) throw new Error("nothing is configured");
  expect(chooseModel(settings, null)).toEqual({ problem: expect.stringContaining("has no usual model") });
  expect(chooseModel(settings, "x")).toMatchObject({ model: { name: "x" }, platform: { name: "a" } });
});
