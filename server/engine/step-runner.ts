/** Performs one attempt of a step: resolves its parameters, calls the port within its time, and says what came of it. */
import type { EngineEvent, StepPlace } from "../core/execution/engine-event";
import type { StepFailure } from "../core/execution/state";
import type { JsonObject, JsonValue } from "../core/json";
import type { PlanStep } from "../core/plan/plan";
import { renderValue } from "../core/template/render";
import { TemplateError } from "../core/template/template-error";
import type { ExecutionStart } from "../store/start-values";
import { failpoint } from "./failpoints";
import { insist } from "./insist";
import { type LifeWatch, limitMessage, type TimeLimit, watchLife } from "./life";
import { parametersNames, parametersText } from "./parameters-text";
import type { BrowserState, Clock, StepCall, StepOutcome, StepPort } from "./ports";
import { NO_SECRETS, redact, SecretRefused, type Secrets } from "./secrets";
import type { AttemptIo } from "./step-io";
import type { StopSignal } from "./stop-signal";

/** Why a running attempt is told to stop. */
export type StopReason = "cancel" | "handover" | TimeLimit;

export interface Attempt {
  stop(reason: StopReason): void;
}

export interface AttemptEnd {
  event: EngineEvent;
  browser: BrowserState | null;
  /** The execution that the step goes on as. */
  child: ExecutionStart | null;
}

/** What becomes of a step that runs another chain. */
export type ChildOutcome = { status: "child"; child: ExecutionStart; message: string };

export interface AttemptRequest {
  step: PlanStep;
  place: StepPlace;
  attempt: number;
  /** What templates see; with names, at least what these are. */
  context: (names?: readonly string[]) => JsonObject;
  /** Null: no step of the plan names any. */
  secrets: (() => Promise<Secrets>) | null;
  /** Parameters that stand in for the plan's, as they are: nothing in them is a template. */
  overrides: JsonObject;
  /** Its parameters are resolved at the last moment. */
  call: StepCall;
  io: AttemptIo;
  stopping: StopSignal<StopReason>;
  /** Only of a step that runs another chain: makes its execution, to begin when the step waits for it. */
  startChild: ((chain: string, params: JsonObject) => Promise<ChildOutcome | StepOutcome>) | null;
}

/** Of an execution that is no replay. */
export const NO_OVERRIDES: JsonObject = {};

/** A tool that was told to stop has this long to return by itself. */
const STOP_GRACE_MS = 5_000;

/**
 * Begins an attempt. The caller has recorded its start and checked the lease. `ended` hears once what came of it; null: it was
 * handed over, and whoever claims the execution decides. It is called, and no promise given, since this is done for every step.
 */
export function beginAttempt(
  port: StepPort,
  clock: Clock,
  request: AttemptRequest,
  ended: (end: AttemptEnd | null) => void,
): Attempt {
  const { stopping } = request;
  let over = false;
  const end = (outcome: StepOutcome | ChildOutcome | null) => {
    if (over) return;
    over = true;
    life.end();
    ended(conclude(request, clock, outcome));
  };
  const stop = (reason: StopReason) => {
    if (stopping.reason !== null) return;
    stopping.stop(reason);
    setTimeout(end, reason === "handover" ? 0 : STOP_GRACE_MS, null);
  };
  const life = watchLife(clock, request.step, stop);
  void perform(port, request, life).then(end);
  return { stop };
}

async function perform(port: StepPort, request: AttemptRequest, life: LifeWatch): Promise<StepOutcome | ChildOutcome> {
  let secrets = NO_SECRETS;
  try {
    if (request.secrets) secrets = await request.secrets();
    const parameters = resolveParameters(request, secrets);
    const { subChain } = request.step;
    const { startChild } = request;
    if (subChain !== null && startChild)
      return await insist(() => startChild(subChain, parameters), request.stopping.signal);
    request.io.begin(secrets, life);
    request.call.parameters = parameters;
    failpoint("before-effect");
    const outcome = await port.run(request.call, request.io);
    failpoint("after-effect");
    return redact(outcome as unknown as JsonValue, secrets) as unknown as StepOutcome;
  } catch (error) {
    const message = redact(error instanceof Error ? error.message : String(error), secrets);
    if (error instanceof TemplateError) return fail({ code: "template_error", message, retryable: false });
    if (error instanceof SecretRefused) return fail({ code: "tool_error", message, retryable: false });
    return fail({
      code: "tool_error",
      message: `The step ended with an unexpected error: ${message}`,
      retryable: false,
    });
  }
}

function resolveParameters(request: AttemptRequest, secrets: Secrets): JsonObject {
  const { step, overrides } = request;
  if (!parametersText(step).includes("{{")) return { ...step.parameters, ...overrides };
  const known = Object.fromEntries(secrets.own);
  if (overrides === NO_OVERRIDES) return render(step.parameters, request, known);
  const own = Object.entries(step.parameters).filter(([key]) => !Object.hasOwn(overrides, key));
  return { ...render(Object.fromEntries(own), request, known), ...overrides };
}

/** With the few names that the step reads; all of them are there only to say what there would have been. */
function render(parameters: JsonObject, { step, context }: AttemptRequest, secrets: JsonObject): JsonObject {
  try {
    return renderValue(parameters, { ...context(parametersNames(step)), secrets }) as JsonObject;
  } catch (error) {
    if (!(error instanceof TemplateError)) throw error;
    return renderValue(parameters, { ...context(), secrets }) as JsonObject;
  }
}

const fail = (error: StepFailure): StepOutcome => ({ status: "failed", error });

function conclude(
  request: AttemptRequest,
  clock: Clock,
  outcome: StepOutcome | ChildOutcome | null,
): AttemptEnd | null {
  const at = clock.now();
  const { attempt } = request;
  // A success that arrives although it was told to stop is a success: the work is done.
  if (outcome?.status === "succeeded") {
    const { step, item } = request.place;
    const success = { type: "step.succeeded", at, step, attempt, result: outcome.result } as const;
    const event = item === undefined ? success : { ...success, item };
    return { event, browser: outcome.browser ?? null, child: null };
  }
  const place = { at, ...request.place, attempt };
  const { reason } = request.stopping;
  const nothing = { browser: null, child: null };
  if (reason === "handover") return null;
  if (reason === "cancel") return { ...nothing, event: { type: "step.stopped", ...place } };
  const random = Math.random();
  if (reason !== null) {
    const error = { code: reason, message: limitMessage(request.step, reason), retryable: true } as const;
    return { ...nothing, event: { type: "step.failed", ...place, error, random } };
  }
  if (outcome?.status === "waiting") {
    const { until, message, result } = outcome;
    return { ...nothing, event: { type: "step.suspended", ...place, until, message, result } };
  }
  if (outcome?.status === "asking") {
    const { until, message, prompt } = outcome;
    return { ...nothing, event: { type: "step.suspended", ...place, until, message, prompt, result: null } };
  }
  if (outcome?.status === "child") {
    const { child, message } = outcome;
    return { ...nothing, child, event: { type: "step.child_requested", ...place, childId: child.id, message } };
  }
  const error = outcome?.error ?? { code: "tool_error", message: "The tool gave no answer.", retryable: false };
  return { ...nothing, browser: outcome?.browser ?? null, event: { type: "step.failed", ...place, error, random } };
}
