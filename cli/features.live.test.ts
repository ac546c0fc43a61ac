import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { Chainwright } from "./testing/program";

/** Each sample of `examples/features`, run as people run it: the program in a process of its own, on a real database. */
let cli: Chainwright;
beforeAll(async () => {
  cli = await Chainwright.open();
});
afterAll(() => cli.close());

// Each test starts several processes.
const LONG = 120_000;
const sample = (name: string) => `examples/features/${name}.yaml`;
const run = async (name: string, ...args: string[]) => {
  const { code, out } = await cli.run(["run", sample(name), "--json", ...args]);
  return { code, report: JSON.parse(out) };
};
interface ReportStep {
  id: string;
}
const stepOf = (report: { steps: ReportStep[] }, id: string) => report.steps.find((step) => step.id === id);

describe.concurrent("samples that run by themselves", () => {
  test.concurrent.each([
    ["branch", [], { bill: "To pay: 108", small: null }],
    ["branch", ["--param", "total=50"], { bill: "To pay: 50", large: null }],
    ["early-end", [], { count: 0, pack: null }],
    ["early-end", ["--param", "orders=[1,2]"], { pack: "2 orders are packed" }],
    ["loop", [], { letter: "1. Hello Oslo, 2. Hello Lima, 3. Hello Hanoi" }],
    ["repeat", [], { say: "Done after 3 times" }],
    ["alternative", [], { rates: { usd: 1.08, why: "The bank does not answer" }, price: "10.8 dollars" }],
    ["timeouts", [], { say: "timeout" }],
    ["order-auto", [], { both: "1 and 2" }],
    ["retry", [], { after: "Gave up: The service did not answer" }],
  ] as const)("%s %j", async (name, args, results) => {
    const { code, report } = await run(name, ...args);
    expect(report).toMatchObject({ status: "succeeded", results });
    expect(code).toBe(0);
  });

  test.concurrent("a report tells the way taken, the items of a loop and the iteration of a repeat", async () => {
    const [branch, loop, repeat] = [await run("branch"), await run("loop"), await run("repeat")];
    expect(stepOf(branch.report, "order")).toMatchObject({ went_to: "large" });
    expect(stepOf(branch.report, "small")).toMatchObject({ status: "skipped", reason: { code: "branch_not_taken" } });
    expect(stepOf(loop.report, "greetings")).toMatchObject({ items: { total: 3, ended: 3, failed: 0 } });
    expect(stepOf(repeat.report, "build")).toMatchObject({ iteration: 3 });
  });

  test.concurrent("rollback undoes what had succeeded, the last end first", async () => {
    const { code, report } = await run("rollback");
    expect(code).toBe(1);
    expect(report).toMatchObject({
      ...{ status: "failed", reason: { code: "rolled_back" } },
      results: { free_room: "Room 12 is free again", free_seat: "Seat 4 is free again" },
    });
    const ends = report.steps.filter((step: ReportStep) => step.id.startsWith("free_"));
    const times = Object.fromEntries(ends.map((step: { id: string; ended_at: string }) => [step.id, step.ended_at]));
    expect(times.free_seat < times.free_room).toBe(true);
  });
});

test(
  "sub-chain runs the chain that was saved, once for each item, in executions of their own",
  async () => {
    await cli.run(["users", "create", "ada@example.com", "--password-stdin"], "correct horse battery\n");
    const save = ["chains", "save", sample("city-report"), "--user", "ada@example.com", "--json"];
    expect(JSON.parse((await cli.run(save)).out)).toMatchObject({ name: "City report", version: 1 });
    expect(JSON.parse((await cli.run(save)).out)).toMatchObject({ name: "City report", version: 2 });
    const { code, report } = await run("sub-chain");
    expect(report).toMatchObject({ status: "succeeded", results: { first: "All is well in Oslo" } });
    expect(code).toBe(0);
    const children = JSON.parse((await cli.run(["executions", "--json", "--limit", "3"])).out);
    const parents = children.map((row: { parent_id: string | null }) => row.parent_id);
    expect(parents.filter((id: string | null) => id === report.id)).toHaveLength(2);
  },
  LONG,
);

test(
  "approval: run says how to answer, the answer of another process ends it, and a second one comes too late",
  async () => {
    const child = cli.start(["run", sample("approval"), "--json"]);
    const line = await child.wrote("err", /asks: Publish the report\? .*executions answer (\S+) --step approve/);
    const id = line[1] ?? "";
    const explained = JSON.parse((await cli.run(["executions", "explain", id, "--json"])).out);
    expect(explained[0]).toMatchObject({ step: "approve", status: "waiting", explanation: "Publish the report?" });
    const answer = ["executions", "answer", id, "--step", "approve", "--approve", "--json", "--answers"];
    expect(await cli.run([...answer, '{"channel": "radio"}'])).toMatchObject({
      code: 2,
      err: 'The field "channel" must be one of "web", "print".\n',
    });
    const said = await cli.run([...answer, '{"channel": "print", "copies": 3}', "--note", "fine"]);
    expect([said.code, JSON.parse(said.out)]).toEqual([
      0,
      { id, step: "approve", item: null, approved: true, recorded: true },
    ]);
    const late = await cli.run([...answer, '{"channel": "web"}']);
    expect(late).toMatchObject({
      code: 1,
      err: expect.stringContaining('Step "approve" was answered by operator at '),
    });
    const { code, out } = await child.ended;
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({
      results: { publish: "3 for print, said operator", approve: { note: "fine" } },
    });
  },
  LONG,
);

test(
  "concurrency: a second run is the first one, for the same key only",
  async () => {
    const long = ["--param", "seconds=600"];
    const first = cli.start(["run", sample("concurrency"), "--json", "--id", "first-of-north", ...long]);
    await cli.until(["show", "first-of-north", "--json"], ({ out }) => out.includes('"waiting"'));
    const second = cli.start(["run", sample("concurrency"), "--json", ...long]);
    await second.wrote("err", /Execution first-of-north with the same concurrency key goes on already/);
    const other = await run("concurrency", "--param", "shop=south", "seconds=0");
    expect(other.report).toMatchObject({ already_running: false, status: "succeeded" });
    expect((await cli.run(["cancel", "first-of-north"])).code).toBe(0);
    const [one, same] = await Promise.all([first.ended, second.ended]);
    expect(JSON.parse(one.out)).toMatchObject({ id: "first-of-north", already_running: false, status: "canceled" });
    expect(JSON.parse(same.out)).toMatchObject({ id: "first-of-north", already_running: true, status: "canceled" });
  },
  LONG,
);

test(
  "replay: again from the step that decided, with another value",
  async () => {
    const { code, report } = await run("replay");
    expect([code, report.results.refuse]).toEqual([1, null]);
    const replay = ["executions", "replay", report.id, "--json", "--from", "check", "--parameters"];
    const again = await cli.run([...replay, '{"value": 5}']);
    expect(JSON.parse(again.out)).toMatchObject({
      ...{ status: "succeeded", replay_of: report.id, kept: ["order"] },
      results: { order: { amount: 500 }, accept: "5 is fine" },
    });
    expect(again.code).toBe(0);
    expect(await cli.run([...replay, "5"])).toMatchObject({ code: 2 });
    expect(await cli.run(["executions", "replay", report.id, "--from", "chekc"])).toMatchObject({
      code: 2,
      err: 'That version has no step "chekc". Did you mean "check"?\n',
    });
  },
  LONG,
);
