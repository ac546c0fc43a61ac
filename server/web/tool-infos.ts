import { z } from "zod";
import type { ToolInfo } from "../api/init";
import type { OperationDescription } from "../tools/tool";

/** Operations as the editor shows them, with their input as JSON Schema. */
export function toolInfos(descriptions: readonly OperationDescription[]): ToolInfo[] {
  return descriptions.map(({ tool, operation, summary, description, example, input }) => ({
    ...{ tool, operation, summary, description, example },
    inputSchema: z.toJSONSchema(input, { io: "input", unrepresentable: "any" }),
  }));
}
