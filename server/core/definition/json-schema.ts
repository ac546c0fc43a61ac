import { z } from "zod";
import type { JsonObject } from "../json";
import { chain } from "./schema/chain";

/** JSON Schema (draft 2020-12) of the definition format, for editors and other programs. */
export function chainDefinitionJsonSchema(): JsonObject {
  const schema = z.toJSONSchema(chain, { io: "input", unrepresentable: "any" });
  return {
    ...(schema as unknown as JsonObject),
    title: "Chain definition",
    description: "A durable chain of steps: tool calls, browser work and LLM tasks.",
  };
}
