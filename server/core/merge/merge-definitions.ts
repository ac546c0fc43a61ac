import { readText } from "../definition/read-text";
import { assignStepIds } from "../definition/step-ids";
import type { JsonObject } from "../json";
import { mergeOrder } from "./merge-order";
import {
  type Choices,
  isMap,
  type MergePlace,
  mergeValues,
  placeOf,
  placesIn,
  resolved,
  type Three,
  valueAt,
} from "./merge-values";

/** Three versions of a definition: of the chain key by key, of its steps by their ids, and of a step key by key. */
export interface DefinitionMerge {
  /** What is not the same in all three: of the chain first, then step by step. */
  places: readonly MergePlace[];
  /** Every step of the three, mostly in the order of one's own. */
  steps: readonly MergedStep[];
  /** The merged data. A conflict without a choice stays as in one's own text. */
  result(choices: Choices): { data: JsonObject; ids: string[] };
}

/** A step as it stands in each of the texts. */
export type MergedStep = { id: string } & Three<JsonObject | undefined>;

/** A definition as plain data, with the ids that its steps have or get. */
export interface ReadDefinition {
  data: JsonObject;
  ids: string[];
  steps: ReadonlyMap<string, JsonObject>;
}

/** Null: one of the texts is no mapping with steps that can be told apart. */
export function mergeDefinitions(texts: Three<string>): DefinitionMerge | null {
  const [base, yours, theirs] = [texts.base, texts.yours, texts.theirs].map(readDefinition);
  if (!base || !yours || !theirs) return null;
  const { by, orders } = mergeOrder({ base: base.ids, yours: yours.ids, theirs: theirs.ids });
  const chain = mergeValues(
    { stepId: null, path: [] },
    { base: withoutSteps(base), yours: withoutSteps(yours), theirs: withoutSteps(theirs) },
  );
  const order = by === null ? null : placeOf({ stepId: null, path: ["steps"] }, { ...copied(orders) }, by);
  const all = orders.yours.map(
    (id): MergedStep => ({
      ...{ id, base: base.steps.get(id), yours: yours.steps.get(id), theirs: theirs.steps.get(id) },
    }),
  );
  const steps = new Map(all.map((step) => [step.id, mergeValues({ stepId: step.id, path: [] }, step)]));
  return {
    places: [...placesIn(chain), ...(order ? [order] : []), ...[...steps.values()].flatMap(placesIn)],
    steps: all,
    result(choices) {
      const wanted = order ? valueAt(order, choices) : undefined;
      const ids = Array.isArray(wanted) ? wanted.map(String) : orders.yours;
      const kept = ids.flatMap((id) => {
        const step = steps.get(id);
        const body = step && resolved(step, choices);
        return isMap(body) ? [{ id, body }] : [];
      });
      const data = resolved(chain, choices);
      return {
        data: { ...(isMap(data) ? data : {}), steps: kept.map(({ body }) => body) },
        ids: kept.map(({ id }) => id),
      };
    },
  };
}

/** The data of a text; null: it cannot be read, or two steps have one id. */
export function readDefinition(text: string): ReadDefinition | null {
  const { data, report } = readText(text);
  if (!isMap(data) || report.hasErrors) return null;
  const bodies = Array.isArray(data.steps) ? data.steps.filter(isMap) : [];
  const word = (value: unknown) => (typeof value === "string" && value !== "" ? value : undefined);
  const ids = assignStepIds(bodies.map(({ id, name }) => ({ id: word(id), name: word(name) })));
  const steps = new Map(ids.map((id, index) => [id, bodies[index] ?? {}]));
  return steps.size === ids.length && bodies.length === (Array.isArray(data.steps) ? data.steps.length : 0)
    ? { data, ids, steps }
    : null;
}

function withoutSteps({ data }: ReadDefinition): JsonObject {
  const { steps: _, ...rest } = data;
  return rest;
}

const copied = ({ base, yours, theirs }: Three<readonly string[]>): Three<string[]> => ({
  ...{ base: [...base], yours: [...yours], theirs: [...theirs] },
});
