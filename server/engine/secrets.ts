import type { JsonValue } from "../core/json";
import type { Plan, PlanStep } from "../core/plan/plan";
import { referencedSecrets } from "../core/template/secrets";
import { parametersText } from "./parameters-text";
import type { SecretSource } from "./ports";

/** Values by name, held only while a step runs. */
export interface Secrets {
  /** Those that the step itself names. */
  own: ReadonlyMap<string, string>;
  /** Those that any step of the execution names: what one has sent may come back to another. */
  all: ReadonlyMap<string, string>;
  /** Where the step may send something: each request to a host that every one of these lists has. */
  onlyHosts: readonly (readonly string[])[];
}

export const NO_SECRETS: Secrets = { own: new Map(), all: new Map(), onlyHosts: [] };

/** A secret that exists and may not be used here; the message says why. */
export class SecretRefused extends Error {
  override name = "SecretRefused";
}

const naming = new WeakMap<Plan, boolean>();

/** Whether any step of a plan may name secrets. */
export function mayNameSecrets(plan: Plan): boolean {
  const known = naming.get(plan);
  if (known !== undefined) return known;
  const found = plan.steps.some((step) => parametersText(step).includes("secrets"));
  naming.set(plan, found);
  return found;
}

/** The secrets that a step names, and those of the other steps, to be recognised. @throws SecretRefused */
export async function readSecrets(
  source: SecretSource,
  of: { executionId: string; userId: string | null },
  plan: Plan,
  step: PlanStep,
): Promise<Secrets> {
  const mine = new Set(referencedSecrets({ steps: [step] }));
  const [own, all] = [new Map<string, string>(), new Map<string, string>()];
  const onlyHosts: (readonly string[])[] = [];
  for (const name of referencedSecrets(plan)) {
    const found = await source.read(of, name);
    if (found === null) continue;
    if ("refused" in found) {
      if (mine.has(name)) throw new SecretRefused(found.refused);
      continue;
    }
    all.set(name, found.value);
    if (!mine.has(name)) continue;
    own.set(name, found.value);
    if (found.hosts.length > 0) onlyHosts.push(found.hosts);
  }
  return { own, all, onlyHosts };
}

/** The same data with every secret's value replaced by its name. */
export function redact<T extends JsonValue | undefined>(value: T, { all }: Secrets): T {
  if (all.size === 0) return value;
  const forms = [...all].flatMap(([name, secret]) =>
    formsOf(secret).map((form) => [form, `[secret:${name}]`] as const),
  );
  // The longest first: one secret may begin like another.
  return redactValue(
    value as JsonValue,
    forms.sort(([a], [b]) => b.length - a.length),
  ) as T;
}

/** As it is, and as it stands in JSON, in addresses and forms, and in base64. */
function formsOf(secret: string): string[] {
  if (secret.length < 3) return [];
  const inAddress = encodeURIComponent(secret);
  const inForm = inAddress.replaceAll("%20", "+");
  const base64 = Buffer.from(secret).toString("base64").replace(/=+$/, "");
  const forms = [secret, JSON.stringify(secret).slice(1, -1), inAddress, inForm];
  if (base64.length >= 8) forms.push(base64, base64.replaceAll("+", "-").replaceAll("/", "_"));
  return [...new Set(forms)];
}

function redactValue(value: JsonValue, forms: readonly (readonly [string, string])[]): JsonValue {
  if (typeof value === "string") return forms.reduce((text, [form, name]) => text.replaceAll(form, name), value);
  if (Array.isArray(value)) return value.map((item) => redactValue(item, forms));
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [redactValue(key, forms) as string, redactValue(item, forms)]),
  );
}
