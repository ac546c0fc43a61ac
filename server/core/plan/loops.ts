/**
 * `repeat` and `for_each` of a step.
 *
 * | key                     | default     | rule                                                                      |
 * | repeat.max              | 1000        | without `until`: runs exactly so often                                    |
 * | repeat.every            | 0           | wait before iteration n + 1: min(every * backoff_factor^(n-1), max_every) |
 * | repeat.backoff_factor   | 1           |                                                                           |
 * | repeat.max_every        | 30 days     |                                                                           |
 * | for_each                |             | a list, or a template that is one expression                              |
 * | concurrency             | 1           | items at a time                                                           |
 */
import type { StepDefinition } from "../definition/definition";
import type { Report } from "../definition/report";
import { MAX_SECONDS } from "../definition/schema/basics";
import type { JsonValue } from "../json";
import { isTemplate, parseTemplate } from "../template/engine";
import { singleOutput } from "../template/references";
import { normalizeValue } from "../template/single-braces";
import { TemplateError } from "../template/template-error";
import type { ForEach, RepeatPolicy } from "./plan";
import type { StepsIndex } from "./steps-index";

export type Loop = { type: "repeat"; policy: RepeatPolicy } | ({ type: "for_each" } & ForEach);

const DEFAULT_MAX = 1000;

const milliseconds = (seconds: number): number => Math.round(seconds * 1000);

/** The loop of a step in the form of the plan. `until` comes without braces. */
export function compileLoop(step: StepDefinition, known: ReadonlySet<string>, until: string | null): Loop | null {
  if (step.for_each !== undefined)
    return {
      type: "for_each",
      items: normalizeValue(trimmed(step.for_each as JsonValue), known),
      concurrency: step.concurrency ?? 1,
    };
  if (step.repeat === undefined) return null;
  const { every = 0, max = DEFAULT_MAX, backoff_factor = 1, max_every = MAX_SECONDS } = step.repeat;
  const policy = {
    everyMs: milliseconds(every),
    until,
    max,
    backoffFactor: backoff_factor,
    maxEveryMs: milliseconds(max_every),
  };
  return { type: "repeat", policy };
}

/** A text for the items must be one expression: anything else would give a text, never a list. */
export function checkItems(loop: Loop | null, at: number, index: StepsIndex, report: Report): void {
  if (loop?.type !== "for_each" || typeof loop.items !== "string" || isOneExpression(loop.items)) return;
  const id = index.steps[at]?.id;
  const { items } = loop;
  const bare = !isTemplate(items) && /^[A-Za-z_][\w.[\]-]*$/.test(items);
  const todo = bare ? `Write "{{ ${items} }}".` : 'Write a list, or one expression such as "{{ deals.items }}".';
  report.add({
    path: index.path(at, "for_each"),
    message: `Step "${id}": \`for_each\` needs a list. ${todo}`,
    stepId: id,
  });
}

/** What cannot be read at all is told where its names are checked. */
function isOneExpression(text: string): boolean {
  if (!isTemplate(text)) return false;
  try {
    return singleOutput(parseTemplate(text)) !== null;
  } catch (error) {
    if (error instanceof TemplateError) return true;
    throw error;
  }
}

/** Space around an expression would make a text of its value. */
const trimmed = (written: JsonValue): JsonValue => (typeof written === "string" ? written.trim() : written);
