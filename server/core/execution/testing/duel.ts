import type { JsonObject, JsonValue } from "../../json";
import type { Plan } from "../../plan/plan";
import type { StepEvent, StepPlace } from "../engine-event";
import { resultOf } from "../outcome";
import type { StepFailure, StepState } from "../state";
import { isExecutionEnded } from "../states";
import { planOfSpecs } from "./random-plans";
import type { End, Ends, Fact, Spec } from "./spec";
import { Walk } from "./walk";

const COMMANDS = ["claim", "claim", "cancel", "pause", "resume", "deadline"] as const;

/** A random execution of the core, of which it writes down the facts that the reference is told. `picks` says what happens next. */
export class Duel {
  readonly walk: Walk;
  readonly facts: Fact[] = [];
  private readonly tries = new Map<string, number>();
  private readonly stops = new Set<string>();
  private told = 0;
  private seen = 0;

  constructor(
    readonly specs: Spec[],
    onCrash: Plan["onCrash"] = "resume",
  ) {
    this.walk = new Walk(planOfSpecs(specs, onCrash));
  }

  get over(): boolean {
    return isExecutionEnded(this.walk.state.status);
  }

  /** One happening of many. A tenth are commands, crashes among them; the rest is what steps do. */
  next(pick: number): void {
    const { walk } = this;
    walk.advance(1 + (pick % 50));
    const active = this.active();
    const place = active[Math.floor(pick / 10) % Math.max(1, active.length)];
    if (walk.state.status === "queued") this.command(pick % 100 === 0 ? "cancel" : "claim");
    else if (place === undefined) this.command("resume");
    else if (pick % 10 === 0) this.command(COMMANDS[Math.floor(pick / 10) % COMMANDS.length] ?? "claim");
    else this.act(place, pick);
    this.tellStopped();
    this.tellBegun();
  }

  /** Places of which something may be heard now. */
  active(): StepPlace[] {
    const { state } = this.walk;
    return state.steps.flatMap((step, index): StepPlace[] => {
      const items = step.loop?.items.flatMap((item, at) => (isActive(item) ? [{ step: index, item: at }] : []));
      return items ?? (isActive(step) ? [{ step: index }] : []);
    });
  }

  private command(name: (typeof COMMANDS)[number]): void {
    const { walk } = this;
    const { status, ending } = walk.state;
    if (name === "claim" && status === "queued") this.facts.push({ type: "resumed" });
    if (name === "claim") return this.crash();
    if (name === "cancel") this.facts.push({ type: "closed", as: "canceled", why: "execution_canceled" });
    if (name === "deadline" && status !== "queued")
      this.facts.push({ type: "closed", as: "timed_out", why: "timeout" });
    if (name === "pause" && status === "running" && !ending) this.facts.push({ type: "paused" });
    if (name === "resume" && status === "paused") this.facts.push({ type: "resumed" });
    const run = { cancel: () => walk.cancel(), pause: () => walk.pause(), resume: () => walk.resume() };
    ({ ...run, deadline: () => walk.deadline() })[name]();
  }

  /** What may not run again has failed; the rest is as it was, in another process. */
  private crash(): void {
    const { status } = this.walk.state;
    // All that was lost is judged before anything follows from it.
    if (status === "running") this.facts.push({ type: "paused" });
    const lost = this.active().filter((place) => this.entry(place).status === "running");
    for (const place of lost) {
      const spec = this.spec(place);
      if (this.isStopping(place)) this.tellStop(place.step, place.item ?? null);
      else if (spec.never) this.lose(place);
    }
    if (status === "running") this.facts.push({ type: "resumed" });
    this.walk.claim();
  }

  /** With an item that is given up its loop is, and those of its items that wait wait no more. */
  private lose(place: StepPlace): void {
    this.factOf(place, 0, "interrupted", false);
    if (place.item === undefined || this.spec(place).policy === "continue") return;
    for (const { step, item } of this.active()) {
      const waits = step === place.step && item !== undefined && this.entry({ step, item }).status === "waiting";
      if (waits) this.tellStop(step, item);
    }
  }

  private act(place: StepPlace, pick: number): void {
    const { status, reason, wakeAt, childId, result } = this.entry(place);
    const { walk } = this;
    if (status === "running") return this.endTry(place, pick);
    if (wakeAt !== null && (reason?.code !== "approval" || pick % 7 === 1)) {
      walk.at = Math.max(walk.at, wakeAt);
      if (reason?.code === "timer") this.factOf(place, result === 1 ? 1 : 0, null, false);
      if (reason?.code === "approval") this.factOf(place, 0, "approval_expired", false);
      return this.twice({ type: "step.timer_fired", ...place });
    }
    const good = pick % 3 !== 0;
    if (reason?.code === "manual_trigger") return this.twice({ type: "step.continue_requested", ...place });
    const code = reason?.code === "approval" ? ("rejected" as const) : ("sub_chain_failed" as const);
    this.factOf(place, 1, good ? null : code, code === "sub_chain_failed");
    const error = good ? null : failure(code, code === "sub_chain_failed");
    const said = { result: good ? 1 : null, error, random: 0.5 };
    if (childId === null) return this.twice({ type: "step.answered", ...place, ...said });
    this.twice({ type: "step.child_ended", ...place, childId, ...said });
  }

  private endTry(place: StepPlace, pick: number): void {
    const { attempt } = this.entry(place);
    const at = { ...place, attempt };
    const end = this.endOf(place);
    const value = end === "one" ? 1 : 0;
    if (this.isStopping(place) && (pick % 2 === 0 || !["one", "zero"].includes(end))) {
      return this.twice({ type: "step.stopped", ...at });
    }
    const waits = { until: this.walk.at + 70, message: "Waits." };
    if (end === "sleeps") return this.twice({ type: "step.suspended", ...at, ...waits, result: pick % 2 });
    if (end === "asks") return this.twice({ type: "step.suspended", ...at, ...waits, result: null, prompt: {} });
    if (end === "child")
      return this.twice({ type: "step.child_requested", ...at, childId: `c${pick}`, message: "Waits." });
    this.count(place);
    if (end === "one" || end === "zero") {
      this.factOf(place, value, null, false);
      return this.twice({ type: "step.succeeded", ...at, result: value });
    }
    const code = end === "slow" ? ("timeout" as const) : ("tool_error" as const);
    this.factOf(place, 0, code, end !== "broken");
    this.twice({ type: "step.failed", ...at, error: failure(code, end !== "broken"), random: (pick % 3) / 3 });
  }

  private factOf(place: StepPlace, value: number, fail: string | null, again: boolean): void {
    if (fail === null || !this.isStopping(place))
      this.facts.push({ type: "try", ...numbered(place), value, fail, again });
  }

  /** Which of its scripted ends the try of a place comes to. */
  private endOf(place: StepPlace): End {
    const { ends } = this.spec(place);
    const tried = (this.tries.get(JSON.stringify(place)) ?? 0) + (place.item ?? 0);
    return ends[Math.min(tried, ends.length - 1)] ?? "one";
  }

  private count(place: StepPlace): void {
    const key = JSON.stringify(place);
    this.tries.set(key, (this.tries.get(key) ?? 0) + 1);
  }

  /** What was told to stop, or waited and waits no more. */
  private tellStopped(): void {
    const { transitions } = this.walk;
    for (; this.seen < transitions.length; this.seen++) {
      const entry = transitions[this.seen];
      if (entry?.kind === "step.canceled") this.tellStop(entry.step ?? 0, entry.item);
    }
  }

  private tellStop(step: number, item: number | null): void {
    if (this.stops.has(`${step}.${item}`)) return;
    this.stops.add(`${step}.${item}`);
    this.facts.push({ type: "stopped", step, item });
  }

  /** The reference hears of the begin of items and compensations: it checks their order. */
  private tellBegun(): void {
    const { effects } = this.walk;
    for (; this.told < effects.length; this.told++) {
      const effect = effects[this.told];
      if (effect?.type !== "run-step" || effect.attempt !== 1) continue;
      const isLoop = effect.item !== undefined;
      if (isLoop || this.spec(effect).role === "compensation") this.facts.push({ type: "begun", ...numbered(effect) });
    }
  }

  private isStopping({ step, item }: StepPlace): boolean {
    const { ending, steps } = this.walk.state;
    if (ending && !(ending.rollback && this.specs[step]?.role === "compensation")) return true;
    return item !== undefined && steps[step]?.error != null;
  }

  /** Whatever an event did, the same event once more is late. */
  private twice(event: StepEvent): void {
    const after = this.walk.apply(event).state;
    if (this.walk.apply(event).state !== after) throw new Error(`${event.type} was applied twice.`);
  }

  private entry({ step, item }: StepPlace): StepState {
    const own = this.walk.state.steps[step];
    const entry = item === undefined ? own : own?.loop?.items[item];
    if (!entry) throw new Error("There is no such place.");
    return entry;
  }

  private spec({ step }: StepPlace): Spec {
    const spec = this.specs[step];
    if (!spec) throw new Error("There is no such step.");
    return spec;
  }

  /** How it ended, in the words of the reference. */
  get ends(): Ends {
    const { plan, state } = this.walk;
    const steps = state.steps.map((step, index) => {
      const value: JsonValue = resultOf(plan, state.steps, index);
      return { end: step.status as string, why: step.reason?.code ?? null, value };
    });
    return { execution: state.status, why: state.reason?.code ?? null, errors: state.withErrors, steps };
  }
}

const isActive = ({ status }: StepState) => status === "running" || status === "waiting";
const numbered = ({ step, item = 0 }: StepPlace) => ({ step, item });

function failure(code: StepFailure["code"], retryable: boolean, details?: JsonObject): StepFailure {
  return { code, message: `It is ${code}.`, retryable, ...(details ? { details } : {}) };
}
