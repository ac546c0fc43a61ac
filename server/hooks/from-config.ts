import type { JsonObject } from "../core/json";
import type { SecretAnswer } from "../engine/ports";
import { AppError } from "../errors";
import { type HostList, movingHostList } from "./host-list";

/** What the operator set about hooks. */
export interface HookSettings {
  hosts: HostList;
  /** Variables that hooks may read, and are set. */
  env: JsonObject;
  /** Their names, set or not. */
  envNames: string[];
  perSecond(): number;
  environment: string;
}

/** `running`: what administrators may change meanwhile. @throws Error naming what cannot be read. */
export function hookSettings(
  config: { CHAINWRIGHT_HOOK_ENV: string; CHAINWRIGHT_ENVIRONMENT: string },
  running: () => { CHAINWRIGHT_HOOK_HOSTS: string; CHAINWRIGHT_HOOK_RATE: number },
  env: Record<string, string | undefined>,
): HookSettings {
  const names = config.CHAINWRIGHT_HOOK_ENV.split(",").flatMap((name) => name.trim() || []);
  const wrong = names.find((name) => !/^[A-Za-z_][A-Za-z0-9_]*$/.test(name));
  if (wrong !== undefined) throw new Error(`CHAINWRIGHT_HOOK_ENV: "${wrong}" is no name of an environment variable.`);
  const values = names.flatMap((name) => (env[name] === undefined ? [] : [[name, env[name] ?? ""] as const]));
  return {
    hosts: movingHostList(() => running().CHAINWRIGHT_HOOK_HOSTS),
    env: Object.fromEntries(values),
    envNames: names,
    perSecond: () => running().CHAINWRIGHT_HOOK_RATE,
    environment: config.CHAINWRIGHT_ENVIRONMENT,
  };
}

/** The value of a secret that may go to a host. @throws AppError forbidden when it may not. */
export function secretFor(name: string, found: SecretAnswer, host: string | null): string {
  if ("refused" in found) throw new AppError("forbidden", found.refused);
  const { value, hosts } = found;
  const isBound = host !== null && hosts.some((entry) => entry === host || entry === host.replace(/:\d+$/, ""));
  if (hosts.length === 0 || isBound) return value;
  const where = host === null ? "an address that is made from values" : host;
  throw new AppError("forbidden", `The secret "${name}" may only be sent to ${hosts.join(", ")}, not to ${where}.`);
}
