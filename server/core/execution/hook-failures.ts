/** What lifecycle hooks with `on_error: fail` say about successes that are not recorded yet: why each is a failure after all. */
export interface HookFailures {
  /** By the index of the step. */
  steps: Map<number, string>;
  execution: string | null;
}
