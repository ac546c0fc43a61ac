/** One attempt of a step: resolves its parameters, calls the port within its time, and says what came of it. */
import type { StepPlace } from "../core/execution/engine-event";
import type { ExecutionState } from "../core/execution/state";
import type { JsonObject, JsonValue } from "../core/json";
import type { PlanStep } from "../core/plan/plan";
import { TemplateError } from "../core/template/template-error";
import { type AttemptEnd, attemptEnd, type ChildOutcome } from "./attempt-end";
import { failpoint } from "./failpoints";
import { insist } from "./insist";
import { type LifeWatch, NO_LIMITS, type TimeLimit, watchLife } from "./life";
import type { Clock, StepCall, StepOutcome, StepPort } from "./ports";
import { NO_SECRETS, redact, SecretRefused, type Secrets } from "./secrets";
import type { AttemptIo } from "./step-io";
import { stepParameters } from "./step-parameters";
import type { StopSignal } from "./stop-signal";

/** Why a running attempt is told to stop. */
export type StopReason = "cancel" | "handover" | TimeLimit;

/** Whose attempt it is. */
export interface AttemptHost {
  readonly port: StepPort;
  readonly clock: Clock;
  /** What templates of the attempt see; with names, at least what these are. A new object each time. */
  context(of: AttemptFacts, names?: readonly string[]): JsonObject;
  /** Null: no step of the plan names any. */
  secrets(step: PlanStep): Promise<Secrets> | null;
  /** Of a step that runs another chain: makes its execution, to begin when the step waits for it. */
  startChild(of: AttemptFacts, chain: string, parameters: JsonObject): Promise<ChildOutcome | StepOutcome>;
  /** Hears once what came of it; null: it was handed over, and whoever claims the execution decides. */
  ended(attempt: Attempt, end: AttemptEnd | null): void;
}

/** What an attempt is of. */
export interface AttemptFacts {
  readonly step: PlanStep;
  readonly place: StepPlace;
  /** Which one of the step it is, from 1. */
  readonly number: number;
  /** Where the execution stood when it began. */
  readonly startedFrom: ExecutionState;
  /** Parameters that stand in for the plan's, as they are: nothing in them is a template. */
  readonly overrides: JsonObject;
  /** Its parameters are resolved at the last moment. */
  readonly call: StepCall;
  readonly io: AttemptIo;
  readonly stopping: StopSignal<StopReason>;
}

/** A tool that was told to stop has this long to return by itself. */
const STOP_GRACE_MS = 5_000;

/** A class without closures or promises of its own, since one is made for every step. */
export class Attempt {
  private over = false;
  private life: LifeWatch = NO_LIMITS;

  constructor(
    private readonly host: AttemptHost,
    readonly of: AttemptFacts,
  ) {}

  /** The caller has recorded its start and checked the lease. */
  begin(): void {
    this.life = watchLife(this.host.clock, this.of.step, this);
    void this.perform();
  }

  stop(reason: StopReason): void {
    const { stopping } = this.of;
    if (stopping.reason !== null) return;
    stopping.stop(reason);
    setTimeout(() => this.end(null), reason === "handover" ? 0 : STOP_GRACE_MS);
  }

  /** What its templates see; with names, at least what these are. A new object each time. */
  context(names?: readonly string[]): JsonObject {
    return this.host.context(this.of, names);
  }

  private end(outcome: StepOutcome | ChildOutcome | null): void {
    if (this.over) return;
    this.over = true;
    this.life.end();
    const end = attemptEnd(this.of, this.host.clock.now(), outcome);
    this.host.ended(this, end);
  }

  private async perform(): Promise<void> {
    const { step, call, io, stopping } = this.of;
    let secrets = NO_SECRETS;
    let outcome: StepOutcome | ChildOutcome;
    try {
      const asked = this.host.secrets(step);
      if (asked) secrets = await asked;
      const parameters = stepParameters(step, this.of.overrides, secrets, this);
      const { subChain } = step;
      if (subChain !== null) {
        outcome = await insist(() => this.host.startChild(this.of, subChain, parameters), stopping.signal);
      } else {
        io.begin(secrets, this.life);
        call.parameters = parameters;
        failpoint("before-effect");
        const given = await this.host.port.run(call, io);
        failpoint("after-effect");
        outcome = redact(given as unknown as JsonValue, secrets) as unknown as StepOutcome;
      }
    } catch (error) {
      outcome = failed(error, secrets);
    }
    this.end(outcome);
  }
}

function failed(error: unknown, secrets: Secrets): StepOutcome {
  const message = redact(error instanceof Error ? error.message : String(error), secrets);
  if (error instanceof TemplateError) return failure("template_error", message);
  if (error instanceof SecretRefused) return failure("tool_error", message);
  return failure("tool_error", `The step ended with an unexpected error: ${message}`);
}

const failure = (code: "template_error" | "tool_error", message: string): StepOutcome => {
  return { status: "failed", error: { code, message, retryable: false } };
};
