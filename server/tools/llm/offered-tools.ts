/** The operations that a step's list offers to the model, under names that endpoints accept. */
import { jsonSchema, type ToolSet, tool } from "ai";
import { z } from "zod";
import { offerRefusal } from "../../core/plan/offerable";
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

/** What is never offered is refused here again: a list may come from parameters that no compiler saw. */
export function offerTools(allowed: readonly string[], known: readonly OperationDescription[]): OfferedTools {
  const byKey = new Map(known.map((one) => [operationKey(one), one]));
  const names = new Map<string, string>();
  const set: ToolSet = {};
  for (const key of allowed) {
    const why = offerRefusal(key);
    const operation = byKey.get(key);
    if (why !== null) throw new ToolError(`"${key}" is never offered to a model: ${why}.`, { retryable: false });
    if (operation === undefined)
      throw new ToolError(`This server has no operation "${key}", which the step allows.`, { retryable: false });
    names.set(nameOf(key), key);
    set[nameOf(key)] = tool({
      description: `${operation.summary}\n\n${operation.description}`,
      inputSchema: jsonSchema(
        z.toJSONSchema(operation.input, { io: "input", unrepresentable: "any" }) as Parameters<typeof jsonSchema>[0],
      ),
    });
  }
  const keys = [...names.values()];
  return { set, keys, keyOf: (name) => names.get(name) ?? (keys.includes(name) ? name : undefined) };
}
