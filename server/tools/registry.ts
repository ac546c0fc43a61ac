/**
 * The tools behind the engine's one door. Whatever a tool does, an outcome comes out: input that does not fit, an
 * expected failure, a defect and an abort each have their own form, and none of them throws.
 */

import type { JsonObject, JsonValue } from "../core/json";
import type { ToolCatalog } from "../core/plan/catalog";
import type { StepCall, StepError, StepIo, StepOutcome, StepPort } from "../engine/ports";
import type { Outbound } from "../outbound/outbound";
import { BrowserProcess } from "./browser/browser-process";
import type { BrowserExecutable } from "./browser/executable";
import { BROWSER_LIMITS, type BrowserLimits } from "./browser/limits";
import { type BrowserBoard, NO_BOARD } from "./browser/live/board";
import { SessionViews } from "./browser/live/session-views";
import { createBrowserExtract, createBrowserRun } from "./browser/operations";
import { BrowserSessions } from "./browser/sessions";
import { operationDescriptions, operationKey, toolCatalog } from "./descriptions";
import { ExecutionFiles, type FileLimits } from "./files/execution-files";
import { createFilesList, createFilesRead, createFilesWrite } from "./files/operations";
import { createFlowApprove, createFlowFail, createFlowWait } from "./flow/operations";
import { createHttpRequest } from "./http/request";
import type { LlmSettings } from "./llm/platforms";
import { createLlmTask } from "./llm/task";
import { createLlmOutbound } from "./llm/way-out";
import { createNotifySend, type Note } from "./notify/send";
import { problemWords } from "./problem-words";
import { type Operation, type ToolContext, ToolError, type ToolResult } from "./tool";
import { createTransformSet } from "./transform/set";
import { createGetForecast } from "./weather/get-forecast";
import type { WeatherSettings } from "./weather/service";

export interface ToolsOptions {
  outbound: Outbound;
  /** State folder. */
  home: string;
  /** What executions may write; read anew for each step. */
  fileLimits?: FileLimits;
  browser: {
    executable(): Promise<BrowserExecutable>;
    /** Whether each attempt keeps a trace; true by default. */
    isTraced?(): boolean;
    limits?: Partial<BrowserLimits>;
    /** Where people look at open browsers and take them over; by default nobody can. */
    board?: BrowserBoard;
  };
  weather: WeatherSettings;
  /** Stores a notification; once per `note.key`, however often it is called. */
  notify(note: Note): Promise<void>;
  /** null: nothing is configured. */
  llm: LlmSettings | null;
  log: { warn(message: string, data?: object): void };
  /** Epoch milliseconds; the system's clock by default. */
  now?: () => number;
}

export interface Tools extends StepPort {
  catalog: ToolCatalog;
  operations: readonly Operation[];
  /** Ends the browser and all sessions. The outbound guard belongs to the caller. */
  close(): Promise<void>;
}

export function createTools(options: ToolsOptions): Tools {
  const { outbound } = options;
  const browser = new BrowserProcess({
    home: options.home,
    executable: options.browser.executable,
    proxyUrl: async () => (await outbound.proxy()).url,
    warn: (message) => options.log.warn(message),
  });
  const warn = (message: string, error: unknown) => options.log.warn(message, { error });
  const views = new SessionViews(options.browser.board ?? NO_BOARD, outbound.guard, warn);
  const sessions = new BrowserSessions(browser, views, {
    ...BROWSER_LIMITS,
    get downloadBytes() {
      return options.fileLimits?.fileBytes ?? BROWSER_LIMITS.downloadBytes;
    },
    ...options.browser.limits,
  });
  const browserTools = { sessions, guard: outbound.guard, isTraced: () => options.browser.isTraced?.() ?? true };
  const llmOutbound = options.llm === null ? null : createLlmOutbound(options.llm);
  const operations: Operation[] = [
    createBrowserRun(browserTools),
    createBrowserExtract(browserTools),
    createHttpRequest(outbound),
    createFilesWrite(),
    createFilesRead(),
    createFilesList(),
    createTransformSet(),
    createFlowWait(options.now ?? Date.now),
    createFlowFail(),
    createFlowApprove(options.now ?? Date.now),
    createNotifySend(options.notify),
    createLlmTask({
      settings: options.llm,
      fetch: (...wanted) => (llmOutbound ?? outbound).fetch(...wanted),
      known: operationDescriptions,
      door: async (key, parameters, context) => {
        const operation = byKey.get(key);
        return operation ? perform(operation, parameters, { context, options }) : unknownOperation(key);
      },
    }),
    createGetForecast(outbound, options.weather),
  ];
  const byKey = new Map(operations.map((operation) => [operationKey(operation), operation]));
  return {
    catalog: toolCatalog,
    operations,
    async run(call, io) {
      const operation = byKey.get(operationKey(call));
      if (!operation) return unknownOperation(operationKey(call));
      if (io.onlyHosts?.length && !KEEPS_HOSTS.has(call.tool)) return notKept(operationKey(call), io.onlyHosts);
      return runOperation(operation, { call, io, options });
    },
    release: (executionId) => sessions.release(executionId),
    async close() {
      await sessions.close();
      views.close();
      await browser.close();
      await llmOutbound?.close();
    },
  };
}

interface Run {
  call: StepCall;
  io: StepIo;
  options: ToolsOptions;
}

function runOperation(operation: Operation, { call, io, options }: Run): Promise<StepOutcome> {
  return perform(operation, call.parameters, { context: contextOf(call, io, options), options });
}

/** Checks the parameters and does the work: the way of steps and of the calls of a model alike. */
async function perform(
  operation: Operation,
  parameters: JsonObject,
  { context, options }: { context: ToolContext; options: ToolsOptions },
): Promise<StepOutcome> {
  const input = operation.input.safeParse(parameters);
  if (!input.success) return failed("invalid_input", problemWords(input.error, "parameters"));
  const { signal } = context;
  if (signal.aborted) return interrupted(signal);
  try {
    return outcomeOf(operation, await unlessAborted(operation.run(input.data, context), signal));
  } catch (error) {
    if (signal.aborted) return interrupted(signal);
    if (!(error instanceof ToolError)) options.log.warn(`${operationKey(operation)} broke`, { error });
    return failureOf(operation, error);
  }
}

function contextOf(call: StepCall, io: StepIo, { home, fileLimits: limits }: ToolsOptions): ToolContext {
  const { executionId, stepId, item, attempt, effectId, userId, share, passesBrowser, readableSteps, browser } = call;
  const files = new ExecutionFiles({ home, executionId, stepId, shared: share.files, readableSteps, limits });
  return {
    signal: io.signal,
    log: (level, message, data) => io.log(level, message, data),
    file: (file) => io.file(file),
    hasSecrets: io.hasSecrets ?? false,
    onlyHosts: io.onlyHosts,
    heartbeat: () => io.heartbeat(),
    executionId,
    stepId,
    attempt,
    idempotencyKey: effectId,
    userId,
    item,
    share,
    passesBrowser,
    browser,
    files,
  };
}

/** The result, or a rejection at once when the signal fires: the work may need a moment to notice. */
function unlessAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const stop = () => reject(signal.reason);
    signal.addEventListener("abort", stop, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener("abort", stop));
  });
}

function outcomeOf(operation: Operation, result: ToolResult<unknown>): StepOutcome {
  if (result.status === "asking") {
    return { status: "asking", until: result.until, message: result.message, prompt: result.prompt };
  }
  const output = operation.output.safeParse(result.output);
  if (!output.success) return failed("invalid_output", problemWords(output.error, "result"));
  const value = (output.data ?? null) as JsonValue;
  if (result.status === "waiting") {
    return { status: "waiting", until: result.until, message: result.message, result: value };
  }
  return { status: "succeeded", result: value, browser: result.browser };
}

function failureOf(operation: Operation, error: unknown): StepOutcome {
  if (error instanceof ToolError) {
    const { code = "tool_error", retryable, details, browser } = error.options;
    return { status: "failed", error: { code, message: error.message, retryable, details }, browser };
  }
  const message = error instanceof Error ? error.message : String(error);
  return failed("tool_error", `${operationKey(operation)} broke unexpectedly: ${message}`);
}

function interrupted(signal: AbortSignal): StepOutcome {
  const { reason } = signal;
  const why = reason instanceof Error ? reason.message : typeof reason === "string" ? reason : "stopped";
  return failed("interrupted", `The step was interrupted: ${why}`);
}

/** Tools that send nothing elsewhere than to the hosts of a secret. */
const KEEPS_HOSTS = new Set(["http", "browser"]);

const notKept = (key: string, lists: readonly (readonly string[])[]) =>
  failed(
    "invalid_input",
    `A secret of this step may be sent only to ${[...new Set(lists.flat())].join(", ")}, and ${key} does not send to a host. Use it in http and browser steps.`,
  );

const unknownOperation = (key: string) => failed("invalid_input", `There is no operation ${key}.`);

const failed = (code: StepError["code"], message: string): StepOutcome => ({
  status: "failed",
  error: { code, message, retryable: false },
});
