import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { SHARE_ROLES } from "../../db/schema";
import { reaches } from "../core/access/roles";
import { type Person, ServiceBench } from "../testing/service-bench";
import { EXPECTED_ACCESS, type Things } from "./testing/expected-access";
import { type Answer, call, missingThings, PROCEDURES, shareThings, thingsOf } from "./testing/world";

let bench: ServiceBench;
beforeAll(async () => {
  bench = await ServiceBench.open();
});
afterAll(() => bench.close());

/** Ids differ from call to call; what is said about them must not. */
function without(things: Things, answer: Answer): string {
  return Object.values(things).reduce((text, id) => text.replaceAll(id, "ID"), JSON.stringify(answer));
}

async function ask(path: string, actor: Person | null, things: Things, sameOrigin = true): Promise<Answer> {
  return call(bench, actor, path, EXPECTED_ACCESS[path]?.input?.(things), sameOrigin);
}

test("every procedure has a row that says who may call it, and every row a procedure", () => {
  expect(PROCEDURES.map(([path]) => path).sort()).toEqual(Object.keys(EXPECTED_ACCESS).sort());
});

describe.each(PROCEDURES)("%s", (path, type) => {
  const row = EXPECTED_ACCESS[path];
  const allowed = row?.answers ?? "OK";

  test("refuses whoever is not signed in", async () => {
    const owner = await bench.person();
    expect(await ask(path, null, await thingsOf(bench, owner))).toMatchObject({ code: "UNAUTHORIZED" });
  });

  if (row?.access === "admin") {
    test("serves administrators and nobody else", async () => {
      const [person, admin, other] = [await bench.person(), await bench.person("admin"), await bench.person()];
      expect((await ask(path, admin, await thingsOf(bench, other))).code).toBe(allowed);
      expect((await ask(path, person, await thingsOf(bench, person))).code).toBe("FORBIDDEN");
      expect((await ask(path, person, await thingsOf(bench, other))).code).toBe("FORBIDDEN");
      expect((await ask(path, person, missingThings())).code).toBe("FORBIDDEN");
    });
  } else {
    test("serves its owner", async () => {
      const owner = await bench.person();
      expect((await ask(path, owner, await thingsOf(bench, owner))).code).toBe(allowed);
    });
  }

  if (row?.access === "owned" || row?.access === "blind") {
    test.each(["user", "admin"] as const)(
      "answers a stranger who is %s alike for things of others and for things that are not there",
      async (role) => {
        const [owner, stranger] = [await bench.person(), await bench.person(role)];
        const [foreign, missing] = [await thingsOf(bench, owner), missingThings()];
        const answer = await ask(path, stranger, foreign);
        expect(without(foreign, answer)).toBe(without(missing, await ask(path, stranger, missing)));
        expect(answer.code).toBe(row.access === "owned" ? "NOT_FOUND" : "OK");
      },
    );
  }

  const needs = row?.needs;
  if (needs !== undefined) {
    test.each(SHARE_ROLES)("serves a %s of it if the role may, and else says which one is needed", async (role) => {
      const [owner, other] = [await bench.person(), await bench.person()];
      const things = await thingsOf(bench, owner);
      await shareThings(bench, owner, things, other, role);
      const answer = await ask(path, other, things);
      if (reaches(role, needs)) return expect(answer).toMatchObject({ code: allowed });
      expect(answer).toMatchObject({ code: "FORBIDDEN", message: expect.stringContaining(`is ${role}`) });
      expect(answer.message).toContain(needs);
    });

    test("is closed again when the share is taken back", async () => {
      const [owner, other] = [await bench.person(), await bench.person()];
      const things = await thingsOf(bench, owner);
      await shareThings(bench, owner, things, other, "editor");
      for (const object of [
        { type: "chain", id: things.chainId },
        { type: "task", id: things.taskId },
      ] as const)
        await bench.services.sharing.remove(owner, object, other.id);
      expect((await ask(path, other, things)).code).toBe("NOT_FOUND");
    });
  }

  if (type === "mutation") {
    test("changes nothing for a page of another origin", async () => {
      const admin = await bench.person("admin");
      const answer = await ask(path, admin, await thingsOf(bench, admin), false);
      expect(answer).toMatchObject({ code: "FORBIDDEN", message: expect.stringContaining("own pages") });
    });
  }
});

test("a session, a notification and a stream of somebody else stay as they are", async () => {
  const [owner, stranger] = [await bench.person(), await bench.person()];
  const things = await thingsOf(bench, owner);
  await ask("account.revokeSession", stranger, things);
  expect(await bench.services.accounts.actorOf(owner.sessionId)).toMatchObject({ id: owner.id });
  await ask("notifications.markRead", stranger, things);
  expect((await bench.services.notifications.list(owner, { limit: 10, unreadOnly: true })).items).toHaveLength(1);
  const { data } = await ask("live.follow", stranger, things);
  expect(JSON.stringify(data)).not.toContain(things.executionId);
});

test("lists show a person's own things only, also to an administrator", async () => {
  const [owner, admin] = [await bench.person(), await bench.person("admin")];
  const { chainId, executionId } = await thingsOf(bench, owner);
  const lists = ["chains.list", "chains.activity", "executions.list", "notifications.list"];
  for (const path of lists) {
    const { data } = await call(bench, admin, path, path === "chains.activity" ? undefined : {});
    expect(JSON.stringify(data)).not.toContain(chainId);
    expect(JSON.stringify(data)).not.toContain(executionId);
  }
  const { data } = await call(bench, owner, "executions.list", { search: executionId });
  expect(JSON.stringify(data)).toContain(chainId);
});

test("the files of an execution are for its owner; for all others, administrators too, it is not there", async () => {
  const [owner, stranger, admin] = [await bench.person(), await bench.person(), await bench.person("admin")];
  const things = await thingsOf(bench, owner);
  const read = (who: Person, id: string) => bench.services.executions.authorizeRead(who, id);
  await expect(read(owner, things.executionId)).resolves.toBeUndefined();
  for (const other of [stranger, admin]) {
    const message = `There is no execution "${things.executionId}", or it is not yours.`;
    await expect(read(other, things.executionId)).rejects.toMatchObject({ code: "not_found", message });
    const missing = missingThings().executionId;
    await expect(read(other, missing)).rejects.toMatchObject({
      ...{ code: "not_found", message: message.replace(things.executionId, missing) },
    });
  }
});
