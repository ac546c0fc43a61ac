import type { ParamDefinition } from "../../core/definition/schema/param";
import type { JsonObject } from "../../core/json";
import { paramProblem, patternProblem } from "../../core/plan/params";
import type { PlanParam } from "../../core/plan/plan";
import { implement, ToolError } from "../tool";
import { flowApproveDescription } from "./describe-approve";
import { flowFailDescription, flowWaitDescription, MAX_WAIT_SECONDS } from "./describe-flow";

/** `now` in epoch milliseconds, so that tests need not wait. */
export const createFlowWait = (now: () => number) =>
  implement(flowWaitDescription, async (input) => {
    const started = now();
    const until = input.until === undefined ? started + (input.seconds ?? 0) * 1000 : parseTime(input.until);
    if (until - started > MAX_WAIT_SECONDS * 1000) {
      throw new ToolError(`${input.until} is more than 366 days away.`, { retryable: false });
    }
    const output = { until: new Date(until).toISOString() };
    if (until <= started) return { status: "succeeded", output };
    return { status: "waiting", until, message: `Waits until ${output.until}.`, output };
  });

const TIME = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:?\d{2})$/i;

function parseTime(text: string): number {
  const at = TIME.test(text.trim()) ? Date.parse(text.trim()) : Number.NaN;
  if (!Number.isNaN(at)) return at;
  throw new ToolError(`"${text}" is no point in time with a zone, such as 2030-01-31T08:00:00Z.`, { retryable: false });
}

export const createFlowFail = () =>
  implement(flowFailDescription, async ({ message, retryable }) => {
    throw new ToolError(message, { retryable });
  });

/** Asks a person. Who may answer and what fits is judged where the answer arrives, by the prompt. */
export const createFlowApprove = (now: () => number) =>
  implement(flowApproveDescription, async (input) => {
    const { question, description = null, approvers, expires_in: seconds, on_reject: onReject } = input;
    const answers = Object.fromEntries(
      Object.entries(input.answers).map(([name, field]) => [name, fieldOf(name, field)]),
    );
    const order = Object.keys(answers);
    const prompt = { question, description, answers, order, approvers, onReject };
    const until = seconds === undefined ? null : now() + seconds * 1000;
    return { status: "asking", until, message: question, prompt: prompt as unknown as JsonObject };
  });

/** The form may be made of results: it is looked at now, as the parameters of a chain are when it is checked. */
function fieldOf(name: string, { required = false, ...field }: ParamDefinition): PlanParam {
  const param = { ...field, required };
  const pattern = param.pattern === undefined ? null : patternProblem(param.pattern);
  const byDefault = param.default === undefined ? null : paramProblem(param, param.default);
  const problem = pattern ?? (byDefault && `Its default ${byDefault}.`);
  if (problem) throw new ToolError(`The field "${name}" cannot be asked for. ${problem}`, { retryable: false });
  return param;
}
