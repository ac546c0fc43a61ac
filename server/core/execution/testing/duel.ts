import type { Plan } from "../../plan/plan";
import { isExecutionEnded, isStepEnded } from "../states";
import { planOfSpecs } from "./random-plans";
import { type Command, Reference, type StepSpec } from "./reference";
import { type Happening, Walk } from "./walk";

const COMMANDS: readonly Command[] = ["claim", "cancel", "pause", "resume", "deadline"];

/** The core and the reference side by side: every happening is told to both. `picks` says what happens next. */
export class Duel {
  readonly walk: Walk;
  readonly reference: Reference;

  constructor(specs: StepSpec[], onCrash: Plan["onCrash"]) {
    this.walk = new Walk(planOfSpecs(specs, onCrash));
    this.reference = new Reference(specs, onCrash === "fail");
  }

  get over(): boolean {
    return isExecutionEnded(this.walk.state.status);
  }

  /** One happening of many. A tenth are commands, crashes among them; the rest is what steps do. */
  next(pick: number): void {
    const { walk } = this;
    const active = this.active();
    walk.advance(pick % 50);
    if (walk.state.status === "queued") return this.command(pick % 10 === 0 ? this.commandOf(pick) : "claim");
    const index = active[Math.floor(pick / 10) % Math.max(1, active.length)];
    if (pick % 10 === 0 || index === undefined)
      return this.command(index === undefined ? "resume" : this.commandOf(pick));
    this.act(index);
  }

  /** What running and waiting steps could do now, by their index. */
  active(): number[] {
    return this.walk.state.steps.flatMap(({ status }, index) =>
      status === "running" || status === "waiting" ? [index] : [],
    );
  }

  private commandOf(pick: number): Command {
    return COMMANDS[Math.floor(pick / 10) % COMMANDS.length] ?? "claim";
  }

  private command(name: Command): void {
    this.reference.command(name);
    const { walk } = this;
    const run = { claim: () => walk.claim(), cancel: () => walk.cancel(), pause: () => walk.pause() };
    const rest = { resume: () => walk.resume(), deadline: () => walk.deadline() };
    ({ ...run, ...rest })[name]();
  }

  private act(index: number): void {
    const { walk } = this;
    const end = this.reference.endOf(index);
    this.reference.happen(index);
    const step = walk.step(`s${index}`);
    if (step.status === "waiting") {
      walk.at = Math.max(walk.at, step.wakeAt ?? 0);
      const type = step.reason?.code === "manual_trigger" ? "step.continue_requested" : "step.timer_fired";
      return this.twice({ type, step: index });
    }
    this.twice(this.endEvent(index, step.attempt, end));
  }

  private endEvent(step: number, attempt: number, end: StepSpec["ends"][number]): Happening {
    const place = { step, attempt };
    if (end === "one" || end === "zero") return { type: "step.succeeded", ...place, result: end === "one" ? 1 : 0 };
    if (end === "sleeps") {
      return { type: "step.suspended", ...place, until: this.walk.at + 70, message: "Sleeps.", result: 0 };
    }
    if (this.walk.state.ending) return { type: "step.stopped", ...place };
    const code = end === "slow" ? ("timeout" as const) : ("tool_error" as const);
    const error = { code, message: `It is ${end}.`, retryable: end !== "broken" };
    return { type: "step.failed", ...place, error, random: (step % 3) / 3 };
  }

  /** Whatever an event did, the same event once more is late. */
  private twice(happening: Happening): void {
    const after = this.walk.apply(happening).state;
    if (this.walk.apply(happening).state !== after) throw new Error(`${happening.type} was applied twice.`);
  }

  /** Open steps that nothing explains: there must be none. */
  unexplained(): string[] {
    const { plan, state } = this.walk;
    return plan.steps.flatMap((step) => {
      const { status, reason } = this.walk.step(step.id);
      const waitsForOthers = step.dependsOn.some((edge) => !isStepEnded(state.steps[edge.step]?.status ?? "pending"));
      const held = state.status !== "running" || state.ending !== null;
      if (status === "pending" && !waitsForOthers && !held) return [`${step.id} is ready and does not run`];
      if (status === "waiting" && !reason?.message) return [`${step.id} waits without a reason`];
      if (status === "queued" && state.status !== "paused") return [`${step.id} is queued though nothing is paused`];
      const ended = isStepEnded(status) && status !== "succeeded";
      return ended && !reason?.message ? [`${step.id} is ${status} without a reason`] : [];
    });
  }
}
