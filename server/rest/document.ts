import { z } from "zod";
import { createDocument, type ZodOpenApiOperationObject, type ZodOpenApiPathsObject } from "zod-openapi";
import { SCOPE_NAMES, TOKEN_SCOPES } from "../services/token-scopes";
import { problem } from "./problem";
import type { AnyRoute } from "./route";
import { ROUTES } from "./routes/all";

const idempotency = z.object({
  "Idempotency-Key": z.string().max(200).optional().describe("The same key again is the same run."),
});

/** The API as an OpenAPI 3.1 document, made of the routes that answer. */
export function openApiDocument(publicUrl: string) {
  const paths: ZodOpenApiPathsObject = {};
  for (const spec of ROUTES) {
    put(paths, `/api/v1${spec.at}`, spec, operationOf(spec, spec.id));
    if (spec.chatAt !== undefined) put(paths, `/api/chat${spec.chatAt}`, spec, operationOf(spec, `${spec.id}InChat`));
  }
  return createDocument({
    openapi: "3.1.1",
    info: {
      title: "Chainwright",
      version: "1",
      description: `Create, run and follow chains of steps. Everything acts for the person whose token it is. Errors are problem details (RFC 9457). Scopes of tokens:\n\n${scopes()}`,
      license: { name: "Apache-2.0", identifier: "Apache-2.0" },
    },
    servers: [{ url: publicUrl, description: "This server" }],
    security: [{ token: [] }],
    tags: [
      { name: "Chains", description: "Definitions, as tasks in a row or whole." },
      { name: "Executions", description: "Runs of chains." },
      { name: "Files", description: "What steps leave behind." },
      { name: "Tasks", description: "Saved step bodies and everything that ran." },
      { name: "Templates", description: "Published chains, and copies of them." },
    ],
    paths,
    components: {
      securitySchemes: {
        token: { type: "http", scheme: "bearer", description: "An API token, `cw_...`, made in Settings." },
      },
    },
  });
}

const scopes = (): string => SCOPE_NAMES.map((name) => `- \`${name}\`: ${TOKEN_SCOPES[name]}`).join("\n");

function put(paths: ZodOpenApiPathsObject, path: string, spec: AnyRoute, operation: ZodOpenApiOperationObject): void {
  paths[path] = { ...paths[path], [spec.method]: operation };
}

function operationOf(spec: AnyRoute, operationId: string): ZodOpenApiOperationObject {
  const { tag, summary, scope, path, query, body, idempotent } = spec;
  const header = idempotent ? idempotency : undefined;
  return {
    ...{ operationId, tags: [tag], summary, description: `Needs the scope \`${scope}\`.` },
    requestParams: { ...(path && { path }), ...(query && { query }), ...(header && { header }) },
    ...(body ? { requestBody: { required: true, content: { "application/json": { schema: body } } } } : {}),
    responses: {
      ...success(spec),
      "4XX": { description: "What is wrong, and what to do.", content: problems },
      "5XX": { description: "The server's fault.", content: problems },
    },
  };
}

const problems = { "application/problem+json": { schema: problem } };

function success({ answer, status = 200, streams }: AnyRoute): ZodOpenApiOperationObject["responses"] {
  if (streams) {
    const schema = z.string().meta({ format: "binary" });
    return { "200": { description: "The content.", content: { [streams]: { schema } } } };
  }
  if (!answer) return { "204": { description: "Done." } };
  return { [`${status}`]: { description: "Done.", content: { "application/json": { schema: answer } } } };
}
