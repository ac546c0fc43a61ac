import { z } from "zod";
import type { Diagnostic } from "../core/definition/diagnostic";
import { AppError, ERROR_CODES, type ErrorCode } from "../errors";

/** Problem details: RFC 9457. */
export const problem = z
  .object({
    type: z.string().describe("Names the kind of problem."),
    title: z.string(),
    status: z.int(),
    detail: z.string().describe("What is wrong, and what to do."),
    code: z.string().describe("For programs: invalid, not_found, conflict and so on."),
    errors: z
      .array(z.object({ path: z.string(), message: z.string(), line: z.int().optional(), column: z.int().optional() }))
      .optional()
      .describe("Each thing that is wrong in what was sent."),
  })
  .meta({ id: "Problem" });

export type Problem = z.output<typeof problem>;

const TITLES: Readonly<Record<ErrorCode, string>> = {
  invalid: "The request is not right",
  unauthenticated: "Who are you?",
  forbidden: "Not allowed",
  not_found: "Not there",
  conflict: "Not now",
  too_many_requests: "Too many requests",
  internal: "Something broke on the server",
};

/** An error as problem details; what is not expected says nothing about the inside. */
export function problemOf(error: unknown): Problem {
  const known = error instanceof AppError ? error : new AppError("internal", "The server's log says what.");
  const errors = errorsIn(known.data);
  return {
    ...{ type: `urn:chainwright:problem:${known.code}`, title: TITLES[known.code], status: ERROR_CODES[known.code] },
    ...{ detail: known.message, code: known.code },
    ...(errors.length > 0 ? { errors } : {}),
  };
}

function errorsIn(data: Readonly<Record<string, unknown>>): NonNullable<Problem["errors"]> {
  const diagnostics = (data.diagnostics ?? []) as Diagnostic[];
  const problems = (data.problems ?? []) as { path?: string; name?: string; message: string }[];
  return [
    ...diagnostics
      .filter(({ severity }) => severity === "error")
      .map(({ path, message, line, column }) => ({ path, message, line, column })),
    ...problems.map(({ path, name, message }) => ({ path: path ?? name ?? "", message })),
  ];
}

/** What zod found, as an expected refusal. */
export function invalidRequest(error: z.ZodError, where: string): AppError {
  const problems = error.issues.map(({ path, message }) => ({ path: [where, ...path].join("."), message }));
  const first = problems[0];
  return new AppError("invalid", first ? `${first.path}: ${first.message}` : "The request is not right.", { problems });
}

export function problemResponse(error: unknown, headers: Record<string, string> = {}): Response {
  const body = problemOf(error);
  return new Response(JSON.stringify(body), {
    status: body.status,
    headers: {
      ...{ "content-type": "application/problem+json", "cache-control": "private, no-store" },
      ...(body.status === 401 ? { "www-authenticate": 'Bearer realm="chainwright"' } : {}),
      ...headers,
    },
  });
}
