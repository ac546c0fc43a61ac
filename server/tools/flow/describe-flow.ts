import { z } from "zod";
import { describeAs } from "../tool";

export const MAX_WAIT_SECONDS = 366 * 24 * 3600;

export const flowWaitDescription = describeAs({
  tool: "flow",
  operation: "wait",
  summary: "Wait for a while or until a point in time.",
  description: `Holds no process: the execution goes on at the right moment also when the server was restarted meanwhile. A point in the past
does not wait. At most 366 days.`,
  example: `id: pause
tool: flow
operation: wait
parameters: { seconds: 2.5 }
`,
  input: z
    .strictObject({
      seconds: z.number().min(0).max(MAX_WAIT_SECONDS).optional().describe("How long, fractions allowed."),
      until: z.string().optional().describe("Point in time with its zone, such as `2030-01-31T08:00:00Z`."),
    })
    .refine((input) => (input.seconds === undefined) !== (input.until === undefined), {
      error: "needs either `seconds` or `until`",
    }),
  output: z.object({ until: z.string().describe("The point in time that was waited for.") }),
});

export const flowFailDescription = describeAs({
  tool: "flow",
  operation: "fail",
  summary: "Fail on purpose, with a message.",
  description: "For a case that the chain should treat as an error. With `retryable` the step's `retry` applies.",
  example: `id: too_expensive
when: "1 > 2"
tool: flow
operation: fail
parameters: { message: Nothing is cheap enough. }
`,
  input: z.strictObject({
    message: z.string().min(1).max(2000).describe("What went wrong, for people."),
    retryable: z.boolean().default(false).describe("Whether another attempt may help."),
  }),
  output: z.null().describe("Never returns anything."),
});
