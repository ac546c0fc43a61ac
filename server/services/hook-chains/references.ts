/**
 * How hook chains name the results of earlier tasks, and what a chain definition calls them:
 *
 * | written                                   | means                                         | becomes                     |
 * | `task_results.task-0.result.product`      | the task with `task_order` 0                  | `results.task-0.product`    |
 * | `task_results.task-0.status` (or another) | what else is known of it                      | `steps.task-0.status`       |
 * | `task1.product`                           | the task number 1, counted from 1             | `results.task-0.product`    |
 * | `initial_context.city`                    | what the execution was started with           | `params.initial_context.city` |
 *
 * Only inside `{{ }}` and `{% %}`; all other text stays.
 */
import type { JsonValue } from "../../core/json";

const TAG = /\{\{[\s\S]*?\}\}|\{%[\s\S]*?%\}/g;
const PROPERTY = String.raw`((?:\.[A-Za-z_][\w-]*)?)`;
const RESULT = new RegExp(String.raw`(?<![\w.-])task_results\.task-(\d+)\.result(?![\w-])${PROPERTY}`, "g");
const FACT = /(?<![\w.-])task_results\.task-(\d+)\.(?!result(?![\w-]))/g;
const NUMBERED = new RegExp(String.raw`(?<![\w.-])task(\d+)(?![\w-])${PROPERTY}`, "g");
const INITIAL = /(?<![\w.-])initial_context(?![\w-])/g;

export const stepIdOf = (taskOrder: number): string => `task-${taskOrder}`;

/** A value with its references in the words of definitions. `orders`: the `task_order` of each task, in their order. */
export function rewritten<Value extends JsonValue>(value: Value, orders: readonly number[]): Value {
  return inTexts(value, (text) => text.replace(TAG, (tag) => rewriteTag(tag, orders))) as Value;
}

function rewriteTag(tag: string, orders: readonly number[]): string {
  return tag
    .replace(RESULT, (_, order: string, property: string) => `results.task-${order}${property}`)
    .replace(FACT, (_, order: string) => `steps.task-${order}.`)
    .replace(NUMBERED, (written, number: string, property: string) => {
      const order = orders[Number(number) - 1];
      return order === undefined ? written : `results.${stepIdOf(order)}${property}`;
    })
    .replace(INITIAL, "params.initial_context");
}

/** Which properties of a task's result are read anywhere: then an agent has to give them. Whole results say nothing. */
export function propertiesRead(values: readonly JsonValue[], orders: readonly number[]): Map<number, Set<string>> {
  const found = new Map<number, Set<string>>();
  const note = (order: number | undefined, property: string) => {
    if (order === undefined || property === "") return;
    found.set(order, (found.get(order) ?? new Set()).add(property.slice(1)));
  };
  const look = (text: string) => {
    for (const [tag] of text.matchAll(TAG)) {
      for (const [, order = "", property = ""] of tag.matchAll(RESULT)) note(Number(order), property);
      for (const [, number = "", property = ""] of tag.matchAll(NUMBERED)) note(orders[Number(number) - 1], property);
    }
    return text;
  };
  for (const value of values) inTexts(value, look);
  return found;
}

/** The value with each of its texts changed. */
function inTexts(value: JsonValue, change: (text: string) => string): JsonValue {
  if (typeof value === "string") return change(value);
  if (Array.isArray(value)) return value.map((one) => inTexts(one, change));
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, inTexts(one, change)]));
}
