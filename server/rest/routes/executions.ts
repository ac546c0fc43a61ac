import { z } from "zod";
import type { ExecutionStatus } from "../../core/execution/states";
import type { JsonObject } from "../../core/json";
import { hookStatus } from "../../services/hook-chains/views";
import { route } from "../route";
import { eventList, execution, executionId, executionList, executionStatus, jsonObject, made } from "../schemas";

const iso = (ms: number | null): string | null => (ms === null ? null : new Date(ms).toISOString());
const note = z.string().max(1_000).optional().describe("Why, for the record.");
const stepId = z.string().min(1).max(200);
const item = z.int().min(0).max(9_999).nullish().describe("Of an item of a loop: its index.");

/** Executions: reading, following, steering. */
export const executionRoutes = [
  route({
    ...{ id: "listExecutions", method: "get", at: "/executions", tag: "Executions" },
    ...{ summary: "List your executions, newest first", scope: "executions:read", answer: executionList },
    query: z.object({
      chain_id: z.uuid().optional(),
      status: executionStatus.optional(),
      search: z.string().max(200).optional().describe("In ids, names and parameters."),
      limit: z.coerce.number().int().min(1).max(200).default(50),
      cursor: z.string().max(100).optional().describe("`next_cursor` of the page before."),
    }),
    async run({ actor, host, query: { chain_id: chainId, status, ...rest } }) {
      const wanted = status === undefined ? undefined : [status === "completed" ? "succeeded" : status];
      const { items, nextCursor } = await host.services.executions.list(actor, { ...rest, chainId, status: wanted });
      return {
        items: items.map((row) => ({
          ...{ execution_id: row.id, chain_id: row.chainId, chain_name: row.chainName, origin: row.origin },
          ...{ status: hookStatus(row.status as ExecutionStatus), with_errors: row.withErrors },
          ...{ created_at: iso(row.createdAt), started_at: iso(row.startedAt), ended_at: iso(row.endedAt) },
        })),
        next_cursor: nextCursor,
      };
    },
  }),
  route({
    ...{ id: "getExecution", method: "get", at: "/executions/{execution_id}" },
    ...{ chatAt: "/hooks/executions/{execution_id}", tag: "Executions", scope: "executions:read" },
    ...{ summary: "Read an execution with its tasks and shared context", path: executionId, answer: execution },
    run: ({ actor, host, path }) => host.services.hookChains.execution(actor, path.execution_id),
  }),
  route({
    ...{ id: "listEvents", method: "get", at: "/executions/{execution_id}/events", tag: "Executions" },
    ...{ summary: "Read its history", scope: "executions:read", path: executionId, answer: eventList },
    query: z.object({
      after: z.coerce.number().int().min(0).default(0).describe("Only events with a higher `seq`."),
      limit: z.coerce.number().int().min(1).max(1_000).default(500),
    }),
    async run({ actor, host, path, query }) {
      const events = await host.services.executions.events(actor, path.execution_id, query.after, query.limit);
      return {
        items: events.map((event) => ({
          ...{ seq: event.seq, at: iso(event.at), kind: event.kind, step_id: event.stepId, item: event.item },
          ...{ attempt: event.attempt, data: event.data },
        })),
      };
    },
  }),
  ...(["cancel", "pause", "resume"] as const).map((action) =>
    route({
      ...{ id: `${action}Execution`, method: "post", at: `/executions/{execution_id}/${action}`, tag: "Executions" },
      ...{ summary: `${action.charAt(0).toUpperCase()}${action.slice(1)} an execution`, scope: "chains:run" },
      path: executionId,
      body: z.strictObject(action === "cancel" ? { note } : {}),
      run: ({ actor, host, path, body }) =>
        action === "cancel"
          ? host.services.executions.cancel(actor, path.execution_id, (body as { note?: string }).note ?? null)
          : host.services.executions[action](actor, path.execution_id),
    }),
  ),
  route({
    ...{ id: "continueStep", method: "post", at: "/executions/{execution_id}/continue", tag: "Executions" },
    ...{ summary: "Let a step go on that waits for a person", scope: "chains:run", path: executionId },
    body: z.strictObject({ step_id: stepId, note }),
    run: ({ actor, host, path, body }) =>
      host.services.executions.continue(
        actor,
        { id: path.execution_id, stepId: body.step_id, item: null },
        body.note ?? null,
      ),
  }),
  route({
    ...{ id: "answerStep", method: "post", at: "/executions/{execution_id}/answer", tag: "Executions" },
    ...{ summary: "Answer a step that asks", scope: "chains:run", path: executionId },
    body: z.strictObject({ step_id: stepId, item, approved: z.boolean(), answers: jsonObject.optional(), note }),
    run: ({ actor, host, path, body }) =>
      host.services.executions.answer(
        actor,
        { id: path.execution_id, stepId: body.step_id, item: body.item ?? null },
        { approved: body.approved, answers: (body.answers ?? {}) as JsonObject, note: body.note ?? null },
      ),
  }),
  route({
    ...{ id: "replayExecution", method: "post", at: "/executions/{execution_id}/replay", tag: "Executions" },
    ...{ summary: "Run it again from a step, as a new execution", scope: "chains:run", path: executionId },
    ...{ idempotent: true, status: 202, answer: made },
    body: z.strictObject({
      from_step: stepId,
      version: z.enum(["same", "newest"]).default("same"),
      parameters: jsonObject.optional().describe("Of that step, instead of the written ones."),
    }),
    async run({ actor, host, path, body, idempotencyKey }) {
      const { id } = await host.services.executions.replay(actor, path.execution_id, {
        ...{ fromStep: body.from_step, version: body.version, origin: "api" },
        ...(body.parameters === undefined ? {} : { parameters: body.parameters as JsonObject }),
        ...(idempotencyKey === undefined ? {} : { idempotencyKey: `api:${idempotencyKey}` }),
      });
      return { id };
    },
  }),
];
