/** Runs operations in tests as the engine does: through the port, with real files, a real guard and a real browser. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { JsonObject } from "../core/json";
import type { RecordedFile, StepCall, StepOutcome } from "../engine/ports";
import { parseAllowHosts } from "../outbound/allow-list";
import { createOutbound } from "../outbound/outbound";
import { findBrowser } from "./browser/executable";
import type { Note } from "./notify/send";
import { createTools, type Tools, type ToolsOptions } from "./registry";

export interface Bench {
  home: string;
  tools: Tools;
  notes: Note[];
  logs: { level: string; message: string; data?: JsonObject }[];
  files: RecordedFile[];
  warnings: string[];
  /** Signs of life beside lines and files. */
  signs: number;
  /** Parameters are sent as JSON would bring them. */
  run(operation: string, parameters: object, call?: Partial<StepCall>, signal?: AbortSignal): Promise<StepOutcome>;
  close(): Promise<void>;
}

/** One unpacked browser for all test runs of this machine, so that each file does not unpack its own. */
export const BROWSER_HOME = join(tmpdir(), `chainwright-test-browser-${process.getuid?.() ?? 0}`);

export async function createBench({
  allow = "127.0.0.1",
  browser,
  ...overrides
}: Partial<Omit<ToolsOptions, "browser">> & {
  allow?: string;
  browser?: Partial<ToolsOptions["browser"]>;
} = {}): Promise<Bench> {
  const home = await mkdtemp(join(tmpdir(), "chainwright-tools-"));
  const outbound = createOutbound({ allowHosts: parseAllowHosts(allow) });
  const notes: Note[] = [];
  const warnings: string[] = [];
  const tools = createTools({
    outbound,
    home,
    browser: { executable: () => findBrowser({ home: BROWSER_HOME, env: process.env }), ...browser },
    weather: { baseUrl: "http://127.0.0.1:9", home: async () => null },
    notify: async (note) => void notes.push(note),
    llm: null,
    log: { warn: (message) => void warnings.push(message) },
    ...overrides,
  });
  const bench: Bench = {
    home,
    tools,
    notes,
    warnings,
    signs: 0,
    logs: [],
    files: [],
    run: (operation, parameters, call = {}, signal = new AbortController().signal) =>
      tools.run(
        { ...callOf(operation, JSON.parse(JSON.stringify(parameters)) as JsonObject), ...call },
        {
          signal,
          log: (level, message, data) => void bench.logs.push({ level, message, data }),
          file: (file) => void bench.files.push(file),
          heartbeat() {
            bench.signs += 1;
          },
        },
      ),
    async close() {
      await tools.close();
      await outbound.close();
      await rm(home, { recursive: true, force: true });
    },
  };
  return bench;
}

function callOf(key: string, parameters: JsonObject): StepCall {
  const [tool = "", operation = ""] = key.split(".");
  return {
    executionId: "execution-1",
    stepId: "step-1",
    item: null,
    iteration: 0,
    attempt: 1,
    effectId: "effect-1",
    tool,
    operation,
    parameters,
    userId: "user-1",
    share: { browserSession: true, files: true },
    passesBrowser: true,
    readableSteps: [],
    browser: null,
  };
}

/** The result of a success. @throws with the error's message otherwise. */
export function resultOf<Result = JsonObject>(outcome: StepOutcome): Result {
  if (outcome.status === "failed") throw new Error(`${outcome.error.code}: ${outcome.error.message}`);
  if (outcome.status === "asking") throw new Error(`It asks: ${outcome.message}`);
  return outcome.result as Result;
}

/** The error of a failure. @throws when it was none. */
export function errorOf(outcome: StepOutcome) {
  if (outcome.status !== "failed") throw new Error(`expected a failure, got ${JSON.stringify(outcome)}`);
  return outcome.error;
}
