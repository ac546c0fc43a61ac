import { parse } from "yaml";
import { z } from "zod";
import type { ToolInfo } from "../api/init";
import type { OperationDescription } from "../tools/tool";

/** Operations as the editor shows them, with what they take and give as JSON Schema. */
export function toolInfos(descriptions: readonly OperationDescription[]): ToolInfo[] {
  return descriptions.map(({ tool, operation, summary, description, example, input, output }) => ({
    ...{ tool, operation, summary, description, example },
    exampleStep: parse(example),
    inputSchema: z.toJSONSchema(input, { io: "input", unrepresentable: "any" }),
    outputSchema: z.toJSONSchema(output, { io: "output", unrepresentable: "any" }),
  }));
}
