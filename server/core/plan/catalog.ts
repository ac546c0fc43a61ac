import type { z } from "zod";

/** What the compiler knows of a tool's operation. */
export interface OperationSpec {
  tool: string;
  operation: string;
  summary: string;
  input: z.ZodType;
  output: z.ZodType;
}

/** All operations by `tool.operation`. */
export type ToolCatalog = ReadonlyMap<string, OperationSpec>;
