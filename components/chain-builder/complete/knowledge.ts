import type { JsonSchema } from "./json-schema";

/** An operation of a tool: what the editor completes, checks names against and documents. */
export interface OperationHelp {
  tool: string;
  operation: string;
  /** One sentence in the imperative. */
  summary: string;
  /** Markdown of a few paragraphs. */
  description: string;
  /** A step in YAML, without its dash. */
  example: string;
  /** The same step as data, for definitions in JSON. */
  exampleStep: Record<string, unknown>;
  inputSchema: JsonSchema;
  outputSchema: JsonSchema;
}

/** What the server tells the editor once, when the page opens. */
export interface EditorKnowledge {
  definitionSchema: JsonSchema;
  operations: OperationHelp[];
  /** Names of the secrets that the chain may use. */
  secrets?: readonly string[];
}

export const operationNamed = (
  { operations }: EditorKnowledge,
  tool: string | null,
  operation: string | null,
): OperationHelp | undefined => operations.find((one) => one.tool === tool && one.operation === operation);
