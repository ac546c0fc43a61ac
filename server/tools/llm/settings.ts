import { z } from "zod";
import type { LlmPlatform, LlmSettings } from "./platforms";

const price = z.number().min(0);
const model = z.union([
  z.string().min(1),
  z.strictObject({ name: z.string().min(1), input_price: price.optional(), output_price: price.optional() }),
]);

const platform = z.strictObject({
  url: z.url({ protocol: /^https?$/ }),
  key: z.string().min(1).optional(),
  models: z.array(model).max(500).default([]),
  structured_outputs: z.boolean().default(false),
});

const platforms = z.record(z.string().regex(/^[A-Za-z0-9_.-]{1,100}$/), platform);

/** `CHAINWRIGHT_LLM_PLATFORMS`: endpoints by name, as JSON. */
export const llmPlatformsText = z.string().transform((text, context) => {
  let data: unknown;
  try {
    data = JSON.parse(text);
  } catch {
    context.addIssue({ code: "custom", message: 'is no JSON, such as {"ollama":{"url":"http://127.0.0.1:11434/v1"}}' });
    return z.NEVER;
  }
  const parsed = platforms.safeParse(data);
  if (parsed.success) return parsed.data;
  for (const { path, message } of parsed.error.issues)
    context.addIssue({ code: "custom", message: `${path.join(".")}: ${message}` });
  return z.NEVER;
});

interface LlmEnvironment {
  CHAINWRIGHT_LLM_URL?: string;
  CHAINWRIGHT_LLM_KEY?: string;
  CHAINWRIGHT_LLM_MODEL?: string;
  CHAINWRIGHT_LLM_PLATFORMS?: z.output<typeof platforms>;
}

/** The endpoints that the environment names; null when it names none. The single one is the usual one. */
export function llmSettings(env: LlmEnvironment): LlmSettings | null {
  const single: LlmPlatform[] =
    env.CHAINWRIGHT_LLM_URL === undefined
      ? []
      : [
          {
            name: "default",
            baseUrl: env.CHAINWRIGHT_LLM_URL,
            apiKey: env.CHAINWRIGHT_LLM_KEY ?? null,
            models: [{ name: env.CHAINWRIGHT_LLM_MODEL ?? "default", price: null }],
            structuredOutputs: false,
          },
        ];
  const named = Object.entries(env.CHAINWRIGHT_LLM_PLATFORMS ?? {}).map(([name, one]) => ({
    name,
    baseUrl: one.url,
    apiKey: one.key ?? null,
    models: one.models.map(modelOf),
    structuredOutputs: one.structured_outputs,
  }));
  const all = [...single, ...named];
  return all.length === 0 ? null : { platforms: all };
}

function modelOf(written: z.output<typeof model>): LlmPlatform["models"][number] {
  if (typeof written === "string") return { name: written, price: null };
  const { name, input_price: input, output_price: output } = written;
  return {
    name,
    price: input === undefined && output === undefined ? null : { input: input ?? 0, output: output ?? 0 },
  };
}
