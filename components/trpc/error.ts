import { isTRPCClientError } from "@trpc/client";

/** The API's word for what went wrong ("NOT_FOUND", "CONFLICT", ...); null when no answer came at all. */
export function errorCode(error: unknown): string | null {
  if (!isTRPCClientError(error)) return null;
  const data: unknown = error.data;
  return typeof data === "object" && data !== null && "code" in data && typeof data.code === "string"
    ? data.code
    : null;
}

/** What to tell a person: the API's own sentence, or that the server did not answer. */
export function errorMessage(error: unknown): string {
  if (errorCode(error) && error instanceof Error) return error.message;
  return "The server did not answer. Check that it runs, then try again.";
}

/** What is wrong with which field, by its name; empty when the answer names none. */
export function wrongFields(error: unknown): Readonly<Record<string, string>> {
  if (!isTRPCClientError(error)) return {};
  const data = error.data as { fields?: unknown } | null | undefined;
  return typeof data?.fields === "object" && data.fields !== null ? (data.fields as Record<string, string>) : {};
}
