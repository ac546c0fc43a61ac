/** What the API takes and gives, as the OpenAPI document names it. */
import { z } from "zod";
import { EXECUTION_STATUSES } from "../core/execution/states";
import type { JsonObject } from "../core/json";
import { TRIGGER_CONDITIONS } from "../services/hook-chains/hook-chain";

/** Any JSON object. */
export const jsonObject = z.record(z.string(), z.unknown()) as unknown as z.ZodType<JsonObject>;
const any = z.unknown();
const time = z.iso.datetime();
const maybe = (schema: z.ZodType) => schema.nullable();

export const page = z.object({
  limit: z.coerce.number().int().min(1).max(200).default(50).describe("How many at most."),
  offset: z.coerce.number().int().min(0).max(100_000).default(0).describe("How many to leave out."),
});

export const chainId = z.object({ chain_id: z.string().max(64).describe("Id of a chain.") });
export const executionId = z.object({ execution_id: z.string().max(64).describe("Id of an execution.") });
export const taskId = z.object({ task_id: z.string().max(64).describe("Id of a saved task.") });

export const chainMade = z
  .object({ id: z.string(), name: z.string(), shared_session_id: maybe(z.string()), created_at: time })
  .meta({ id: "ChainCreated" });

export const chainList = z
  .object({
    items: z.array(
      z.object({
        ...{ id: z.string(), name: z.string(), description: maybe(z.string()), task_count: z.int() },
        ...{ created_at: time, last_executed: maybe(time) },
      }),
    ),
    total: z.int(),
  })
  .meta({ id: "ChainList" });

export const chainDetail = z
  .object({
    ...{ id: z.string(), name: z.string(), description: maybe(z.string()), shared_session_id: maybe(z.string()) },
    ...{ share_browser_session: z.boolean(), share_file_system: z.boolean() },
    tasks: z.array(
      z.object({
        ...{ id: z.string(), task_order: z.int(), source_task_id: maybe(z.string()), task_question: z.string() },
        ...{ task_status: z.string(), trigger_condition: z.enum(TRIGGER_CONDITIONS) },
      }),
    ),
  })
  .meta({ id: "Chain" });

export const definition = z
  .object({
    source: z.string().describe("The definition, YAML or JSON."),
    language: z.enum(["yaml", "json"]),
    version: z.int(),
  })
  .meta({ id: "Definition" });

export const started = z
  .object({
    ...{ execution_id: z.string(), chain_id: z.string(), status: z.string(), first_task_id: maybe(z.string()) },
    already_running: z.boolean().optional().describe("Another execution with its concurrency key goes on: this one."),
  })
  .meta({ id: "ExecutionStarted" });

export const execution = z
  .object({
    ...{ execution_id: z.string(), chain_id: maybe(z.string()), chain_name: z.string(), status: z.string() },
    reason: z.object({ code: z.string(), message: z.string() }).optional(),
    ...{ current_task_index: maybe(z.int()), current_task_id: maybe(z.string()) },
    tasks: z.array(
      z.object({
        ...{ task_id: z.string(), task_order: z.int(), status: z.string(), result: any.optional() },
        error: z.object({ code: z.string(), message: z.string() }).optional(),
        ...{ started_at: time.optional(), completed_at: time.optional() },
      }),
    ),
    shared_context: z.record(
      z.string(),
      z.object({
        ...{ result: any, files: z.array(z.string()) },
        browser_state: z.object({ url: z.string() }).optional(),
      }),
    ),
  })
  .meta({ id: "Execution" });

export const executionList = z
  .object({
    items: z.array(
      z.object({
        ...{ execution_id: z.string(), chain_id: maybe(z.string()), chain_name: z.string(), origin: z.string() },
        ...{ status: z.string(), with_errors: z.boolean(), created_at: time },
        ...{ started_at: maybe(time), ended_at: maybe(time) },
      }),
    ),
    next_cursor: maybe(z.string()),
  })
  .meta({ id: "ExecutionList" });

export const executionStatus = z.enum([...EXECUTION_STATUSES, "completed"]);

export const eventList = z
  .object({
    items: z.array(
      z.object({
        ...{ seq: z.int(), at: time, kind: z.string(), step_id: maybe(z.string()), item: maybe(z.int()) },
        ...{ attempt: maybe(z.int()), data: any },
      }),
    ),
  })
  .meta({ id: "EventList" });

export const fileList = z
  .object({
    items: z.array(
      z.object({
        ...{ path: z.string(), size: z.int(), content_type: z.string(), kind: z.string(), step_id: z.string() },
        url: z.string(),
      }),
    ),
  })
  .meta({ id: "FileList" });

export const history = z
  .object({
    items: z.array(
      z.object({
        ...{ task_id: z.string(), question: z.string(), status: z.string(), completed_at: maybe(time) },
        summary_task: z.string(),
      }),
    ),
    total: z.int(),
  })
  .meta({ id: "TaskHistory" });

export const taskInput = z
  .strictObject({
    name: z.string().trim().min(1).max(200),
    body: jsonObject.describe("The keys of a step that say what it does."),
  })
  .meta({ id: "TaskInput" });

export const task = z
  .object({
    ...{ id: z.string(), name: z.string(), kind: z.string(), body: z.record(z.string(), any) },
    ...{ created_at: time, updated_at: time },
  })
  .meta({ id: "Task" });

export const taskList = z.object({ items: z.array(task), total: z.int() }).meta({ id: "TaskList" });
export const made = z.object({ id: z.string() }).meta({ id: "Created" });
