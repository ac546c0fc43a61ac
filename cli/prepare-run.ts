import { parseDefinition } from "../server/core/definition/parse";
import type { JsonObject } from "../server/core/json";
import { check } from "../server/core/plan/check";
import { resolveParams } from "../server/core/plan/params";
import { toolCatalog } from "../server/tools/descriptions";
import { readInput, readParamPairs } from "./param-values";
import { readTextFile } from "./read-text-file";
import { problemReport, type ValidationReport, validationReport } from "./validation-report";

export interface RunOptions {
  param: string[];
  input?: string;
  /** Seconds. */
  timeout?: number;
}

/** A text that compiles, with the parameters to run it with; or everything that is wrong. */
export type PreparedRun = { ok: true; source: string; params: JsonObject } | { ok: false; report: ValidationReport };

/** Reads the file, the input and the pairs; nothing is started yet. */
export function prepareRun(file: string, options: RunOptions): PreparedRun {
  const read = readTextFile(file);
  if (!read.ok) return refused({ message: read.message });
  const { plan, diagnostics } = check(read.text, { catalog: toolCatalog });
  if (plan === null) return { ok: false, report: validationReport(null, diagnostics) };

  const input = options.input === undefined ? null : readTextFile(options.input);
  if (input !== null && !input.ok) return refused({ path: "input", message: input.message });
  const fromInput = input === null ? { ok: true as const, params: {} } : readInput(input.text, options.input ?? "");
  if (!fromInput.ok) return refused({ path: "input", message: fromInput.message });
  const fromPairs = readParamPairs(options.param, plan.params);
  if (!fromPairs.ok) return refused({ path: "params", message: fromPairs.message });
  const params = { ...fromInput.params, ...fromPairs.params };
  const resolved = resolveParams(plan.params, params);
  if (!resolved.ok)
    return refused(...resolved.problems.map(({ param, message }) => ({ path: `params.${param}`, message })));
  return { ok: true, source: withTimeout(read.text, options.timeout), params };
}

const refused = (...problems: { path?: string; message: string }[]): PreparedRun => ({
  ok: false,
  report: problemReport(...problems),
});

/** The definition with a shorter time limit for the whole; the text itself when there is none. */
function withTimeout(text: string, seconds: number | undefined): string {
  const parsed = seconds === undefined ? null : parseDefinition(text);
  if (seconds === undefined || parsed === null || !parsed.ok) return text;
  return JSON.stringify({ ...parsed.definition, timeout: Math.min(seconds, parsed.definition.timeout ?? seconds) });
}
