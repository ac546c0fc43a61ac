import type { JsonObject } from "@/server/core/json";
import type { EdgeCondition, Join } from "@/server/core/plan/plan";
import { isNamed, type StepData, stepsOf } from "../edits/steps-of";
import type { Edits } from "../use-edits";
import type { EditableEdge } from "./edit-edges";
import { type Way, withoutWaysTo, withWay } from "./ways";

/** Edits of the draft by the ids of the graph. A step that is not in the text any more is left alone. */
export interface GraphActions {
  connect(from: string, to: string, on: EdgeCondition): void;
  remove(edge: EditableEdge): void;
  /** In their order; the first one runs after the step. */
  addAfter(id: string | null, bodies: readonly JsonObject[]): void;
  removeStep(id: string): void;
  setJoin(id: string, join: Join): void;
  /** `place` null: a new way. */
  setWay(id: string, place: number | null, way: Way): void;
  removeWay(id: string, goto: string): void;
}

export function graphActions(edits: Edits, dataNow: () => JsonObject): GraphActions {
  const find = (id: string): { step: StepData; steps: StepData[] } | null => {
    const steps = stepsOf(dataNow());
    const step = steps.find((one) => one.id === id);
    return step ? { step, steps } : null;
  };
  const indexOf = (id: string) => find(id)?.step.index ?? null;
  const removeWay = (id: string, goto: string) => {
    const from = find(id);
    const target = from?.steps.find((one) => isNamed(one, goto));
    if (!from) return;
    const isIt = (name: string) => name === goto || (target !== undefined && isNamed(target, name));
    edits.setInStep(from.step.index, ["next"], withoutWaysTo(from.step.body, isIt));
  };
  return {
    connect(from, to, on) {
      const [a, b] = [indexOf(from), indexOf(to)];
      if (a !== null && b !== null) edits.connect(a, b, on);
    },
    remove({ from, to, kind }) {
      const [a, b] = [indexOf(from), indexOf(to)];
      if (a === null || b === null) return;
      if (kind.type === "dependency") edits.disconnect(a, b);
      else if (kind.type === "stand-by") edits.setInStep(a, [kind.key], undefined);
      else removeWay(from, to);
    },
    addAfter(id, bodies) {
      const data = dataNow();
      const after = id === null ? null : find(id);
      // Where the order does not come from the list, it has to be said.
      const [first, ...rest] = bodies;
      const ordered = first && data.order === "auto" && after ? { ...first, depends_on: [after.step.id] } : first;
      edits.addSteps(after ? after.step.index + 1 : stepsOf(data).length, ordered ? [ordered, ...rest] : []);
    },
    removeStep(id) {
      const index = indexOf(id);
      if (index !== null) edits.remove(index);
    },
    setJoin(id, join) {
      const index = indexOf(id);
      if (index !== null) edits.setInStep(index, ["join"], join === "all_succeeded" ? undefined : join);
    },
    setWay(id, place, way) {
      const from = find(id);
      if (from) edits.setInStep(from.step.index, ["next"], withWay(from.step.body, place, way));
    },
    removeWay,
  };
}
