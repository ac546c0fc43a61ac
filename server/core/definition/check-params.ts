import { paramProblem, patternProblem } from "../plan/params";
import type { Report } from "./report";
import type { ParamDefinition } from "./schema/param";

/** Rules that concern several keys of one parameter: bounds that fit the type and each other, a default that passes. */
export function checkParams(params: Record<string, ParamDefinition>, report: Report): void {
  for (const [name, param] of Object.entries(params)) {
    const add = (key: string, message: string) => report.add({ path: ["params", name, key], message });
    const pattern = param.pattern === undefined ? null : patternProblem(param.pattern);
    if (pattern !== null) add("pattern", pattern);
    for (const [key, types] of BOUNDS) {
      if (param[key] !== undefined && !types.includes(param.type)) {
        add(key, `\`${key}\` does not fit the type ${param.type}: it is for ${types.join(" and ")}.`);
      }
    }
    if ((param.minimum ?? 0) > (param.maximum ?? Number.POSITIVE_INFINITY) && param.minimum !== undefined) {
      add("maximum", "`maximum` is smaller than `minimum`.");
    }
    if ((param.minLength ?? 0) > (param.maxLength ?? Number.POSITIVE_INFINITY))
      add("maxLength", "`maxLength` is smaller than `minLength`.");
    if (param.default !== undefined && pattern === null) {
      const problem = paramProblem({ ...param, required: false }, param.default);
      if (problem !== null) add("default", `The default of "${name}" ${problem}.`);
    }
  }
}

const BOUNDS: readonly [keyof ParamDefinition, readonly string[]][] = [
  ["minimum", ["number", "integer"]],
  ["maximum", ["number", "integer"]],
  ["minLength", ["string"]],
  ["maxLength", ["string"]],
  ["pattern", ["string"]],
];
