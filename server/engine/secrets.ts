import type { JsonValue } from "../core/json";
import type { PlanStep } from "../core/plan/plan";
import { referencedSecrets } from "../core/template/secrets";
import { parametersText } from "./parameters-text";
import type { SecretSource } from "./ports";

/** Values by name, held only while a step runs. */
export type Secrets = ReadonlyMap<string, string>;
export const NO_SECRETS: Secrets = new Map();

/** Whether a step's parameters may name secrets at all. */
export const mayNameSecrets = (step: PlanStep): boolean => parametersText(step).includes("secrets");

/** The secrets that a step's parameters name. */
export async function readSecrets(source: SecretSource, userId: string | null, step: PlanStep): Promise<Secrets> {
  const values = new Map<string, string>();
  for (const name of referencedSecrets({ steps: [step] })) {
    const value = await source.read(userId, name);
    if (value !== null) values.set(name, value);
  }
  return values;
}

/** The same data with every secret's value replaced by its name. */
export function redact<T extends JsonValue | undefined>(value: T, secrets: Secrets): T {
  if (secrets.size === 0) return value;
  return redactValue(value as JsonValue, secrets) as T;
}

function redactValue(value: JsonValue, secrets: Secrets): JsonValue {
  if (typeof value === "string") {
    let text = value;
    for (const [name, secret] of secrets) if (secret.length >= 3) text = text.replaceAll(secret, `[secret:${name}]`);
    return text;
  }
  if (Array.isArray(value)) return value.map((item) => redactValue(item, secrets));
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, redactValue(item, secrets)]));
}
