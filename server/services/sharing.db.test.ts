import { afterAll, beforeAll, expect, test } from "vitest";
import { chainText, type Person, ServiceBench } from "../testing/service-bench";

let bench: ServiceBench;
beforeAll(async () => {
  bench = await ServiceBench.open();
});
afterAll(() => bench.close());

const page = { limit: 50, offset: 0 };
const names = async (who: Person, whose: "all" | "mine" | "shared" = "all") =>
  (await bench.services.chains.list(who, { ...page, whose })).items.map(({ name, role, owner }) => [name, role, owner]);

async function sharedChain(role: "viewer" | "runner" | "editor") {
  const [owner, other] = [await bench.person(), await bench.person()];
  const { id } = await bench.services.chains.create(owner, chainText("Shared"));
  await bench.services.sharing.give(owner, { type: "chain", id }, other.email, role);
  return { owner, other, id, object: { type: "chain", id } as const };
}

const start = (who: Person, id: string) =>
  bench.services.executions.start(who, id, { params: {}, origin: "manual" as const });

test("a shared chain stands in the lists of the other person, with its owner's name", async () => {
  const { owner, other } = await sharedChain("viewer");
  await bench.services.chains.create(other, chainText("Own"));
  expect(await names(other)).toEqual([
    ["Own", "owner", null],
    ["Shared", "viewer", "Ada"],
  ]);
  expect(await names(other, "mine")).toEqual([["Own", "owner", null]]);
  expect(await names(other, "shared")).toEqual([["Shared", "viewer", "Ada"]]);
  expect(await names(owner)).toEqual([["Shared", "owner", null]]);
});

test("both see what the other has started, also after the share is gone, each as far as they may", async () => {
  const { owner, other, id, object } = await sharedChain("runner");
  const [theirs, mine] = [await start(owner, id), await start(other, id)];
  const seen = async (who: Person) =>
    (await bench.services.executions.list(who, { limit: 10 })).items.map((row) => row.id).sort();
  expect(await seen(owner)).toEqual([theirs.id, mine.id].sort());
  expect(await seen(other)).toEqual([theirs.id, mine.id].sort());
  await bench.services.sharing.remove(owner, object, other.id);
  expect(await seen(owner)).toEqual([theirs.id, mine.id].sort());
  expect(await seen(other)).toEqual([mine.id]);
  await expect(bench.services.executions.cancel(other, mine.id, null)).rejects.toMatchObject({ code: "forbidden" });
  await expect(bench.services.executions.get(other, theirs.id)).rejects.toMatchObject({ code: "not_found" });
});

test("a single execution is shared without its chain", async () => {
  const [owner, other] = [await bench.person(), await bench.person()];
  const { id } = await bench.services.chains.create(owner, chainText("Private"));
  const { id: executionId } = await start(owner, id);
  await bench.services.sharing.give(owner, { type: "execution", id: executionId }, other.email, "viewer");
  expect(await bench.services.executions.get(other, executionId)).toMatchObject({ id: executionId });
  await expect(bench.services.executions.cancel(other, executionId, null)).rejects.toMatchObject({ code: "forbidden" });
  await expect(bench.services.chains.get(other, id)).rejects.toMatchObject({ code: "not_found" });
  expect((await bench.services.executions.list(other, { limit: 10 })).items).toHaveLength(1);
});

test("a chain that is given away is the other's; who had it stays as editor, and it does not run by itself", async () => {
  const { owner, other, id, object } = await sharedChain("runner");
  const text = chainText("Shared", ["schedule: { frequency: daily, time: '09:00:00', timezone: UTC }"]);
  await bench.services.chains.save(owner, id, text, 1);
  await bench.services.sharing.transfer(owner, object, other.email);
  expect(await names(other)).toEqual([["Shared", "owner", null]]);
  expect(await names(owner)).toEqual([["Shared", "editor", "Ada"]]);
  expect(await bench.services.chains.get(other, id)).toMatchObject({ status: "paused", nextRunAt: null });
  await expect(bench.services.chains.remove(owner, id)).rejects.toMatchObject({ code: "forbidden" });
});

test("an editor leaves by themselves, and nobody else is told who shares it", async () => {
  const { owner, other, object } = await sharedChain("editor");
  const third = await bench.person();
  await bench.services.sharing.give(owner, object, third.email, "viewer");
  expect((await bench.services.sharing.list(owner, object)).people).toHaveLength(2);
  expect((await bench.services.sharing.list(other, object)).people.map(({ userId }) => userId)).toEqual([other.id]);
  await expect(bench.services.sharing.remove(other, object, third.id)).rejects.toMatchObject({ code: "forbidden" });
  await bench.services.sharing.remove(other, object, other.id);
  await expect(bench.services.sharing.list(other, object)).rejects.toMatchObject({ code: "not_found" });
});

test("an open stream ends when the share is taken back, when the account is disabled and when the session ends", async () => {
  const admin = await bench.person("admin");
  const losses: ((context: { owner: Person; other: Person; id: string }) => Promise<void>)[] = [
    ({ owner, other, id }) => bench.services.sharing.remove(owner, { type: "chain", id }, other.id),
    ({ other }) => bench.services.accounts.setUserStatus(admin, other.id, "disabled"),
    ({ other }) => bench.services.accounts.signOutUser(admin, other.id),
  ];
  for (const lose of losses) {
    const { owner, other, id } = await sharedChain("viewer");
    const { id: executionId } = await start(owner, id);
    const stream = bench.services.live.follow(
      other,
      { executions: [{ id: executionId, afterSeq: 0 }], notifications: false },
      new AbortController().signal,
    );
    expect((await stream.next()).value).toMatchObject({ message: { type: "event", executionId } });
    await lose({ owner, other, id });
    // It says that lists have changed, and ends; nothing of the execution comes any more.
    for await (const { message } of stream) expect(message).toEqual({ type: "chains" });
  }
});

test("everything about sharing is in the audit log, which nobody can change", async () => {
  const admin = await bench.person("admin");
  const { owner, other, id, object } = await sharedChain("viewer");
  await bench.services.sharing.give(owner, object, other.email, "editor");
  await bench.services.sharing.remove(owner, object, other.id);
  const { items } = await bench.services.audit.list(admin, { search: id, limit: 10 });
  expect(items.map(({ action }) => action)).toEqual(["share.removed", "share.changed", "share.given", "chain.created"]);
  expect(items[1]).toMatchObject({
    ...{ actorId: owner.id, objectName: "Shared" },
    details: { with: other.email, role: ["viewer", "editor"] },
  });
  await expect(bench.db.sql`update audit_log set action = 'nothing'`).rejects.toThrow(/only grows/);
  await expect(bench.db.sql`delete from audit_log`).rejects.toThrow(/only grows/);
  await expect(bench.db.sql`truncate audit_log`).rejects.toThrow(/only grows/);
  await expect(bench.services.audit.list(owner, { limit: 10 })).rejects.toMatchObject({ code: "forbidden" });
  await expect(bench.services.audit.export(owner, {}, "csv")).rejects.toMatchObject({ code: "forbidden" });
  const lines: string[] = [];
  for await (const text of await bench.services.audit.export(admin, { search: id }, "csv")) lines.push(text);
  expect(lines.join("").trim().split("\n")).toHaveLength(5);
});
