import type { JsonObject } from "../core/json";
import { eachText, references } from "../core/template/references";
import { renderValue } from "../core/template/render";
import { TemplateError } from "../core/template/template-error";
import type { HookCall } from "../engine/hook-port";

export interface RenderSources {
  env: JsonObject;
  /** Value of a secret; null: there is none. */
  readSecret(name: string): Promise<string | null>;
}

export type Rendered =
  | {
      ok: true;
      params: JsonObject /** The same with secrets and environment by name: this is what is kept. */;
      shown: JsonObject;
    }
  | { ok: false; reason: string };

/** Fills in the parameters of a hook at the last moment. */
export async function renderHook(
  { hook, context }: Pick<HookCall, "hook" | "context">,
  sources: RenderSources,
): Promise<Rendered> {
  const secrets: JsonObject = {};
  const names: JsonObject = {};
  for (const name of secretsOf(hook.params)) {
    const value = await sources.readSecret(name);
    if (value === null)
      return { ok: false, reason: `There is no secret named "${name}". Save one, or remove it from the hook.` };
    secrets[name] = value;
    names[name] = `[secret:${name}]`;
  }
  const envNames = Object.fromEntries(Object.keys(sources.env).map((name) => [name, `\${${name}}`]));
  const vars = context.vars ?? {};
  try {
    const params = renderValue(hook.params, { ...context, vars, env: sources.env, secrets }) as JsonObject;
    const shown = renderValue(hook.params, { ...context, vars, env: envNames, secrets: names }) as JsonObject;
    return { ok: true, params, shown };
  } catch (error) {
    if (!(error instanceof TemplateError)) throw error;
    return { ok: false, reason: hidden(error.message, secrets) };
  }
}

/** An error may quote a value. */
function hidden(message: string, secrets: JsonObject): string {
  let text = message;
  for (const [name, value] of Object.entries(secrets))
    if (String(value).length > 2) text = text.replaceAll(String(value), `[secret:${name}]`);
  return text;
}

function secretsOf(params: JsonObject): string[] {
  const names = new Set<string>();
  eachText(params, [], (text) => {
    if (!text.includes("secrets")) return;
    for (const { path } of references(text))
      if (path[0] === "secrets" && typeof path[1] === "string") names.add(path[1]);
  });
  return [...names];
}
