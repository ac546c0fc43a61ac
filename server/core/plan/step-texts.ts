/**
 * Everything of a step that is evaluated, and what each place may read besides the results above it:
 *
 * | place            | is               | `item`, `index` | `iteration` | the own result       | secrets        |
 * | parameters       | templates        | with `for_each` | with `repeat` | no                 | of tools only  |
 * | task_description | a template       | with `for_each` | with `repeat` | no                 | no             |
 * | when             | a condition      | no              | no            | no                 | no             |
 * | for_each         | templates        | no              | no            | no                 | no             |
 * | until            | a condition      | no              | yes           | the result         | no             |
 * | next             | conditions       | no              | no            | result, error, status | no          |
 */
import type { JsonValue } from "../json";
import { conditionReferences, eachText, type Reference, references } from "../template/references";
import type { CompiledStep } from "./compile-step";
import { isOrchestrated } from "./step-body";
import type { StepsIndex } from "./steps-index";

export type PlaceKind = "parameters" | "task_description" | "when" | "for_each" | "until" | "next";

const CONDITIONS: ReadonlySet<PlaceKind> = new Set(["when", "until", "next"]);

/** A template or condition in its place. */
export class StepText {
  private found: Reference[] | undefined;

  constructor(
    readonly step: number,
    readonly place: PlaceKind,
    readonly path: (string | number)[],
    readonly text: string,
  ) {}

  get isCondition(): boolean {
    return CONDITIONS.has(this.place);
  }

  /** The paths that it reads, found once. @throws TemplateError when it cannot be read. */
  references(): readonly Reference[] {
    this.found ??= this.isCondition ? conditionReferences(this.text) : references(this.text);
    return this.found;
  }
}

/** All templates and conditions of a step, in the order in which people write them. */
export function textsOf(compiled: CompiledStep, at: number, index: StepsIndex): StepText[] {
  const { definition, body, when, loop, cases } = compiled;
  const found: StepText[] = [];
  const add = (place: PlaceKind, key: string, value: JsonValue | null, rest: (string | number)[] = []) => {
    if (value === null) return;
    eachText(value, index.path(at, key, ...rest), (text, path) => found.push(new StepText(at, place, path, text)));
  };
  add("when", "when", when);
  if (loop?.type === "for_each") add("for_each", "for_each", loop.items);
  const { task, data, model } = body.parameters;
  if (isOrchestrated(definition)) {
    add("parameters", "parameters", data ?? {});
    add("task_description", "task_description", task ?? null);
    add("parameters", "model", model ?? null);
  } else add("parameters", "parameters", body.parameters);
  if (loop?.type === "repeat") add("until", "repeat", loop.policy.until, ["until"]);
  for (const [position, condition] of cases.entries()) add("next", "next", condition, [position, "when"]);
  return found;
}
