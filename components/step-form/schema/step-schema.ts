import { descend, type JsonSchema } from "@/components/chain-builder/complete/json-schema";
import { chainDefinitionJsonSchema } from "@/server/core/definition/json-schema";

const root: JsonSchema = JSON.parse(JSON.stringify(chainDefinitionJsonSchema()));
const [step] = descend({ schema: root, root }, ["steps", 0]);

/** The schema of the whole format, that references point into. */
export const formatSchema = root;

/** What the format says about a key of a step; null: nothing, or that it is not built yet. */
export function stepKeySchema(key: string): JsonSchema | null {
  const schema = step?.schema.properties?.[key];
  return schema && schema.description !== "Not supported yet." ? schema : null;
}

/** What the format says about a key of a chain. */
export const chainKeySchema = (key: string): JsonSchema | null => root.properties?.[key] ?? null;
