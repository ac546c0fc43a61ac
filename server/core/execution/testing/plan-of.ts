import { type EdgeCondition, PLAN_FORMAT, type Plan, type PlanStep } from "../../plan/plan";

/** A step as tests write it: only what matters. Steps are named in topological order. */
export type StepSketch = Partial<Omit<PlanStep, "dependsOn" | "dependents">> & {
  id: string;
  /** Ids, `[id, on]`, or `[id, on, cases]` on a way from a choice. Absent: the step above. */
  after?: (string | [string, EdgeCondition] | [string, EdgeCondition, number[]])[];
};

const NO_RETRY = { maxAttempts: 1, initialDelayMs: 1_000, backoffFactor: 2, maxDelayMs: 60_000, jitter: false };

/** A plan for tests of what happens after compiling. */
export function planOf(sketches: StepSketch[], rest: Partial<Omit<Plan, "steps">> = {}): Plan {
  const indexOf = new Map(sketches.map((sketch, index) => [sketch.id, index]));
  const edges = sketches.map((sketch, index) => {
    const above = sketches[index - 1];
    const after = sketch.after ?? (above ? [above.id] : []);
    return after.map((entry) => {
      const [id, on, cases] = Array.isArray(entry) ? entry : [entry, "success" as const];
      const step = indexOf.get(id);
      if (step === undefined || step >= index) throw new Error(`"${sketch.id}" cannot come after "${id}".`);
      return cases ? { step, on, cases } : { step, on };
    });
  });
  const steps = sketches.map(({ after: _, ...sketch }, index): PlanStep => {
    const dependents = edges.flatMap((list, other) =>
      list.some((edge) => edge.step === index) && (sketches[other]?.role ?? "step") === "step" ? [other] : [],
    );
    return {
      ...{ name: sketch.id, outputKey: sketch.id.replaceAll("-", "_"), tool: "test", operation: "do", parameters: {} },
      ...{ join: "all_succeeded", when: null, trigger: "auto", pass: { result: true, files: true, browser: true } },
      ...{ timeoutMs: null, errorPolicy: "stop", retry: NO_RETRY, rerun: "safe" },
      ...{ role: "step", serves: [], subChain: null, next: [], repeat: null, forEach: null },
      ...{ totalTimeoutMs: null, startTimeoutMs: null, idleTimeoutMs: null, alternative: null, compensate: null },
      ...sketch,
      dependsOn: edges[index] ?? [],
      dependents,
    };
  });
  const plan: Omit<Plan, "hash"> = {
    format: PLAN_FORMAT,
    name: "Test",
    params: {},
    timeoutMs: null,
    share: { browserSession: false, files: false },
    onCrash: "resume" as const,
    concurrency: null,
    ...rest,
    steps,
  };
  return { ...plan, hash: rest.hash ?? hashOf(plan) };
}

/** Enough to tell the plans of tests apart. */
function hashOf(plan: object): string {
  let hash = 5381;
  for (const char of JSON.stringify(plan)) hash = (hash * 33 + char.charCodeAt(0)) | 0;
  return `test-${hash >>> 0}-${JSON.stringify(plan).length}`;
}
