import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Engine } from "../engine/engine";
import type { StepOutcome } from "../engine/ports";
import { ScriptedPort } from "../engine/testing/scripted-port";
import { type Person, ServiceBench } from "../testing/service-bench";
import type { GivenAnswer } from "./answers";

let bench: ServiceBench;
let ada: Person;
let bob: Person;
/** What drives the execution that `asked` began. */
let engine: Engine;
beforeEach(async () => {
  bench = await ServiceBench.open();
  [ada, bob] = [await bench.person(), await bench.person()];
});
afterEach(() => bench.close());

const yes: GivenAnswer = { approved: true, answers: {}, note: null };
const no: GivenAnswer = { ...yes, approved: false };
const FIELDS = {
  copies: { type: "integer", required: true, minimum: 1 },
  remark: { type: "string", required: false, default: "none" },
};

function asking(prompt: object, until: number | null = null): StepOutcome {
  const whole = { question: "Publish?", description: null, answers: {}, approvers: [], onReject: "fail", ...prompt };
  return { status: "asking", until, message: "Publish?", prompt: whole };
}

const TEXT = [
  "name: Report",
  "steps:",
  "  - { id: ask, tool: flow, operation: approve, parameters: { question: Publish? } }",
  "  - { id: then, tool: transform, operation: set, parameters: { value: '{{ ask.answers }}' } }",
].join("\n");

/** An execution of Ada's whose step `ask` waits for the answer to that prompt. */
async function asked(outcome: StepOutcome, text = TEXT): Promise<string> {
  engine = await bench.harness.engine(new ScriptedPort({ ask: () => outcome }));
  const { id: chainId } = await bench.services.chains.create(ada, text);
  const { id } = await bench.services.executions.start(ada, chainId, { params: {}, origin: "manual" });
  await bench.harness.until(id, ({ steps }) => steps.ask?.status === "waiting");
  return id;
}
const answer = (who: Person, id: string, given: GivenAnswer, item: number | null = null) =>
  bench.services.executions.answer(who, { id, stepId: "ask", item }, given);

test("the owner's answer becomes the result: fields with their defaults, who, when, and the note", async () => {
  const id = await asked(asking({ answers: FIELDS }));
  await answer(ada, id, { approved: true, answers: { copies: 2 }, note: "looks good" });
  const facts = await bench.harness.ended(id);
  expect(facts.results.ask).toEqual({
    ...{ approved: true, answers: { copies: 2, remark: "none" }, by: "Ada", note: "looks good" },
    at: expect.stringMatching(/^\d{4}-/),
  });
  const detail = await bench.services.executions.step(ada, id, "then");
  expect(detail.input).toEqual({ value: { copies: 2, remark: "none" } });
});

test("an answer that does not fit the form is refused with all problems, and the question stays open", async () => {
  const id = await asked(asking({ answers: FIELDS }));
  await expect(answer(ada, id, { ...yes, answers: { copies: 0, remrak: "x" } })).rejects.toMatchObject({
    code: "invalid",
    message: 'The question has no field "remrak". Did you mean "remark"? The field "copies" must be at least 1.',
  });
  await expect(answer(ada, id, yes)).rejects.toThrow('The field "copies" is required.');
  await answer(ada, id, no);
  expect((await bench.harness.ended(id)).execution).toMatchObject({ status: "failed" });
});

test("of many answers at once one counts; the others hear who was first", async () => {
  const id = await asked(asking({ approvers: [bob.email] }));
  const said = await Promise.allSettled(
    Array.from({ length: 20 }, (_, index) => answer(index % 2 ? ada : bob, id, index % 3 ? yes : no)),
  );
  expect(said.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  for (const one of said) {
    if (one.status === "fulfilled") continue;
    expect(one.reason).toMatchObject({ code: "conflict", message: expect.stringContaining("was answered by Ada at ") });
  }
  await bench.harness.ended(id);
  await expect(answer(ada, id, yes)).rejects.toThrow('Step "ask" was answered by Ada at ');
});

test("what is answered asks nobody any more, also while nothing drives the execution that it lets go on", async () => {
  const id = await asked(asking({ approvers: [bob.email] }));
  await engine.drain();
  await answer(bob, id, yes);
  for (const person of [ada, bob]) expect((await bench.services.approvals.list(person)).items).toEqual([]);
  await bench.harness.engine(new ScriptedPort({}));
  expect((await bench.harness.ended(id)).results.ask).toMatchObject({ approved: true });
});

test("question and answer tell the pages of all whom the question names", async () => {
  let told = 0;
  const twice = new Promise<void>((resolve) => {
    bench.signals.on("notifications", (userId) => {
      if (userId === bob.id && ++told === 2) resolve();
    });
  });
  await answer(ada, await asked(asking({ approvers: [bob.email] })), yes);
  await twice;
});

describe("who may", () => {
  test("an approver may answer and sees the question and nothing else of the execution", async () => {
    const id = await asked(asking({ approvers: [bob.email], description: "The report of May." }));
    const { items } = await bench.services.approvals.list(bob);
    expect(items).toMatchObject([
      {
        ...{ executionId: id, stepId: "ask", item: null, kind: "answer", question: "Publish?", own: false },
        ...{ description: "The report of May.", chainName: "Report", startedBy: "Ada" },
      },
    ]);
    await expect(bench.services.executions.get(bob, id)).rejects.toMatchObject({ code: "not_found" });
    await expect(bench.services.executions.authorizeRead(bob, id)).rejects.toMatchObject({ code: "not_found" });
    await answer(bob, id, yes);
    expect((await bench.harness.ended(id)).results.ask).toMatchObject({ approved: true, by: "Ada" });
    expect((await bench.services.approvals.list(bob)).items).toEqual([]);
  });

  test("for everybody else, administrators too, the execution is not there", async () => {
    const id = await asked(asking({}));
    const admin = await bench.person("admin");
    for (const stranger of [bob, admin]) {
      await expect(answer(stranger, id, yes)).rejects.toMatchObject({ code: "not_found" });
      expect((await bench.services.approvals.list(stranger)).items).toEqual([]);
    }
    expect((await bench.services.approvals.list(ada)).items).toHaveLength(1);
  });

  test("whoever may be asked is told, by e-mail address in any case", async () => {
    const id = await asked(asking({ approvers: [bob.email] }));
    const news = await bench.services.notifications.list(bob, { limit: 5, unreadOnly: true });
    expect(news.items).toMatchObject([{ executionId: id, title: "Report waits for you" }]);
  });
});

test("a no fails the step with the note, or goes on with approved: false when the question says so", async () => {
  const failed = await asked(asking({}));
  await answer(ada, failed, { ...no, note: "Not today" });
  expect((await bench.harness.ended(failed)).steps.ask).toMatchObject({
    reason: { code: "rejected", message: "Ada said no: Not today" },
  });
});

test("a no under on_reject: continue is a result", async () => {
  const id = await asked(asking({ onReject: "continue" }));
  await answer(ada, id, no);
  const facts = await bench.harness.ended(id);
  expect(facts.execution.status).toBe("succeeded");
  expect(facts.results.ask).toMatchObject({ approved: false });
});

test("an expired question says so", async () => {
  const id = await asked(asking({}, Date.now() + 300));
  await bench.harness.ended(id);
  await expect(answer(ada, id, yes)).rejects.toThrow(
    'The question of step "ask" has expired: nobody answered in time.',
  );
});

test("each item of a loop asks for itself", async () => {
  const text = TEXT.replace("{ id: ask,", "{ id: ask, for_each: [1, 2], concurrency: 2,").replace(
    "ask.answers",
    "ask[1]",
  );
  await bench.harness.engine(new ScriptedPort({ ask: () => asking({}) }));
  const { id: chainId } = await bench.services.chains.create(ada, text);
  const { id } = await bench.services.executions.start(ada, chainId, { params: {}, origin: "manual" });
  const items = () => bench.services.executions.items(ada, id, "ask", { limit: 10 });
  await bench.harness.until(id, ({ events }) => events.filter(({ kind }) => kind === "step.waiting").length === 2);
  expect((await items()).items.map(({ item, value, status }) => [item, value, status])).toEqual([
    [0, 1, "waiting"],
    [1, 2, "waiting"],
  ]);
  expect((await bench.services.approvals.list(ada)).items.map(({ item }) => item).sort()).toEqual([0, 1]);
  const loop = (await bench.services.executions.get(ada, id)).steps[0]?.loop;
  expect(loop).toEqual({ total: 2, ended: 0, failed: 0, asking: [0, 1] });
  const detail = await bench.services.executions.step(ada, id, "ask", 1);
  expect(detail).toMatchObject({
    explanation: "Publish?",
    input: { question: "Publish?" },
    step: { status: "waiting" },
  });
  await answer(ada, id, yes, 1);
  await expect(answer(ada, id, yes, 1)).rejects.toMatchObject({ code: "conflict" });
  await answer(ada, id, yes, 0);
  expect((await bench.harness.ended(id)).execution.status).toBe("succeeded");
  const view = await bench.services.executions.get(ada, id);
  expect(view.steps[0]).toMatchObject({ status: "succeeded", loop: { total: 2, ended: 2, failed: 0, asking: [] } });
});

test("a step that only waits for Continue is not answered, and a question is not continued", async () => {
  const text = TEXT.replace("{ id: ask,", "{ id: ask, trigger: manual,");
  const id = await asked(asking({}), text);
  await expect(answer(ada, id, yes)).rejects.toThrow('Step "ask" asks nothing: it only waits for Continue.');
  const proceed = () => bench.services.executions.continue(ada, { id, stepId: "ask", item: null }, null);
  await proceed();
  await bench.harness.until(id, ({ steps }) => steps.ask?.reason?.code === "approval");
  await expect(proceed()).rejects.toThrow('Step "ask" asks a question: answer it with yes or no.');
});
