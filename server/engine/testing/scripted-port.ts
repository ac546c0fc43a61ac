import type { StepCall, StepIo, StepOutcome, StepPort } from "../ports";

export type Script = (call: StepCall, io: StepIo) => Promise<StepOutcome> | StepOutcome;

/** A port whose steps do what the test says, and that remembers every call: the witness outside the engine. */
export class ScriptedPort implements StepPort {
  readonly calls: StepCall[] = [];
  readonly released: string[] = [];

  constructor(private readonly scripts: Record<string, Script> = {}) {}

  async run(call: StepCall, io: StepIo): Promise<StepOutcome> {
    this.calls.push(call);
    const script =
      this.scripts[call.stepId] ?? (() => ({ status: "succeeded", result: `${call.stepId} done` }) as const);
    return script(call, io);
  }

  async release(executionId: string): Promise<void> {
    this.released.push(executionId);
  }

  callsOf(stepId: string): StepCall[] {
    return this.calls.filter((call) => call.stepId === stepId);
  }
}

export const succeed = (result: StepCall["parameters"] | string | number | null = null): StepOutcome => ({
  status: "succeeded",
  result,
});
export const failWith = (message: string, retryable = false): StepOutcome => ({
  status: "failed",
  error: { code: "tool_error", message, retryable },
});

/** A promise that the test settles. */
export function deferred<T>() {
  let resolve: (value: T) => void = () => {};
  const promise = new Promise<T>((done) => {
    resolve = done;
  });
  return { promise, resolve };
}
