/** The operations that a step's list offers to the model, under names that endpoints accept. */
import { jsonSchema, type ToolSet, tool } from "ai";
import { z } from "zod";
import { allowedOperations } from "../../core/plan/offerable";
import { operationKey } from "../descriptions";
import { type OperationDescription, ToolError } from "../tool";

export interface OfferedTools {
  set: ToolSet;
  /** `tool.operation` by the name that the model calls; undefined: it is not offered. */
  keyOf(name: string): string | undefined;
  /** All keys, in the order of the step's list. */
  keys: readonly string[];
}

/** Functions of endpoints have letters, digits, `_` and `-` in their names. */
const nameOf = (key: string): string => key.replaceAll(".", "__");

/** The name of a tool that a model called, as chains write it. */
export const asWritten = (name: string): string => name.replaceAll("__", ".");

/** The list is read again here, as the compiler reads it: it may come from parameters that no compiler saw. */
export function offerTools(allowed: readonly string[], known: readonly OperationDescription[]): OfferedTools {
  const catalog = new Map(known.map((one) => [operationKey(one), one]));
  const { keys, problems } = allowedOperations(allowed, catalog);
  const [problem] = problems;
  if (problem !== undefined) throw new ToolError(`allowed_tools: ${problem.message}`, { retryable: false });
  const names = new Map(keys.map((key) => [nameOf(key), key]));
  const set: ToolSet = {};
  for (const [name, key] of names) {
    const operation = catalog.get(key);
    if (operation !== undefined) set[name] = offered(operation);
  }
  return { set, keys, keyOf: (name) => names.get(name) ?? (keys.includes(name) ? name : undefined) };
}

const offered = ({ summary, description, input }: OperationDescription) =>
  tool({
    description: `${summary}\n\n${description}`,
    inputSchema: jsonSchema(
      z.toJSONSchema(input, { io: "input", unrepresentable: "any" }) as Parameters<typeof jsonSchema>[0],
    ),
  });
