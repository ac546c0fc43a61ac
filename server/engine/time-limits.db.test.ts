import { afterEach, beforeEach, expect, test } from "vitest";
import { planOf, type StepSketch } from "../core/execution/testing/plan-of";
import type { StepIo, StepOutcome } from "./ports";
import { EngineHarness } from "./testing/engine-harness";
import { FakeClock } from "./testing/fake-clock";
import { deferred, failWith, ScriptedPort } from "./testing/scripted-port";

let harness: EngineHarness;
beforeEach(async () => {
  harness = await EngineHarness.create();
});
afterEach(() => harness.close());

/** A step that runs until it is stopped, or until the test says so; `io` is what it may tell. */
async function running(sketch: Partial<StepSketch>) {
  const clock = new FakeClock();
  const began = deferred<StepIo>();
  const port = new ScriptedPort({
    a: (_, io) => {
      began.resolve(io);
      return new Promise<StepOutcome>((resolve) => {
        io.signal.addEventListener("abort", () => resolve(failWith("stopped")), { once: true });
      });
    },
  });
  await harness.engine(port, { clock });
  const id = await harness.start(planOf([{ id: "a", errorPolicy: "continue", ...sketch }]));
  return { clock, id, io: await began.promise };
}
const reasonOf = async (id: string) => (await harness.ended(id)).steps.a;

test("without a sign of life the time for the start runs out", async () => {
  const { clock, id } = await running({ startTimeoutMs: 5_000 });
  clock.advance(5_000);
  expect(await reasonOf(id)).toMatchObject({
    status: "timed_out",
    reason: { code: "start_timeout", message: "It gave no sign of life within 5 s." },
  });
});

test("a sign of life ends the time for the start, and signs keep an attempt alive until they cease", async () => {
  const { clock, id, io } = await running({ startTimeoutMs: 5_000, idleTimeoutMs: 10_000, timeoutMs: 60_000 });
  clock.advance(4_000);
  for (let sign = 0; sign < 3; sign += 1) {
    io.heartbeat();
    clock.advance(9_000);
  }
  io.log("info", "A line is a sign too.");
  clock.advance(9_999);
  expect((await harness.facts(id)).steps.a?.status).toBe("running");
  clock.advance(1);
  expect(await reasonOf(id)).toMatchObject({
    status: "timed_out",
    reason: { code: "idle_timeout", message: "It gave no sign of life for 10 s." },
  });
});

test("all attempts together have a time of their own, also while the step waits and while nobody drives it", async () => {
  const clock = new FakeClock();
  await harness.engine(new ScriptedPort({ a: () => failWith("busy", true) }), { clock });
  const retry = { maxAttempts: 9, initialDelayMs: 60_000, backoffFactor: 1, maxDelayMs: 60_000, jitter: false };
  const id = await harness.start(planOf([{ id: "a", retry, totalTimeoutMs: 90_000, errorPolicy: "continue" }]));
  await harness.until(id, ({ steps, execution }) => steps.a?.failures === 1 && execution.waiting);
  clock.advance(60_000);
  await harness.until(id, ({ steps, execution }) => steps.a?.failures === 2 && execution.waiting);
  clock.advance(30_000);
  expect(await reasonOf(id)).toMatchObject({ status: "timed_out", attempt: 2, reason: { code: "timeout" } });
});

test("a running attempt is stopped when the total time is over", async () => {
  const { clock, id } = await running({ totalTimeoutMs: 3_000 });
  clock.advance(3_000);
  expect(await reasonOf(id)).toMatchObject({
    status: "timed_out",
    reason: { code: "timeout", message: "All its attempts together took longer than 3 s." },
  });
});
