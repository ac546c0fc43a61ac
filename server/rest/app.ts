/** The REST API: who calls, how often, what is sent, in this order; then the service, which authorises by itself. */
import { type Context, Hono } from "hono";
import { bodyLimit } from "hono/body-limit";
import type { z } from "zod";
import { AppError } from "../errors";
import { callerOf, type RestHost, requireScope } from "./caller";
import { openApiDocument } from "./document";
import { invalidRequest, problemOf, problemResponse } from "./problem";
import { Rate } from "./rate";
import type { AnyRoute, Call } from "./route";
import { ROUTES } from "./routes/all";

const MAX_BODY_BYTES = 1_000_000;

interface Bindings {
  host: RestHost;
}
type Ctx = Context<{ Bindings: Bindings }>;

/** Answers requests under `/api/v1` and `/api/chat`. One per process: it counts the calls. */
export function createRest({ callsPerMinute }: { callsPerMinute(): number }) {
  const rate = new Rate(callsPerMinute);
  const app = new Hono<{ Bindings: Bindings }>();
  app.use(
    bodyLimit({
      maxSize: MAX_BODY_BYTES,
      onError: () => problemResponse(new AppError("invalid", `A body has at most ${MAX_BODY_BYTES} bytes.`)),
    }),
  );
  app.get("/api/v1/openapi.json", (c) => c.json(openApiDocument(c.env.host.publicUrl)));
  for (const spec of ROUTES) {
    for (const path of [`/api/v1${spec.at}`, ...(spec.chatAt === undefined ? [] : [`/api/chat${spec.chatAt}`])])
      app.on(spec.method.toUpperCase(), path.replace(/\{(\w+)\}/g, ":$1"), (c) => answer(spec, c, rate));
  }
  app.notFound((c) => problemResponse(new AppError("not_found", `There is no ${c.req.method} ${c.req.path}.`)));
  app.onError((error, c) => refused(error, c));
  return { fetch: (request: Request, host: RestHost) => app.fetch(request, { host }) };
}

export type Rest = ReturnType<typeof createRest>;

async function answer(spec: AnyRoute, c: Ctx, rate: Rate): Promise<Response> {
  const { host } = c.env;
  const caller = await callerOf(c.req.raw, host);
  const headers = { ...(await rate.count(caller.rateKey)), "cache-control": "private, no-store" };
  requireScope(caller, spec.scope);
  const call = {
    ...{ actor: caller.actor, host, idempotencyKey: idempotencyKey(c) },
    path: spec.path ? parsed(spec.path, c.req.param(), "path") : {},
    query: spec.query ? parsed(spec.query, c.req.query(), "query") : {},
    body: spec.body ? parsed(spec.body, await json(c), "body") : undefined,
  };
  const run = spec.run as (call: Call<undefined, undefined, undefined>) => Promise<unknown>;
  const result = await run(call as never);
  if (result instanceof Response) return result;
  if (spec.answer === undefined) return new Response(null, { status: 204, headers });
  return Response.json(result, { status: spec.status ?? 200, headers });
}

function parsed(schema: z.ZodType, value: unknown, where: string): unknown {
  const read = schema.safeParse(value);
  if (!read.success) throw invalidRequest(read.error, where);
  return read.data;
}

/** No body at all is an empty object: most calls need none. */
async function json(c: Ctx): Promise<unknown> {
  const text = await c.req.text();
  if (text.trim() === "") return {};
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new AppError("invalid", `The body is not JSON: ${error instanceof Error ? error.message : ""}`);
  }
}

function idempotencyKey(c: Ctx): string | undefined {
  const key = c.req.header("idempotency-key");
  if (key !== undefined && (key.length === 0 || key.length > 200))
    throw new AppError("invalid", "An Idempotency-Key has 1 to 200 characters.");
  return key;
}

function refused(error: Error, c: Ctx): Response {
  const { status } = problemOf(error);
  if (status === 500) c.env.host.log.error({ err: error, path: c.req.path }, "A call of the API failed.");
  const headers = error instanceof AppError ? (error.data.headers as Record<string, string> | undefined) : undefined;
  return problemResponse(error, headers);
}
