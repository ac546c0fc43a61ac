import { z } from "zod";
import { describeAs } from "../tool";

const METHODS = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"] as const;
const status = z.int().min(100).max(599);
const scalar = z.union([z.string(), z.number(), z.boolean()]);

export const httpRequestDescription = describeAs({
  tool: "http",
  operation: "request",
  summary: "Send an HTTP request and return the answer.",
  description: `Follows up to ten redirects. An answer whose status is not expected is an error. Errors of the network, 408, 425, 429 and
5xx are worth another attempt; any other status is not. Requests other than GET, HEAD and OPTIONS carry an
\`Idempotency-Key\` header that stays the same when the attempt has to be repeated. Private addresses are refused unless the operator
allows them.`,
  example: `id: product
tool: http
operation: request
parameters:
  method: GET
  url: https://shop.example/api/products/42
  headers: { Accept: application/json }
  timeout: 10
`,
  input: z
    .strictObject({
      method: z
        .string()
        .transform((method) => method.toUpperCase())
        .pipe(z.enum(METHODS))
        .default("GET")
        .describe("GET, HEAD, POST, PUT, PATCH, DELETE or OPTIONS."),
      url: z.string().min(1).describe("Address, starting with http:// or https://."),
      headers: z.record(z.string(), scalar).default({}).describe("Request headers by name."),
      query: z
        .record(z.string(), z.union([scalar, z.array(scalar), z.null()]))
        .default({})
        .describe("Query parameters, added to those of the address. A list repeats the name; null leaves it out."),
      json: z.unknown().optional().describe("Body, sent as JSON. Not together with `body`."),
      body: z.string().optional().describe("Body, sent as it is."),
      expect: z.array(status).min(1).optional().describe("Statuses that count as success. Default: 200 to 299."),
      timeout: z.number().positive().max(600).default(30).describe("Seconds until the whole answer has to be there."),
    })
    .refine((input) => input.json === undefined || input.body === undefined, {
      error: "`json` and `body` cannot both be given",
      path: ["body"],
    }),
  output: z.object({
    url: z.string().describe("Address of the answer, after redirects."),
    status: status.describe("Status of the answer."),
    headers: z.record(z.string(), z.string()).describe("Headers of the answer, names in lower case."),
    body: z.string().describe("Body as text."),
    json: z.unknown().describe("The body read as JSON; null when it is none."),
  }),
});
