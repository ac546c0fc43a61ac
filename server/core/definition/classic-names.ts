import type { Path } from "../validation/path";
import type { ChainDefinition, StepDefinition } from "./definition";
import type { Report } from "./report";
import { toPolicy } from "./schema/basics";
import type { ChainSource } from "./schema/chain";
import type { StepSource } from "./schema/step";

/**
 * The classic form has other names for a few keys, and policies in capitals.
 *
 * | format   | classic           |
 * | retry    | retry_config      |
 * | repeat   | repeat_config     |
 * | next     | next_step_logic   |
 * | continue | CONTINUE          |
 */
const CLASSIC_NAMES = { retry: "retry_config", repeat: "repeat_config", next: "next_step_logic" } as const;

const PAIRS = Object.entries(CLASSIC_NAMES);

/** The keys of the format that were written under their classic name. */
export function classicKeysIn(data: unknown): ReadonlyMap<string, string> {
  if (typeof data !== "object" || data === null) return NONE;
  const found = PAIRS.filter(([now, classic]) => Object.hasOwn(data, classic) && !Object.hasOwn(data, now));
  return found.length === 0 ? NONE : new Map(found);
}

const NONE: ReadonlyMap<string, string> = new Map();

/** A step with the names of the format only. */
export function presentStep(source: Partial<StepSource>, id: string): StepDefinition {
  const { retry_config, repeat_config, next_step_logic, error_policy, ...rest } = source;
  return {
    ...rest,
    ...given("error_policy", error_policy === undefined ? undefined : toPolicy(error_policy)),
    ...given("retry", rest.retry ?? retry_config),
    ...given("repeat", rest.repeat ?? repeat_config),
    ...given("next", rest.next ?? next_step_logic),
    id,
  };
}

/** A chain, but for its name and steps, with the names of the format only. */
export function presentChain(source: Partial<ChainSource>): Omit<ChainDefinition, "name" | "steps"> {
  const { steps: _steps, name: _name, retry_config, error_policy, ...rest } = source;
  return {
    ...rest,
    ...given("error_policy", error_policy === undefined ? undefined : toPolicy(error_policy)),
    ...given("retry", rest.retry ?? retry_config),
  };
}

const given = <Key extends string, Value>(key: Key, value: Value | undefined) =>
  (value === undefined ? {} : { [key]: value }) as { [one in Key]?: Value };

/** A classic name and its present one say the same: only one of them may be there. */
export function checkTwoNames(data: unknown, path: Path, report: Report): void {
  if (typeof data !== "object" || data === null) return;
  for (const [now, classic] of PAIRS) {
    if (!Object.hasOwn(data, now) || !Object.hasOwn(data, classic)) continue;
    const message = `\`${classic}\` is another name of \`${now}\`. Keep one of them.`;
    report.add({ path: [...path, classic], onKey: true, message });
  }
}
