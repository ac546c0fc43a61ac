import type { HookSource, HooksSource } from "../definition/schema/hooks";
import type { JsonObject, JsonValue } from "../json";
import type { PlanHook, PlanHooks } from "./plan-hook";
import { HOOK_MOMENTS } from "./words";

/** `${NAME}` of an environment variable. */
export const ENVIRONMENT_NAME = /\$\{([^{}]*)\}/g;

/** The hooks of a step or chain in the form of the plan; null: there are none. */
export function compileHooks(source: Partial<HooksSource> | undefined): PlanHooks | null {
  if (!source) return null;
  const hooks: PlanHooks = {};
  for (const moment of HOOK_MOMENTS) {
    const list = source[moment] ?? [];
    if (list.length > 0) hooks[moment] = list.map(planHook);
  }
  return Object.keys(hooks).length === 0 ? null : hooks;
}

/** One hook that fits the format, as it stands in a plan. */
export function planHook({ type, params, on_error, env }: HookSource): PlanHook {
  return {
    type,
    params: withEnvironment(structuredClone(params) as unknown as JsonValue) as JsonObject,
    onError: on_error ?? "continue",
    environments: env ?? null,
  };
}

/** The template language reads `env.NAME`; `${NAME}` is another way to write it. */
export function withEnvironment(value: JsonValue): JsonValue {
  if (typeof value === "string")
    return value.replace(ENVIRONMENT_NAME, (whole, name: string) =>
      /^[A-Za-z_][A-Za-z0-9_]*$/.test(name) ? `{{ env.${name} }}` : whole,
    );
  if (Array.isArray(value)) return value.map(withEnvironment);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inside]) => [key, withEnvironment(inside)]));
}
