import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Script, ScriptedPort, succeed } from "../engine/testing/scripted-port";
import { ServiceBench } from "../testing/service-bench";
import { EXPECTED_ACCESS } from "./testing/expected-access";
import { type AuditWorld, EXPECTED_AUDIT } from "./testing/expected-audit";
import { call, PROCEDURES, thingsOf } from "./testing/world";

let bench: ServiceBench;
beforeAll(async () => {
  bench = await ServiceBench.open();
  const echo: Script = ({ parameters }) => succeed(parameters);
  await bench.harness.engine(new ScriptedPort({ one: echo }));
});
afterAll(() => bench.close());

const CHANGES = PROCEDURES.filter(([, type]) => type === "mutation").map(([path]) => path);

test("every procedure that changes something has a row that says what is recorded or why nothing is, and every row a procedure", () => {
  expect([...CHANGES].sort()).toEqual(Object.keys(EXPECTED_AUDIT).sort());
});

async function world(): Promise<AuditWorld> {
  const [person, other] = [await bench.person("admin"), await bench.person()];
  return { bench, person, other, things: await thingsOf(bench, person) };
}

/** The newest entry's id: what comes later has a higher one. */
async function newest(): Promise<number> {
  const [row] = await bench.db.sql<{ id: number }[]>`select coalesce(max(id), 0)::float8 as id from audit_log`;
  return row?.id ?? 0;
}

const since = (id: number, actorId: string) => bench.db.sql<{ action: string; name: string }[]>`
  select action, actor_name as name from audit_log where id > ${id} and actor_id = ${actorId} order by id`;

describe.each(CHANGES)("%s", (path) => {
  const expected = EXPECTED_AUDIT[path];
  if (!expected) return;

  if ("why" in expected) {
    test(`leaves nothing in the audit log: ${expected.why}`, async () => {
      const { person, things } = await world();
      const before = await newest();
      await call(bench, person, path, EXPECTED_ACCESS[path]?.input?.(things));
      expect(await since(before, person.id)).toEqual([]);
    });
    return;
  }

  test(`is recorded as ${expected.records}, with who did it`, async () => {
    const of = await world();
    const input = expected.input ? await expected.input(of) : EXPECTED_ACCESS[path]?.input?.(of.things);
    const before = await newest();
    expect(await call(bench, of.person, path, input)).toMatchObject({ code: "OK" });
    const rows = await since(before, of.person.id);
    expect(rows.map(({ action }) => action)).toContain(expected.records);
  });
});

test("making an account is recorded: by oneself, and with an invitation, which is recorded too", async () => {
  const admin = await bench.person("admin");
  const { accounts, audit } = bench.services;
  const actions = async (search: string) =>
    (await audit.list(admin, { search, limit: 10 })).items.map(({ action, address }) => [action, address]);
  const person = (email: string) => ({ name: "Ben", email, password: "a long enough password" });

  await accounts.setSignUpMode(admin, "open");
  await accounts.signUp(person("open@example.com"), null, "10.0.0.1");
  expect(await actions("open@example.com")).toEqual([["account.created", "10.0.0.1"]]);

  await accounts.setSignUpMode(admin, "invitation");
  const { code } = await accounts.createInvitation(admin, "invited@example.com");
  await expect(accounts.signUp(person("invited@example.com"), "wrong")).rejects.toMatchObject({ code: "forbidden" });
  await accounts.signUp(person("invited@example.com"), code, "10.0.0.2");
  expect(await actions("invited@example.com")).toEqual([
    ["account.created", "10.0.0.2"],
    ["invitation.used", "10.0.0.2"],
    ["invitation.created", null],
  ]);
});
