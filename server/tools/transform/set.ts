import { z } from "zod";
import { describeAs, implement } from "../tool";

export const transformSetDescription = describeAs({
  tool: "transform",
  operation: "set",
  summary: "Return a value made of templates.",
  description:
    "The value that is given, with its templates filled in, is the result. Use it to name, reshape or join data.",
  example: `id: summary
tool: transform
operation: set
parameters:
  value: { title: Prices, currency: EUR }
`,
  input: z.strictObject({ value: z.unknown().describe("Any value: text, number, list or object.") }),
  output: z.unknown().describe("The same value."),
});

export const createTransformSet = () =>
  implement(transformSetDescription, async ({ value }) => ({ status: "succeeded", output: value }));
