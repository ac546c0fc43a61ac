import type { Path } from "../text/place";

const CHAIN = [
  ...["name", "description", "tags", "params", "schedule", "order", "error_policy", "retry", "timeout", "share"],
  ...["concurrency", "on_crash", "hooks"],
];

const STEP = [
  ...["id", "name", "description", "for_each", "concurrency", "repeat", "when", "tool", "operation", "chain", "task"],
  ...["execution_mode", "task_description", "model", "allowed_tools", "parameters", "output_schema", "limits"],
  ...["output_key", "depends_on", "join", "next", "trigger", "pass", "timeout", "total_timeout", "start_timeout"],
  ...["idle_timeout", "error_policy", "retry", "alternative", "compensate", "rerun", "hooks"],
];

/** The index of the key below which a new one is written; -1: it comes first. A key without a place goes to the end. */
export function keyAbove(path: Path, key: string, present: readonly string[]): number {
  const order = path.length === 0 ? CHAIN : path[0] === "steps" && path.length === 2 ? STEP : [];
  const place = order.indexOf(key);
  if (place === -1) return path.length === 0 && present.at(-1) === "steps" ? present.length - 2 : present.length - 1;
  return present.findLastIndex((one) => {
    const other = order.indexOf(one);
    return other !== -1 && other < place;
  });
}
