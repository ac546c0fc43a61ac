import type { JsonObject } from "../../core/json";
import { outputSchemaProblem } from "../../core/plan/output-schema";
import type { Outbound } from "../../outbound/outbound";
import { implement, type OperationDescription, type ToolContext, ToolError } from "../tool";
import { Budget, limitsOf } from "./budget";
import { createCallTool, type ToolDoor } from "./call-tool";
import { Conversation } from "./conversation";
import { llmTaskDescription } from "./describe-task";
import { offerTools } from "./offered-tools";
import { chooseModel, type LlmSettings, NO_MODEL } from "./platforms";
import { promptOf, systemOf } from "./prompt";
import { plainReport } from "./report";

export interface LlmTaskParts {
  /** null: nothing is configured. */
  settings: LlmSettings | null;
  /** The way to the configured endpoints. */
  fetch: Outbound["fetch"];
  /** What a step's list may offer. */
  known: readonly OperationDescription[];
  door: ToolDoor;
}

export const createLlmTask = ({ settings, fetch, known, door }: LlmTaskParts) =>
  implement(llmTaskDescription, async (input, context) => {
    const data = input.data as JsonObject;
    if (settings === null) {
      const { model, allowed_tools, output_schema, limits } = input;
      const isQuestion = model !== null || [allowed_tools, output_schema, limits].some((one) => one !== undefined);
      if (isQuestion) throw new ToolError(NO_MODEL, { retryable: false });
      context.log("warn", "No language model is configured: the result is a plain report of the data.");
      return { status: "succeeded", output: plainReport(input.task, data) };
    }
    const chosen = chooseModel(settings, input.model);
    if ("problem" in chosen) throw new ToolError(chosen.problem, { retryable: false });
    const limits = limitsOf(input.limits);
    if (limits.cost !== null && chosen.model.price === null)
      throw new ToolError(
        `\`limits.cost\` cannot be held, because the model ${chosen.model.name} has no price. The operator names it in CHAINWRIGHT_LLM_PLATFORMS.`,
        { retryable: false },
      );
    const offered = offerTools(input.allowed_tools ?? [], known);
    const schema = (input.output_schema ?? null) as JsonObject | null;
    // The compiler has seen it, unless the call was written out as one of `llm.task`.
    const wrong = schema === null ? null : outputSchemaProblem(schema);
    if (wrong !== null)
      throw new ToolError(`output_schema${wrong.path.map((part) => `.${part}`).join("")}: ${wrong.message}`, {
        ...{ code: "invalid_input", retryable: false },
      });
    const budget = new Budget(limits, chosen, () => performance.now());
    return withinTime(budget, context, async (limited) => {
      const conversation = new Conversation({
        ...{ chosen, offered, budget, schema, context: limited, callTool: createCallTool(door) },
        fetch: async (...request) => {
          const response = await fetch(...request);
          context.heartbeat();
          return response;
        },
        ...{ system: systemOf(offered.keys.length > 0, schema), prompt: promptOf(input.task, data) },
      });
      return { status: "succeeded", ...(await conversation.run()) };
    });
  });

/** Ends the work when `limits.time` is over, tools under way included. */
async function withinTime<T>(
  budget: Budget,
  context: ToolContext,
  work: (context: ToolContext) => Promise<T>,
): Promise<T> {
  const time = new AbortController();
  const timer = setTimeout(() => {
    const message = `The model had no answer within ${budget.limits.time} s. Raise \`limits.time\`, or ask for less.`;
    time.abort(new ToolError(message, { retryable: false }));
  }, budget.limits.time * 1000);
  try {
    return await work({ ...context, signal: AbortSignal.any([context.signal, time.signal]) });
  } finally {
    clearTimeout(timer);
  }
}
