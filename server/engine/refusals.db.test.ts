import { afterEach, beforeEach, expect, test } from "vitest";
import { planOf } from "../core/execution/testing/plan-of";
import { listNotifications } from "../store/notifications";
import { savePlan } from "../store/plans";
import { startExecutions } from "../store/start-executions";
import { insertPerson, startOf } from "../store/testing/rows";
import { EngineHarness } from "./testing/engine-harness";
import { FakeClock } from "./testing/fake-clock";
import { failWith, ScriptedPort, succeed } from "./testing/scripted-port";

let harness: EngineHarness;
beforeEach(async () => {
  harness = await EngineHarness.create();
});
afterEach(() => harness.close());

test("nothing that a tool says can keep an execution from ending", async () => {
  const bad = "a\0b \ud800 c";
  const good = "a\ufffdb \ufffd c";
  const port = new ScriptedPort({
    says: (_, io) => {
      io.log("warn", bad, { [bad]: bad });
      io.file({ path: bad, size: 1, contentType: bad, kind: "file", label: bad });
      return { status: "succeeded", result: bad, browser: { url: bad, tabs: [bad], storage: { [bad]: bad } } };
    },
    waits: () => ({ status: "waiting", until: 0, message: bad, result: bad }),
    fails: () => ({
      ...failWith(bad),
      error: { code: "tool_error", message: bad, retryable: false, details: { bad } },
    }),
  });
  await harness.engine(port);
  const plan = planOf([{ id: "says" }, { id: "waits" }, { id: "fails" }], { name: `Named ${bad}` });
  await savePlan(harness.db.sql, plan);
  const userId = await insertPerson(harness.db.sql);
  const start = startOf({ userId, planHash: plan.hash, chainName: "Noisy" });
  await startExecutions(harness.db.sql, [start]);
  const facts = await harness.ended(start.id);
  expect(facts.execution.status).toBe("failed");
  expect(facts.results).toMatchObject({ says: good, waits: good });
  expect(facts.steps.fails?.error).toMatchObject({ message: good, details: { bad: good } });
  const [news] = await listNotifications(harness.db.orm, userId, { limit: 1, before: null, unreadOnly: true });
  expect(news).toMatchObject({ title: "Noisy failed", body: `Step "fails" failed: ${good}` });
});

test("a write that the database refuses stops its own execution, not those that share its batch", async () => {
  await harness.db.sql.unsafe(`
    create function refuse() returns trigger language plpgsql as $$ begin
      if new.events like '%"poison"%' then raise exception 'refused by a test' using errcode = '23514'; end if;
      return new;
    end $$;
    create trigger refuse before insert on execution_events for each row execute function refuse();`);
  const poisoned = await harness.start(planOf([{ id: "poison" }]));
  const others = await Promise.all(Array.from({ length: 5 }, () => harness.start(planOf([{ id: "a" }, { id: "b" }]))));
  const port = new ScriptedPort();
  const clock = new FakeClock();
  await harness.engine(port, { clock });
  for (const id of others) expect((await harness.ended(id)).execution.status).toBe("succeeded");
  expect(port.callsOf("poison"), "what is not recorded is not performed").toHaveLength(0);
  const [row] = await harness.db.sql`select owner, crashes from executions where id = ${poisoned}`;
  expect(row).toMatchObject({ owner: null, crashes: 1 });
  await harness.db.sql.unsafe("drop trigger refuse on execution_events");
  clock.advance(60_000);
  expect((await harness.ended(poisoned)).execution.status).toBe("succeeded");
});

test("cancel at any moment of an execution's life is obeyed, or comes after its end", async () => {
  await harness.engine(new ScriptedPort({ b: () => new Promise((resolve) => setImmediate(() => resolve(succeed()))) }));
  const plan = planOf([{ id: "a" }, { id: "b" }, { id: "m", trigger: "manual" }]);
  const ids = await Promise.all(
    Array.from({ length: 60 }, async (_, index) => {
      const id = await harness.start(plan);
      // Every other one gets further before it is canceled, up to where it waits for a person without a process.
      if (index % 2 === 0) await harness.until(id, (facts) => facts.events.length > index / 10);
      await harness.command(id, "cancel");
      return id;
    }),
  );
  for (const id of ids) {
    const facts = await harness.ended(id);
    expect(facts.execution.status).toBe("canceled");
    expect(Object.values(facts.steps).every((step) => step.endedAt !== null)).toBe(true);
  }
});
