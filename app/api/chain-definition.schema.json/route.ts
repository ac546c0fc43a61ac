import { chainDefinitionJsonSchema } from "@/server/core/definition/json-schema";

/** The JSON Schema of the definition format, for editors. Public: it says nothing about anybody. */
export function GET(): Response {
  return Response.json(chainDefinitionJsonSchema(), { headers: { "content-type": "application/schema+json" } });
}
