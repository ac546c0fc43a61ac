/** Performs one attempt of a step: resolves its parameters, calls the port within its time, and says what came of it. */
import type { EngineEvent } from "../core/execution/engine-event";
import type { StepFailure } from "../core/execution/state";
import type { JsonObject, JsonValue } from "../core/json";
import type { PlanStep } from "../core/plan/plan";
import { renderValue } from "../core/template/render";
import { TemplateError } from "../core/template/template-error";
import { failpoint } from "./failpoints";
import type { BrowserState, Clock, StepCall, StepIo, StepOutcome, StepPort } from "./ports";
import { redact, type Secrets } from "./secrets";

/** Why a running attempt is told to stop. */
export type StopReason = "cancel" | "timeout" | "handover";

export interface Attempt {
  stop(reason: StopReason): void;
  /** Never rejects. Null: the attempt was handed over, and whoever claims the execution decides. */
  ended: Promise<AttemptEnd | null>;
}

export interface AttemptEnd {
  event: EngineEvent;
  browser: BrowserState | null;
}

export interface AttemptRequest {
  step: PlanStep;
  index: number;
  attempt: number;
  context: () => JsonObject;
  secrets: () => Promise<Secrets>;
  call: Omit<StepCall, "parameters">;
  io: Omit<StepIo, "signal">;
}

/** A tool that was told to stop has this long to return by itself. */
const STOP_GRACE_MS = 5_000;

/** Begins an attempt. The caller has recorded its start and checked the lease. */
export function beginAttempt(port: StepPort, clock: Clock, request: AttemptRequest): Attempt {
  const controller = new AbortController();
  const stopped = new Promise<StopReason>((resolve) => {
    controller.signal.addEventListener("abort", () => resolve(controller.signal.reason as StopReason), { once: true });
  });
  const stop = (reason: StopReason) => controller.abort(reason);
  const { timeoutMs } = request.step;
  const cancelTimeout = timeoutMs === null ? null : clock.schedule(clock.now() + timeoutMs, () => stop("timeout"));
  const graceOver = stopped.then(
    (reason) =>
      new Promise<StopReason>((resolve) =>
        setTimeout(() => resolve(reason), reason === "handover" ? 0 : STOP_GRACE_MS),
      ),
  );
  const work = perform(port, request, controller.signal);
  const ended = Promise.race([work, graceOver]).then((end) => {
    cancelTimeout?.();
    return conclude(request, clock, controller.signal, typeof end === "string" ? null : end);
  });
  return { stop, ended };
}

async function perform(port: StepPort, request: AttemptRequest, signal: AbortSignal): Promise<StepOutcome> {
  let secrets: Secrets = new Map();
  try {
    secrets = await request.secrets();
    const parameters = resolveParameters(request, secrets);
    failpoint("before-effect");
    const outcome = await port.run(
      { ...request.call, parameters },
      {
        signal,
        file: request.io.file,
        log: (level, message, data) => request.io.log(level, redact(message, secrets), data && redact(data, secrets)),
      },
    );
    failpoint("after-effect");
    return redact(outcome as unknown as JsonValue, secrets) as unknown as StepOutcome;
  } catch (error) {
    const message = redact(error instanceof Error ? error.message : String(error), secrets);
    if (error instanceof TemplateError) return fail({ code: "template_error", message, retryable: false });
    return fail({
      code: "tool_error",
      message: `The step ended with an unexpected error: ${message}`,
      retryable: false,
    });
  }
}

function resolveParameters(request: AttemptRequest, secrets: Secrets): JsonObject {
  const { parameters } = request.step;
  if (!JSON.stringify(parameters).includes("{{")) return parameters;
  const context = { ...request.context(), secrets: Object.fromEntries(secrets) };
  return renderValue(parameters, context) as JsonObject;
}

const fail = (error: StepFailure): StepOutcome => ({ status: "failed", error });

function conclude(
  request: AttemptRequest,
  clock: Clock,
  signal: AbortSignal,
  outcome: StepOutcome | null,
): AttemptEnd | null {
  const place = { at: clock.now(), step: request.index, attempt: request.attempt };
  const reason = signal.aborted ? (signal.reason as StopReason) : null;
  // A success that arrives although it was told to stop is a success: the work is done.
  if (outcome?.status === "succeeded") {
    return { event: { type: "step.succeeded", ...place, result: outcome.result }, browser: outcome.browser ?? null };
  }
  if (reason === "handover") return null;
  if (reason === "cancel") return { event: { type: "step.stopped", ...place }, browser: null };
  if (reason === "timeout") {
    const seconds = (request.step.timeoutMs ?? 0) / 1000;
    const error = { code: "timeout", message: `It took longer than its ${seconds} s.`, retryable: true } as const;
    return { event: { type: "step.failed", ...place, error, random: Math.random() }, browser: null };
  }
  if (outcome?.status === "waiting") {
    const { until, message, result } = outcome;
    return { event: { type: "step.suspended", ...place, until, message, result }, browser: null };
  }
  const error = outcome?.error ?? { code: "tool_error", message: "The tool gave no answer.", retryable: false };
  const browser = outcome?.browser ?? null;
  return { event: { type: "step.failed", ...place, error, random: Math.random() }, browser };
}
