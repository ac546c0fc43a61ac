/** A moment that never was, to try hooks with. */
import { readText } from "../definition/read-text";
import type { JsonObject, JsonValue } from "../json";
import { didYouMean, listNames, nearest } from "../validation/nearest";
import type { HookMoment } from "./words";

/** What a sample may set. */
const NAMES = ["task", "input", "output", "execution", "params", "vars"] as const;

/** What hooks read at a moment, when nothing else is known: a step that sorts, in a chain called "Sample". */
export function sampleAt(moment: HookMoment): JsonObject {
  const isWhole = moment === "workflow_finished";
  const status = moment === "task_started" ? "running" : "success";
  const task = { id: "sort", name: "Sort by supplier", status, attempt: 1, duration_ms: 480, error: null };
  const execution = { id: "sample", chain: "Sample", status: isWhole ? "success" : "running", origin: "manual" };
  return {
    ...(isWhole ? {} : { task, input: { order_id: 42 } }),
    ...(moment === "task_started" ? {} : { output: { total: 31 } }),
    ...{ execution: { ...execution, duration_ms: 1200, error: null }, params: {}, vars: {} },
  };
}

/** Null: it could not be read, and `problem` says why. */
export type ReadSample = { sample: JsonObject; problem: null } | { sample: null; problem: string };

/** Reads what somebody wrote as a sample, in YAML. What it leaves out is as in `sampleAt`. Never throws. */
export function readSample(text: string, moment: HookMoment): ReadSample {
  const { data = null, report } = readText(text);
  const usual = sampleAt(moment);
  const [first] = report.diagnostics;
  if (first) return { sample: null, problem: `Line ${first.line}: ${first.message}` };
  if (data === null) return { sample: usual, problem: null };
  if (!isObject(data))
    return { sample: null, problem: "A sample has names and values, such as `output: { total: 31 }`." };
  const wrong = Object.keys(data).find((name) => !NAMES.some((one) => one === name));
  if (wrong !== undefined) {
    const hint = didYouMean(nearest(wrong, NAMES));
    return { sample: null, problem: `A sample has no "${wrong}". These exist: ${listNames(NAMES)}.${hint}` };
  }
  const merged = (name: "task" | "execution") =>
    isObject(usual[name]) && isObject(data[name]) ? { [name]: { ...usual[name], ...data[name] } } : {};
  return { sample: { ...usual, ...data, ...merged("task"), ...merged("execution") }, problem: null };
}

const isObject = (value: JsonValue | undefined): value is JsonObject =>
  typeof value === "object" && value !== null && !Array.isArray(value);
