import type { FAILURE_CODES } from "../core/execution/state";
import { isStepEnded } from "../core/execution/states";
import type { JsonValue } from "../core/json";
import { AppError } from "../errors";
import { listResults } from "../store/executions";
import * as store from "../store/fixed-results";
import { createAccess } from "./access";
import type { Actor } from "./actor";
import type { ServiceDependencies } from "./dependencies";
import { createExecutionAccess } from "./execution-access";

export type FailureCode = (typeof FAILURE_CODES)[number];
export type FixedError = { code: FailureCode; message: string };

/** What a step gives in tests instead of running. */
export type FixedResult = { stepId: string; at: number } & (
  | { type: "result"; value: JsonValue }
  | { type: "error"; error: FixedError }
);

/** `execution`: what the step gave there, be it a result or an error. */
export type Fixing =
  | { type: "result"; value: JsonValue }
  | { type: "error"; error: FixedError }
  | { type: "execution"; executionId: string };

const MAX_BYTES = 256 * 1024;

/** Results that somebody fixed for tests of a chain. Everybody sees and uses only their own. */
export function createFixedResults(deps: ServiceDependencies) {
  const { sql } = deps.db;
  const { ownOf } = createAccess(deps);
  const executions = createExecutionAccess(deps);

  async function endIn(actor: Actor, executionId: string, chainId: string, stepId: string): Promise<Fixing> {
    const execution = await executions.allowed(actor, executionId, "read");
    if (execution.chainId !== chainId) throw new AppError("invalid", "That execution is not of this chain.");
    const row = (await listResults(sql, executionId)).find((one) => one.stepId === stepId);
    if (!row || !isStepEnded(row.status)) {
      throw new AppError("invalid", `Step "${stepId}" has not ended in that execution.`);
    }
    if (row.error) {
      const { code, message } = row.error;
      return { type: "error", error: { code: code as FailureCode, message } };
    }
    if (row.status !== "succeeded") {
      throw new AppError("invalid", `Step "${stepId}" gave nothing in that execution: it was ${row.status}.`);
    }
    if (row.resultFile !== null) throw tooLarge();
    return { type: "result", value: row.result };
  }

  return {
    async list(actor: Actor, chainId: string): Promise<FixedResult[]> {
      return (await store.listFixedResults(sql, await ownOf(actor, chainId, "edit"))).map(fixedResult);
    },

    async fix(actor: Actor, chainId: string, stepId: string, fixing: Fixing): Promise<void> {
      const of = await ownOf(actor, chainId, "edit");
      const end = fixing.type === "execution" ? await endIn(actor, fixing.executionId, chainId, stepId) : fixing;
      const value = end.type === "error" ? end.error : end.type === "result" ? end.value : null;
      if (Buffer.byteLength(JSON.stringify(value)) > MAX_BYTES) throw tooLarge();
      await store.saveFixedResult(sql, of, { stepId, value, failed: end.type === "error" });
    },

    async clear(actor: Actor, chainId: string, stepId: string): Promise<void> {
      await store.deleteFixedResult(sql, await ownOf(actor, chainId, "edit"), stepId);
    },
  };
}

const tooLarge = () => new AppError("invalid", "A fixed result has at most 256 KiB. Type a smaller one.");

export function fixedResult({ stepId, value, failed, updatedAt }: store.FixedResultRow): FixedResult {
  const of = { stepId, at: updatedAt.getTime() };
  return failed ? { ...of, type: "error", error: value as FixedError } : { ...of, type: "result", value };
}
