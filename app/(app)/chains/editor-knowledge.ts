import { parse } from "yaml";
import { z } from "zod";
import type { EditorKnowledge } from "@/components/chain-builder/complete/knowledge";
import { chainDefinitionJsonSchema } from "@/server/core/definition/json-schema";
import { operationDescriptions } from "@/server/tools/descriptions";

const jsonSchema = (schema: z.ZodType, io: "input" | "output") =>
  z.toJSONSchema(schema, { io, unrepresentable: "any" });

/** The format and all operations as the editor needs them: made once, sent with its page. */
const knowledge: EditorKnowledge = JSON.parse(
  JSON.stringify({
    definitionSchema: chainDefinitionJsonSchema(),
    operations: operationDescriptions.map(({ input, output, ...help }) => ({
      ...help,
      exampleStep: parse(help.example),
      inputSchema: jsonSchema(input, "input"),
      outputSchema: jsonSchema(output, "output"),
    })),
  }),
);

export const editorKnowledge = (): EditorKnowledge => knowledge;
