import type { JsonObject } from "@/server/core/json";
import { JOINS } from "@/server/core/plan/plan";
import type { GraphEdge, GraphStep } from "@/server/services/execution-view";
import { type StepOrder, stepOrder } from "../edits/step-order";
import { dependenciesOf, isNamed, type StepData, stepsOf, textOf } from "../edits/steps-of";
import { waysOf } from "./ways";

/**
 * The graph as the text says it, for the time in which it does not compile: a new step has to be seen before its form is filled in.
 * What only the compiler knows (an order that comes from templates, default joins) is missing.
 */
export function sketchOf(data: JsonObject): GraphStep[] {
  const steps = stepsOf(data);
  const order = data.order === "auto" ? null : stepOrder(steps);
  const known = new Set<string>();
  return steps.flatMap((step) => {
    // Two steps with one id are an error that is shown elsewhere; the canvas can hold one of them.
    if (known.has(step.id)) return [];
    known.add(step.id);
    return [sketch(steps, step, order)];
  });
}

function sketch(steps: readonly StepData[], step: StepData, order: StepOrder | null): GraphStep {
  const { body, id, title, outputKey } = step;
  const asks = body.execution_mode === "orchestrated";
  const serves = (key: string) => steps.filter((one) => isNamed(step, one.body[key]));
  const [alternative, compensation] = [serves("alternative"), serves("compensate")];
  const role = alternative.length > 0 ? "alternative" : compensation.length > 0 ? "compensation" : "step";
  const served = [...alternative, ...compensation].map(
    (one): GraphEdge => ({ step: one.id, on: role === "alternative" ? "failure" : "success" }),
  );
  return {
    ...{ id, outputKey, role, name: title, description: null },
    tool: asks ? "llm" : (textOf(body.tool) ?? ""),
    operation: asks ? "task" : (textOf(body.operation) ?? ""),
    subChain: textOf(body.chain) ?? null,
    dependsOn: role === "step" ? edgesTo(steps, step, order) : served,
    join: JOINS.find((join) => join === body.join) ?? "all_succeeded",
    when: textOf(body.when) ?? null,
    ends: waysOf(body).flatMap(({ when, goto }) => (goto === "end" ? [when] : [])),
    loop: null,
    trigger: body.trigger === "manual" ? "manual" : "auto",
  };
}

function edgesTo(steps: readonly StepData[], step: StepData, order: StepOrder | null): GraphEdge[] {
  const ways = steps.flatMap((one): GraphEdge[] => {
    const cases = waysOf(one.body).flatMap(({ when, goto }) => (isNamed(step, goto) ? [when] : []));
    return cases.length > 0 ? [{ step: one.id, on: "success", cases }] : [];
  });
  const above = order?.above(step) ?? null;
  const written = dependenciesOf(step.body) ?? (above ? [{ step: above.id, on: "success" as const }] : []);
  const plain = written.flatMap(({ step: name, on }): GraphEdge[] => {
    const from = steps.find((one) => isNamed(one, name));
    return from && from !== step ? [{ step: from.id, on }] : [];
  });
  return [...plain, ...ways];
}
