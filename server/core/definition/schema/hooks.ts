import { z } from "zod";
import { HOOK_ERROR_POLICIES, HOOK_MOMENTS, METRIC_KINDS } from "../../hooks/words";
import { MAX_SECONDS } from "./basics";

/** More than a moment can need; also a bound for the flush that writes them. */
const MAX_HOOKS = 20;
/** No answer is waited for longer, in seconds. */
export const MAX_HOOK_TIMEOUT = 30;

const text = z.string().min(1).max(20_000);
const name = z.string().regex(/^[A-Za-z_][A-Za-z0-9_]*$/, {
  error: "must start with a letter and may only have letters, digits and _",
});

/** Keys that every hook has. */
const around = {
  on_error: z
    .enum(HOOK_ERROR_POLICIES)
    .optional()
    .describe("fail: when the hook fails, so does its step or chain, with the reason hook_failed. Default continue."),
  env: z
    .array(z.string().min(1).max(50))
    .min(1)
    .max(20)
    .optional()
    .describe("Environments in which the hook is on, as the operator named them. Default all."),
};

const log = z.strictObject({
  type: z.literal("log").describe("A line in the log of the step and of the server."),
  params: z
    .strictObject({
      level: z.enum(["debug", "info", "warn", "error"]).optional().describe("Default info."),
      message: text.describe("A template."),
    })
    .describe("What is written."),
  ...around,
});

export const hookRetry = z.strictObject({
  max_attempts: z.int().min(1).max(50).optional().describe("All tries together. Default 8."),
  initial_delay: z.number().min(0).max(MAX_SECONDS).optional().describe("Seconds before the second try. Default 10."),
  backoff_factor: z.number().min(1).max(100).optional().describe("Each wait is this many times the last. Default 2."),
  max_delay: z.number().min(0).max(MAX_SECONDS).optional().describe("No wait is longer, in seconds. Default 3600."),
});

const webhook = z.strictObject({
  type: z.literal("webhook").describe("A request to an address on the operator's list."),
  params: z
    .strictObject({
      url: text.describe("Where to; may name allowed environment variables by a dollar sign and braces."),
      method: z.enum(["GET", "POST", "PUT", "PATCH", "DELETE"]).optional().describe("Default POST."),
      headers: z.record(z.string().regex(/^[A-Za-z0-9-]{1,100}$/), z.string().max(5_000)).optional(),
      body: z.json().optional().describe("Sent as JSON. Default the moment, the task and the execution."),
      retry: hookRetry.optional().describe("How often it is tried, and when."),
      timeout: z
        .number()
        .positive()
        .max(MAX_HOOK_TIMEOUT)
        .optional()
        .describe(`Seconds for one try, up to ${MAX_HOOK_TIMEOUT}. Default ${MAX_HOOK_TIMEOUT}.`),
      secret: z
        .union([text, z.array(text).min(1).max(5)])
        .optional()
        .describe("Signs it by the Standard Webhooks scheme; several at once while a secret is replaced."),
    })
    .describe("The request."),
  ...around,
});

const metric = z.strictObject({
  type: z.literal("metric").describe("A number to count or to measure, shown and scraped."),
  params: z
    .strictObject({
      name: z
        .string()
        .regex(/^[a-z_][a-z0-9_]{0,99}$/, { error: "may only have letters in lower case, digits and _" })
        .describe("Lower case letters, digits and _."),
      value: z.union([z.number(), text]).optional().describe("A number, or a template that gives one. Default 1."),
      kind: z
        .enum(METRIC_KINDS)
        .optional()
        .describe("counter adds up; histogram shows how values lie. Default counter."),
      tags: z.record(name, z.union([z.string().max(5_000), z.number(), z.boolean()])).optional(),
    })
    .describe("What is counted."),
  ...around,
});

const dispatchTask = z.strictObject({
  type: z.literal("dispatch_task").describe("Starts a saved task, or what a step of this chain does, and goes on."),
  params: z
    .strictObject({
      task_id: z.string().min(1).max(200).describe("Id or name of a saved task, or the id of a step of this chain."),
      input: z.record(z.string(), z.json()).optional().describe("Parameters, over the task's own."),
    })
    .describe("What is started."),
  ...around,
});

const transform = z.strictObject({
  type: z.literal("transform").describe("Makes values that later hooks of the same moment read as vars.<name>."),
  params: z
    .strictObject({ set: z.record(name, z.json()).describe("Name and value; values may be templates.") })
    .describe("What is made."),
  ...around,
});

export const hook = z.discriminatedUnion("type", [log, webhook, metric, dispatchTask, transform]);
export type HookSource = z.output<typeof hook>;

const [started, finished, ended] = HOOK_MOMENTS;
export const hookList = z.array(hook).max(MAX_HOOKS);

export const stepHooks = z
  .strictObject({
    [started]: hookList.optional().describe("When the step begins."),
    [finished]: hookList.optional().describe("When it ended: succeeded, failed or was canceled."),
    [ended]: z
      .array(hook)
      .refine((written) => written.length === 0, { error: "is of the chain only: write it under the chain's `hooks`" })
      .optional()
      .describe("Of the chain only; may stand here empty."),
  })
  .describe("What is told to others when the step begins and ends.");

export const chainHooks = z
  .strictObject({
    [started]: hookList.optional().describe("When any step begins."),
    [finished]: hookList.optional().describe("When any step ended."),
    [ended]: hookList.optional().describe("When the whole chain ended."),
  })
  .describe("What is told to others when steps begin and end, and when the chain ends.");

export type HooksSource = z.output<typeof chainHooks>;
