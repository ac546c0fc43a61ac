import type { z } from "zod";
import type { Actor } from "../services/actor";
import type { TokenScope } from "../services/token-scopes";
import type { RestHost } from "./caller";

type Schema = z.ZodObject | undefined;
type Read<S> = S extends z.ZodType ? z.output<S> : Record<string, never>;

/** A call of a route, checked and allowed. */
export interface Call<Path extends Schema, Query extends Schema, Body extends z.ZodType | undefined> {
  actor: Extract<Actor, { type: "user" }>;
  host: RestHost;
  path: Read<Path>;
  query: Read<Query>;
  body: Body extends z.ZodType ? z.output<Body> : undefined;
  /** Header `Idempotency-Key`, if sent. */
  idempotencyKey: string | undefined;
}

/** One call of the API: its description and what it does. The OpenAPI document is made of these. */
export interface RouteSpec<
  Path extends Schema = Schema,
  Query extends Schema = Schema,
  Body extends z.ZodType | undefined = z.ZodType | undefined,
> {
  /** Unique; names the method of generated clients. */
  id: string;
  method: "get" | "post" | "put" | "delete";
  /** Under `/api/v1`, with `{name}` for parts that change. */
  at: string;
  /** The same under `/api/chat`, kept for programs that know it. */
  chatAt?: string;
  tag: "Chains" | "Executions" | "Files" | "Tasks" | "Templates";
  summary: string;
  scope: TokenScope;
  path?: Path;
  query?: Query;
  body?: Body;
  /** What an answer holds; absent: nothing is answered, or a stream. */
  answer?: z.ZodType;
  /** Of success. Default 200, or 204 without an answer. */
  status?: 200 | 201 | 202;
  /** Takes the header `Idempotency-Key`. */
  idempotent?: boolean;
  /** Type of an answer that is no JSON. */
  streams?: string;
  run(call: Call<Path, Query, Body>): Promise<unknown>;
}

/** A route of any shape, for lists of them. */
export type AnyRoute = Omit<RouteSpec, "run"> & { run(call: never): Promise<unknown> };

/** Keeps the types of one route together. */
export const route = <
  Path extends Schema = undefined,
  Query extends Schema = undefined,
  Body extends z.ZodType | undefined = undefined,
>(
  spec: RouteSpec<Path, Query, Body>,
): AnyRoute => spec as unknown as AnyRoute;
