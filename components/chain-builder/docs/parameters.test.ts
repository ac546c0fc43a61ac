import { describe, expect, it } from "vitest";
import { parameterRows } from "./parameters";

describe("parameterRows", () => {
  it("says of each parameter what it is, whether it must be there and what holds without it", () => {
    const rows = parameterRows({
      properties: {
        url: { type: "string", description: "Address." },
        days: { type: "integer", minimum: 1, maximum: 16, default: 3 },
        as: { type: "string", enum: ["text", "json"], default: "text" },
        headers: { type: "object", default: {} },
      },
      required: ["url", "days"],
    });
    expect(rows).toEqual([
      { name: "url", depth: 0, type: "text", required: true, description: "Address.", fallback: null },
      { name: "days", depth: 0, type: "whole number, 1 to 16", required: false, description: "", fallback: "3" },
      { name: "as", depth: 0, type: "text, json", required: false, description: "", fallback: "text" },
      { name: "headers", depth: 0, type: "object", required: false, description: "", fallback: null },
    ]);
  });

  it("goes into maps, lists, unions and references", () => {
    const root = {
      properties: {
        actions: { type: "array", items: { $ref: "#/$defs/action" } },
        where: { anyOf: [{ type: "string" }, { properties: { css: { type: "string" } } }] },
      },
      $defs: { action: { properties: { goto: { type: "string" } } } },
    };
    expect(parameterRows(root).map(({ name, depth }) => [name, depth])).toEqual([
      ["actions", 0],
      ["actions[].goto", 1],
      ["where", 0],
      ["where.css", 1],
    ]);
  });
});
