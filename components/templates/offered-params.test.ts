import { expect, test } from "vitest";
import { offeredParams } from "./offered-params";

test("the form offers the author's words, needs nothing, and finds the demo shop where the server is", () => {
  const params = {
    url: { type: "string" as const, required: true, default: "http://localhost:3000/demo", description: "Declared" },
    other: { type: "string" as const, required: false, default: "https://example.com" },
  };
  const told = { url: { description: "Where", example: "https://shop.example" } };
  expect(offeredParams({ params, told }, "https://here.example")).toEqual({
    url: {
      ...{ type: "string", required: false, default: "https://here.example/demo" },
      description: "Where. For example: https://shop.example",
    },
    other: params.other,
  });
});
