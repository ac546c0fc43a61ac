import type { ToolCatalog } from "../core/plan/catalog";
import { browserExtractDescription, browserRunDescription } from "./browser/describe-browser";
import { filesListDescription, filesReadDescription, filesWriteDescription } from "./files/describe-files";
import { flowApproveDescription } from "./flow/describe-approve";
import { flowFailDescription, flowWaitDescription } from "./flow/describe-flow";
import { httpRequestDescription } from "./http/describe-request";
import { llmTaskDescription } from "./llm/describe-task";
import { notifySendDescription } from "./notify/send";
import type { OperationDescription } from "./tool";
import { transformSetDescription } from "./transform/set";
import { getForecastDescription } from "./weather/describe-forecast";

/** Every operation, without anything that runs it: for checks, documentation and editors. */
export const operationDescriptions: readonly OperationDescription[] = [
  browserRunDescription,
  browserExtractDescription,
  httpRequestDescription,
  filesWriteDescription,
  filesReadDescription,
  filesListDescription,
  transformSetDescription,
  flowWaitDescription,
  flowFailDescription,
  flowApproveDescription,
  notifySendDescription,
  llmTaskDescription,
  getForecastDescription,
];

/** `tool.operation`, the key of catalogs. */
export const operationKey = ({ tool, operation }: { tool: string; operation: string }): string =>
  `${tool}.${operation}`;

/** What the compiler checks definitions against. */
export const toolCatalog: ToolCatalog = new Map(
  operationDescriptions.map((description) => [operationKey(description), description]),
);
