/** Hook chains as the REST API writes them: tasks in a row, by reference or written out. */
import { z } from "zod";

export const TRIGGER_CONDITIONS = ["always", "on_success", "on_failure"] as const;
export type TriggerCondition = (typeof TRIGGER_CONDITIONS)[number];

const MAX_TASKS = 200;

export const hookTask = z
  .strictObject({
    task_order: z.int().min(0).max(10_000).describe("Its place: tasks run in this order."),
    task_config: z
      .strictObject({
        question: z.string().trim().min(1).max(20_000).describe("What the model is asked to do."),
        model_platform: z.string().min(1).max(100).optional().describe("Who serves the model."),
        model_type: z.string().min(1).max(200).optional().describe("Which model."),
      })
      .optional()
      .describe("A new task, an agent question."),
    source_task_id: z.string().min(1).max(200).optional().describe("A task of the history, instead of `task_config`."),
    trigger_condition: z
      .enum(TRIGGER_CONDITIONS)
      .default("on_success")
      .describe("When the task after this one is triggered."),
    context_mapping: z
      .record(z.string().min(1).max(100), z.json())
      .default({})
      .describe(
        "`include_result`, `include_files`, `include_browser_state`: what is passed on. Other keys: parameters.",
      ),
  })
  .refine((task) => (task.task_config === undefined) !== (task.source_task_id === undefined), {
    error: "a task has either `task_config` or `source_task_id`",
  });

export const hookChain = z
  .strictObject({
    name: z.string().trim().min(1).max(200),
    description: z.string().max(5_000).nullish(),
    shared_session_id: z
      .string()
      .min(1)
      .max(200)
      .optional()
      .describe("A name for the browser session that the tasks share; made when absent."),
    share_browser_session: z.boolean().default(true),
    share_file_system: z.boolean().default(true),
    tasks: z.array(hookTask).min(1).max(MAX_TASKS),
  })
  .refine(({ tasks }) => new Set(tasks.map(({ task_order }) => task_order)).size === tasks.length, {
    error: "two tasks have the same `task_order`",
    path: ["tasks"],
  });

export type HookTask = z.output<typeof hookTask>;
export type HookChain = z.output<typeof hookChain>;
