import { readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import type { JsonValue } from "../../core/json";
import type { Clock, ResultFiles, StepCall, StepIo, StepOutcome, StepPort } from "../ports";
import type { StepAct } from "./worker-orders";

/** Steps that first tell the ledger that they were called, and then do what their parameter `act` says. */
export function ledgerPort(ledgerUrl: string, clock: Clock): StepPort {
  return {
    async run(call, io) {
      const beganAt = Date.now();
      const body = JSON.stringify({ ...call, parameters: undefined, pid: process.pid, beganAt });
      const answer = await fetch(ledgerUrl, { method: "POST", body, signal: io.signal }).catch((error: Error) => error);
      if (answer instanceof Error) return failed(answer.message, true);
      const said = (await answer.json()) as string;
      const act = call.parameters.act as unknown as StepAct | undefined;
      return act ? perform(act, call, io, clock) : { status: "succeeded", result: said };
    },
    async release() {},
  };
}

function perform(act: StepAct, call: StepCall, io: StepIo, clock: Clock): StepOutcome | Promise<StepOutcome> {
  switch (act.kind) {
    case "fail":
      if (act.times !== undefined && triesOf(call) > act.times) return { status: "succeeded", result: "at last" };
      return failed("told to fail", act.retryable ?? act.times !== undefined);
    case "wait":
      return { status: "waiting", until: clock.now() + act.ms, message: "Told to wait.", result: "waited" };
    case "ask":
      return { status: "asking", until: null, message: "Yes or no?", prompt: { question: "Yes or no?" } };
    case "hang":
      return new Promise((resolve) => io.signal.addEventListener("abort", () => resolve(failed("stopped", false))));
    case "crash":
      process.kill(process.pid, "SIGKILL");
      return new Promise(() => {});
    case "large":
      return { status: "succeeded", result: "x".repeat(act.length) };
    case "give":
      return { status: "succeeded", result: act.value };
  }
}

const failed = (message: string, retryable: boolean): StepOutcome => ({
  status: "failed",
  error: { code: "tool_error", message, retryable },
});

/** Which try of the step this is, from the end of its key: an interrupted one counts once. */
const triesOf = (call: StepCall): number => Number(call.effectId.split(":").at(-1));

/** Large results in a folder that all workers of a test share. */
export function folderResults(folder: string): ResultFiles {
  return {
    async save({ executionId, stepId, item, attempt }, result) {
      const file = `${executionId}-${stepId}-${item ?? ""}-${attempt}.json`;
      await writeFile(path.join(folder, file), JSON.stringify(result));
      return { file, preview: "large" };
    },
    async load(_, file) {
      return JSON.parse(await readFile(path.join(folder, file), "utf8")) as JsonValue;
    },
  };
}
