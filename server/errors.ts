/** What can go wrong in words that every surface understands; mapped to HTTP and tRPC codes in one place each. */
export const ERROR_CODES = {
  invalid: 400,
  unauthenticated: 401,
  forbidden: 403,
  not_found: 404,
  conflict: 409,
  too_many_requests: 429,
  internal: 500,
} as const;
export type ErrorCode = keyof typeof ERROR_CODES;

const BRAND: unique symbol = Symbol.for("chainwright.AppError");

/** An expected refusal. The message says what happened, to what, and what to do next. */
export class AppError extends Error {
  override readonly name = "AppError";
  readonly [BRAND] = true;

  /** The server's bundles each have a copy of this class; an error of any of them is one. */
  static override [Symbol.hasInstance](value: unknown): value is AppError {
    return typeof value === "object" && value !== null && BRAND in value;
  }

  constructor(
    readonly code: ErrorCode,
    message: string,
    /** Plain data for programs: diagnostics, the field that is wrong. */
    readonly data: Readonly<Record<string, unknown>> = {},
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

/** Foreign and missing things answer alike. */
export const notFound = (what: string, id: string): AppError =>
  new AppError("not_found", `There is no ${what} "${id}", or it is not yours.`);
