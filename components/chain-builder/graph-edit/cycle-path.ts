import type { GraphStep } from "@/server/services/execution-view";

/**
 * The circle that a new edge would close, as names of steps from its begin back to it; null: it closes none. A step that runs after
 * itself would never run.
 */
export function cyclePath(steps: readonly GraphStep[], from: string, to: string): string[] | null {
  const names = new Map(steps.map(({ id, name }) => [id, name]));
  const name = (id: string) => names.get(id) ?? id;
  if (from === to) return [name(from), name(from)];
  const before = new Map([[to, null as string | null]]);
  const queue = [to];
  for (const at of queue) {
    for (const step of steps) {
      if (before.has(step.id) || !step.dependsOn.some((edge) => edge.step === at)) continue;
      before.set(step.id, at);
      queue.push(step.id);
    }
  }
  if (!before.has(from)) return null;
  const path: string[] = [];
  for (let at: string | null | undefined = from; at != null; at = before.get(at)) path.unshift(name(at));
  return [name(from), ...path];
}

/** Why two steps cannot be connected, in words; null: they can. */
export function whyNotConnect(steps: readonly GraphStep[], from: string, to: string): string | null {
  if (from === to) return "A step cannot run after itself.";
  const circle = cyclePath(steps, from, to);
  return circle ? `That would be a circle: ${circle.join(" → ")}.` : null;
}
