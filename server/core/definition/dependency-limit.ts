import type { Report } from "./report";

/** Between all steps, written or read from templates. More than any chain of 2,000 steps needs: every execution walks through them. */
export const MAX_DEPENDENCIES = 10_000;

/** What `steps` have in their `depends_on`, counted before anything is made of it; reported when it is too much. */
export function hasTooManyDependencies(steps: readonly unknown[], report: Report): boolean {
  let count = 0;
  for (const step of steps) {
    const written = (step as { depends_on?: unknown } | null)?.depends_on;
    if (Array.isArray(written)) count += written.length;
  }
  return isTooMany(count, report);
}

/** Whether these are more than an execution should walk through; reported when they are. */
export function isTooMany(count: number, report: Report): boolean {
  if (count <= MAX_DEPENDENCIES) return false;
  const message = `The steps have ${count} dependencies between them; at most ${MAX_DEPENDENCIES} are possible. A step waits for what its dependencies waited for anyway: name only the last ones before it.`;
  report.add({ path: ["steps"], onKey: true, message });
  return true;
}
