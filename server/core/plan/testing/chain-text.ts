import { check } from "../check";
import type { Plan } from "../plan";
import { smallCatalog } from "./small-catalog";

/** A chain whose steps are written as YAML flow mappings; a `transform.set` unless they say otherwise. */
export function chainText(steps: string[], head = ""): string {
  const lines = steps.map((step) => {
    const saysWhat = /tool:|execution_mode:|chain:/.test(step);
    const call = saysWhat ? "" : ", tool: transform, operation: set";
    const value = saysWhat || /parameters:/.test(step) ? "" : ", parameters: { value: 1 }";
    return `  - { ${step}${call}${value} }`;
  });
  return `name: Test\n${head}steps:\n${lines.join("\n")}\n`;
}

/** The plan of a chain that must compile. */
export function planOf(steps: string[], head = ""): Plan {
  const { plan, diagnostics } = check(chainText(steps, head), { catalog: smallCatalog });
  if (plan === null) throw new Error(diagnostics.map(({ message }) => message).join("\n"));
  return plan;
}

/** `path: message` of everything wrong with a chain. */
export function problemsOf(steps: string[], head = ""): string[] {
  return check(chainText(steps, head), { catalog: smallCatalog }).diagnostics.map(
    ({ path, message }) => `${path}: ${message}`,
  );
}

/** `step < dependency:on[cases]` for each step, in the order of the plan. */
export function edgesOf(steps: string[], head = ""): string[] {
  const plan = planOf(steps, head);
  return plan.steps.map(({ id, dependsOn }) => {
    const edges = dependsOn.map(({ step, on, cases }) => `${plan.steps[step]?.id}:${on}${cases ? `[${cases}]` : ""}`);
    return [id, "<", ...edges].join(" ");
  });
}
