import { z } from "zod";
import type { OperationSpec, ToolCatalog } from "../catalog";

/** A few operations for the tests of the compiler: closed and open results, unions, limits. */
const operations: OperationSpec[] = [
  {
    tool: "http",
    operation: "request",
    summary: "Send a request.",
    input: z.strictObject({
      method: z.enum(["GET", "POST"]).default("GET"),
      url: z.url(),
      headers: z.record(z.string(), z.string()).optional(),
      expect: z.array(z.int().min(100).max(599)).min(1).optional(),
    }),
    output: z.object({
      status: z.int(),
      headers: z.record(z.string(), z.string()),
      body: z.string(),
      json: z.unknown(),
    }),
  },
  {
    tool: "browser",
    operation: "run",
    summary: "Drive a browser.",
    input: z.strictObject({
      actions: z
        .array(
          z.union([
            z.strictObject({ goto: z.string() }),
            z.strictObject({ click: z.strictObject({ role: z.string(), name: z.string() }) }),
            z.strictObject({ fill: z.strictObject({ label: z.string(), value: z.string() }) }),
          ]),
        )
        .min(1),
    }),
    output: z.object({
      url: z.string(),
      items: z.array(z.object({ title: z.string(), price: z.number().nullable() })),
    }),
  },
  {
    tool: "transform",
    operation: "set",
    summary: "Give a value on.",
    input: z.strictObject({ value: z.json() }),
    output: z.json(),
  },
  {
    tool: "weather_tool",
    operation: "get_forecast",
    summary: "Read a forecast.",
    input: z.strictObject({
      location: z.union([z.string(), z.strictObject({ latitude: z.number(), longitude: z.number() })]),
    }),
    output: z.object({
      days: z.array(z.object({ high: z.number(), low: z.number() })),
      place: z.looseObject({ name: z.string() }),
    }),
  },
];

export const smallCatalog: ToolCatalog = new Map(operations.map((spec) => [`${spec.tool}.${spec.operation}`, spec]));
