import { initTRPC, TRPCError } from "@trpc/server";
import superjson from "superjson";
import { AppError, type ErrorCode } from "../errors";
import type { Actor } from "../services/actor";
import type { Services } from "../services/services";

/** What every procedure gets. `actor` is null when nobody is signed in. */
export interface ApiContext {
  services: Services;
  actor: Extract<Actor, { type: "user" }> | null;
  /** Whether the request comes from a page of this server: asked for before anything is changed. */
  sameOrigin: boolean;
  /** `http://localhost:3000`, for links that are handed out. */
  publicUrl: string;
  tools: readonly ToolInfo[];
  models: readonly ModelInfo[];
}

/** An operation as the editor shows it. */
export interface ToolInfo {
  tool: string;
  operation: string;
  summary: string;
  description: string;
  example: string;
  /** The example as data. */
  exampleStep: Record<string, unknown>;
  inputSchema: unknown;
  outputSchema: unknown;
}

/** A language model that steps may name. */
export interface ModelInfo {
  platform: string;
  type: string;
  /** Taken when a step names none. */
  usual: boolean;
}

const CODES: Readonly<Record<ErrorCode, TRPCError["code"]>> = {
  invalid: "BAD_REQUEST",
  unauthenticated: "UNAUTHORIZED",
  forbidden: "FORBIDDEN",
  not_found: "NOT_FOUND",
  conflict: "CONFLICT",
  too_many_requests: "TOO_MANY_REQUESTS",
  internal: "INTERNAL_SERVER_ERROR",
};

const t = initTRPC.context<ApiContext>().create({
  transformer: superjson,
  errorFormatter({ shape, error }) {
    const cause = error.cause;
    if (cause instanceof AppError) return { ...shape, data: { ...shape.data, ...cause.data } };
    if (error.code !== "INTERNAL_SERVER_ERROR") return shape;
    // What broke inside is for the log, not for the browser.
    return {
      ...shape,
      message: "Something broke on the server. Its log says what.",
      data: { ...shape.data, stack: undefined },
    };
  },
  sse: {
    maxDurationMs: 600_000,
    ping: { enabled: true, intervalMs: 15_000 },
    client: { reconnectAfterInactivityMs: 40_000 },
  },
});

/** Expected refusals become tRPC's codes, here and nowhere else. */
const mapErrors = t.middleware(async ({ next }) => {
  const result = await next();
  if (!result.ok && result.error.cause instanceof AppError) {
    throw new TRPCError({
      code: CODES[result.error.cause.code],
      message: result.error.cause.message,
      cause: result.error.cause,
    });
  }
  return result;
});

const signedIn = t.middleware(({ ctx, type, next }) => {
  if (!ctx.actor) throw new TRPCError({ code: "UNAUTHORIZED", message: "Sign in first." });
  if (type === "mutation" && !ctx.sameOrigin) {
    throw new TRPCError({ code: "FORBIDDEN", message: "Changes are taken only from this server's own pages." });
  }
  return next({ ctx: { actor: ctx.actor } });
});

export const router = t.router;
export const createCaller = t.createCallerFactory;
/** For people who are signed in. There is no other kind of procedure. */
export const procedure = t.procedure.use(mapErrors).use(signedIn);
