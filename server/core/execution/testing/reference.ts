/**
 * A second, slow reading of the rules of the definition format, for the properties to compare with. It shares no code with the
 * core: plain words for states, everything recomputed from the top after each happening.
 */
export interface StepSpec {
  deps: { step: number; on: "success" | "failure" | "always" }[];
  join: "all_succeeded" | "any_succeeded" | "all_done" | "none_failed";
  /** Runs only when that step's result is 1. */
  whenOne: number | null;
  goesOn: boolean;
  tries: number;
  manual: boolean;
  never: boolean;
  /** What each try comes to; the last one repeats. */
  ends: ("one" | "zero" | "busy" | "broken" | "slow" | "sleeps")[];
}
export type Command = "claim" | "cancel" | "pause" | "resume" | "deadline";

export class Reference {
  execution = "queued";
  why: string | null = null;
  withErrors = false;
  readonly status: string[];
  readonly reason: (string | null)[];
  private readonly failures: number[];
  private readonly waits: ("sleep" | "backoff" | "person" | null)[];
  private ending: [string, string] | null = null;

  constructor(
    private readonly steps: StepSpec[],
    private readonly failOnCrash: boolean,
  ) {
    this.status = steps.map(() => "pending");
    this.reason = steps.map(() => null);
    this.failures = steps.map(() => 0);
    this.waits = steps.map(() => null);
  }

  command(name: Command): void {
    if (this.over()) return;
    if (name === "claim" && this.execution !== "queued") this.crash();
    else if (name === "claim") this.execution = "running";
    if (name === "cancel") this.end("canceled", "execution_canceled");
    if (name === "deadline" && this.execution !== "queued") this.end("timed_out", "timeout");
    if (name === "pause" && this.execution === "running" && !this.ending) this.execution = "paused";
    if (name === "resume" && this.execution === "paused") {
      this.execution = "running";
      this.each("queued", (i) => this.set(i, "running"));
    }
    this.settle();
  }

  /** The step does what comes next for it: its try ends, its time comes, or a person continues it. */
  happen(i: number): void {
    if (this.status[i] === "waiting") {
      if (this.waits[i] === "sleep") this.set(i, "succeeded");
      else this.set(i, this.execution === "paused" ? "queued" : "running");
    } else this.tryEnds(i, this.endOf(i));
    this.settle();
  }

  endOf(i: number): StepSpec["ends"][number] {
    const { ends } = this.steps[i] as StepSpec;
    return ends[Math.min(this.failures[i] ?? 0, ends.length - 1)] ?? "one";
  }

  private tryEnds(i: number, end: StepSpec["ends"][number]): void {
    const { tries } = this.steps[i] as StepSpec;
    if (end === "one" || end === "zero") return this.set(i, "succeeded");
    if (this.ending) return this.set(i, "canceled", this.open());
    if (end === "sleeps") return this.wait(i, "sleep");
    this.failures[i] = (this.failures[i] ?? 0) + 1;
    if (end !== "broken" && (this.failures[i] ?? 0) < tries) return this.wait(i, "backoff");
    this.set(i, end === "slow" ? "timed_out" : "failed", end === "slow" ? "timeout" : "tool_error");
    this.judge(i);
  }

  private judge(i: number): void {
    const looked = this.steps.some(
      (s) =>
        s.deps.some((d) => d.step === i && d.on !== "success") ||
        (s.join === "all_done" && s.deps.some((d) => d.step === i)),
    );
    if (looked || this.steps[i]?.goesOn) this.withErrors = true;
    else this.end("failed", "step_failed");
  }

  private crash(): void {
    const lost = this.status.flatMap((s, i) => (s === "running" ? [i] : []));
    const failAll = this.failOnCrash && lost.length > 0 && !this.ending;
    for (const i of lost) {
      if (this.ending) this.set(i, "canceled", this.open());
      else if (failAll) this.set(i, "failed", "interrupted");
      else if (this.steps[i]?.never) {
        this.set(i, "failed", "interrupted");
        this.judge(i);
      } else if (this.execution === "paused") this.set(i, "queued");
    }
    if (failAll) this.end("failed", "failed_recovered");
  }

  private settle(): void {
    for (let moved = true; moved && this.execution === "running" && !this.ending; ) {
      moved = false;
      this.each("pending", (i) => {
        const verdict = this.verdict(i);
        if (verdict === "not yet") return;
        moved = true;
        if (verdict !== "go") this.set(i, "skipped", verdict);
        else this.steps[i]?.manual ? this.wait(i, "person") : this.set(i, "running");
      });
    }
    if (this.ending && !this.status.includes("running")) {
      const open = this.open();
      this.each("pending", (i) => this.set(i, "skipped", open));
      [this.execution, this.why] = this.ending;
    } else if (this.execution === "running" && this.status.every(hasEnded)) this.execution = "succeeded";
  }

  private verdict(i: number): string {
    const { deps, join, whenOne } = this.steps[i] as StepSpec;
    const at = (d: { step: number }) => this.status[d.step] ?? "";
    const bad = (s: string) => s === "failed" || s === "timed_out";
    const good = deps.filter((d) => {
      if (d.on === "always") return hasEnded(at(d));
      return d.on === "failure" ? bad(at(d)) : at(d) === "succeeded" || (bad(at(d)) && this.steps[d.step]?.goesOn);
    });
    const ended = deps.every((d) => hasEnded(at(d)));
    if (!ended && !(join === "any_succeeded" && good.length > 0)) return "not yet";
    const fits = {
      all_succeeded: good.length === deps.length,
      any_succeeded: good.length > 0 || deps.length === 0,
      all_done: true,
      none_failed: deps.length === 0 || (!deps.some((d) => bad(at(d))) && deps.some((d) => at(d) === "succeeded")),
    }[join];
    const blamed = join === "none_failed" ? deps : deps.filter((d) => !good.includes(d));
    if (!fits && blamed.some((d) => bad(at(d)) || at(d) === "canceled")) return "dependency_failed";
    if (!fits) return blamed.some((d) => at(d) === "skipped") ? "dependency_skipped" : "branch_not_taken";
    const isOne = (step: number) => this.status[step] === "succeeded" && this.endOf(step) === "one";
    return whenOne === null || isOne(whenOne) ? "go" : "condition_false";
  }

  private end(status: string, why: string): void {
    if (this.ending) return;
    this.ending = [status, why];
    for (const s of ["waiting", "queued"]) this.each(s, (i) => this.set(i, "canceled", this.open()));
  }

  private open = () => (this.ending?.[0] === "canceled" ? "execution_canceled" : "execution_stopped");
  private over = () => !["queued", "running", "paused"].includes(this.execution);
  private wait(i: number, kind: "sleep" | "backoff" | "person"): void {
    this.set(i, "waiting", { sleep: "timer", backoff: "retry_backoff", person: "manual_trigger" }[kind]);
    this.waits[i] = kind;
  }
  private set(i: number, status: string, reason: string | null = null): void {
    this.status[i] = status;
    this.reason[i] = reason;
  }
  private each(status: string, work: (i: number) => void): void {
    this.status.forEach((s, i) => {
      if (s === status) work(i);
    });
  }
}

const hasEnded = (s: string) => !["pending", "queued", "running", "waiting"].includes(s);
