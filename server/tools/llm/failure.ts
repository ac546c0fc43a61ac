import { APICallError } from "ai";
import { outboundError } from "../../outbound/failure";
import { OutboundRefused } from "../../outbound/guard";
import { ToolError } from "../tool";
import type { ChosenModel } from "./platforms";

const EVIDENCE_CHARACTERS = 300;
const TOO_LONG = /context.{0,20}(length|window|size)|maximum context|too many tokens|prompt is too long/i;

/** What an endpoint that did not answer as it should means for the step. */
export function askFailure(error: unknown, { platform, model }: ChosenModel): ToolError {
  const who = `The model ${model.name}`;
  if (APICallError.isInstance(error) && error.statusCode !== undefined)
    return statusFailure(error, { platform, model });
  if (isGarbage(error))
    return new ToolError(`${who} at ${hostOf(platform.baseUrl)} gave an answer that is no chat completion.`, {
      retryable: true,
    });
  const cause = outboundError(error, new URL(platform.baseUrl));
  return new ToolError(`${who} could not be asked. ${cause.message}`, {
    retryable: !(cause instanceof OutboundRefused),
  });
}

function statusFailure(error: APICallError, { platform, model }: ChosenModel): ToolError {
  const status = error.statusCode ?? 0;
  const evidence = (error.responseBody ?? "").slice(0, EVIDENCE_CHARACTERS);
  const who = `The model ${model.name}`;
  const details = { status, platform: platform.name, model: model.name };
  const fail = (message: string, retryable = false) =>
    new ToolError(`${message} ${evidence}`.trim(), { retryable, details });
  if (status < 300)
    return fail(`${who} at ${hostOf(platform.baseUrl)} gave an answer that is no chat completion.`, true);
  if (status < 400)
    return fail(`${who} answered ${status}, a redirect. Configure the address that the endpoint really has.`);
  if (status === 401 || status === 403)
    return fail(`${who} answered ${status}: the platform "${platform.name}" does not accept the configured key.`);
  if (status === 404)
    return fail(`${who} answered 404: the platform "${platform.name}" does not know this model, or not this address.`);
  if (TOO_LONG.test(evidence))
    return fail(`${who} answered ${status}: the conversation is longer than it can read. Give it less data.`);
  if (status === 429) return fail(`${who} answered 429: it is asked too often.`, true);
  return fail(`${who} answered ${status}.`, error.isRetryable || status >= 500);
}

/** Milliseconds that a busy endpoint asks to wait; null: it is not busy, or does not say. */
export function askedToWaitMs(error: unknown): number | null {
  if (!APICallError.isInstance(error) || (error.statusCode !== 429 && error.statusCode !== 503)) return null;
  const seconds = Number(error.responseHeaders?.["retry-after"] ?? Number.NaN);
  return Number.isFinite(seconds) && seconds >= 0 ? seconds * 1000 : null;
}

const isGarbage = (error: unknown): boolean =>
  error instanceof Error &&
  /^AI_(JSONParse|TypeValidation|InvalidResponseData|NoOutputGenerated)Error$/.test(error.name);

const hostOf = (address: string): string => new URL(address).host;
