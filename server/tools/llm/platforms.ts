/** The OpenAI-compatible endpoints that the operator configured, and which of them a step means. */

export interface LlmModel {
  name: string;
  /** US dollars for a million tokens; null: unknown. */
  price: { input: number; output: number } | null;
}

/** One OpenAI-compatible endpoint. */
export interface LlmPlatform {
  /** As steps name it. */
  name: string;
  /** Up to and including `/v1`. */
  baseUrl: string;
  apiKey: string | null;
  /** Known models, the usual one first; others may be named too. */
  models: readonly LlmModel[];
  /** Whether it takes a JSON Schema for its answers (`response_format: json_schema`). */
  structuredOutputs: boolean;
}

/** The first platform is the usual one. */
export interface LlmSettings {
  platforms: readonly LlmPlatform[];
}

/** What a step names: a model, a platform, both, or nothing. */
export type AskedModel = string | { platform?: string; type?: string } | null;

export interface ChosenModel {
  platform: LlmPlatform;
  model: LlmModel;
}

/** Names that mean the usual platform, whatever the operator called it. */
const USUAL_NAMES = ["default", "openai-compatible"];

/** The endpoint and model that a step means, or a sentence that says why there is none. */
export function chooseModel({ platforms }: LlmSettings, asked: AskedModel): ChosenModel | { problem: string } {
  const [usual] = platforms;
  if (usual === undefined) return { problem: NO_MODEL };
  const { platform: wanted, type } = typeof asked === "string" ? { platform: undefined, type: asked } : (asked ?? {});
  const platform = findPlatform(platforms, usual, wanted, type);
  if (platform === undefined) {
    const names = platforms.map(({ name }) => `"${name}"`).join(", ");
    return { problem: `There is no platform "${wanted}". The operator configured ${names}.` };
  }
  const [first] = platform.models;
  if (type === undefined && first === undefined)
    return { problem: `The platform "${platform.name}" has no usual model. Name one: \`model: { type: ... }\`.` };
  const name = type ?? first?.name ?? "";
  return { platform, model: platform.models.find((one) => one.name === name) ?? { name, price: null } };
}

/** What is to be done when nothing is configured. */
export const NO_MODEL =
  "No language model is configured on this server, so the question cannot be asked. The operator sets " +
  "CHAINWRIGHT_LLM_URL to an OpenAI-compatible endpoint, such as CHAINWRIGHT_LLM_URL=http://127.0.0.1:11434/v1, and " +
  "CHAINWRIGHT_LLM_MODEL to the name of a model, and starts the server again.";

function findPlatform(
  platforms: readonly LlmPlatform[],
  usual: LlmPlatform,
  wanted: string | undefined,
  type: string | undefined,
): LlmPlatform | undefined {
  if (wanted === undefined) return platforms.find(({ models }) => models.some(({ name }) => name === type)) ?? usual;
  return platforms.find(({ name }) => name === wanted) ?? (USUAL_NAMES.includes(wanted) ? usual : undefined);
}

/** All models that the operator named, the usual one first; nothing of keys and addresses. */
export const llmModels = (settings: LlmSettings | null): { platform: string; type: string; usual: boolean }[] =>
  (settings?.platforms ?? []).flatMap(({ name, models }, at) =>
    models.map((model, place) => ({ platform: name, type: model.name, usual: at === 0 && place === 0 })),
  );
