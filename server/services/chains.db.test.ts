import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { chainText, type Person, ServiceBench } from "../testing/service-bench";

let bench: ServiceBench;
let ada: Person;
beforeAll(async () => {
  bench = await ServiceBench.open();
  ada = await bench.person();
});
afterAll(() => bench.close());

const chains = () => bench.services.chains;
const create = async (lines: string[] = []) => (await chains().create(ada, chainText("First", lines))).id;

describe("saving", () => {
  test("makes the next version; what was there stays readable", async () => {
    const id = await create();
    expect(await chains().save(ada, id, chainText("Second"), 1)).toEqual({ versionNumber: 2 });
    expect(await chains().get(ada, id)).toMatchObject({ name: "Second", version: { number: 2 } });
    await chains().nameVersion(ada, id, 1, " Before the sale ");
    expect((await chains().versions(ada, id)).map(({ name }) => name)).toEqual([null, "Before the sale"]);
    await chains().nameVersion(ada, id, 1, "");
    expect((await chains().versions(ada, id)).map(({ name }) => name)).toEqual([null, null]);
    await expect(chains().nameVersion(ada, id, 3, "x")).rejects.toThrow("no version");
    expect((await chains().version(ada, id, 1)).source).toBe(chainText("First"));
    expect((await chains().versions(ada, id)).map((version) => [version.number, version.changes])).toEqual([
      [2, "Changes the name."],
      [1, null],
    ]);
  });

  test("ten times at once on one version makes one version; the others are told of the conflict", async () => {
    const id = await create();
    const saves = Array.from({ length: 10 }, (_, index) => chains().save(ada, id, chainText(`Take ${index}`), 1));
    const outcomes = await Promise.allSettled(saves);
    expect(outcomes.filter((outcome) => outcome.status === "fulfilled")).toHaveLength(1);
    for (const outcome of outcomes) {
      if (outcome.status === "rejected") expect(outcome.reason).toMatchObject({ code: "conflict" });
    }
    expect(await chains().versions(ada, id)).toHaveLength(2);
  });

  test("a definition with errors is refused with all of them, and makes no version", async () => {
    const id = await create();
    const broken = `${chainText("Broken")}\n  - { id: two, tool: transfrom, operation: set }\nerror_polic: stop`;
    await expect(chains().save(ada, id, broken, 1)).rejects.toMatchObject({ code: "invalid" });
    const refusal = await chains()
      .save(ada, id, broken, 1)
      .catch((error) => error);
    expect(refusal.data.diagnostics.length).toBeGreaterThanOrEqual(2);
    expect(await chains().versions(ada, id)).toHaveLength(1);
  });

  test("a secret that does not exist is refused by its name", async () => {
    const text = (name: string) => chainText("Secret").replace("value: 1", `value: "{{ secrets.${name} }}"`);
    await expect(chains().create(ada, text("shop_password"))).resolves.toMatchObject({ versionNumber: 1 });
    await expect(chains().create(ada, text("bank_pin"))).rejects.toThrow('There is no secret named "bank_pin".');
  });

  test("an execution keeps the version with which it was started", async () => {
    const id = await create();
    const { id: executionId } = await bench.services.executions.start(ada, id, { params: {}, origin: "manual" });
    await chains().save(ada, id, chainText("Longer", [], ["one", "two"]), 1);
    const view = await bench.services.executions.get(ada, executionId);
    expect(view).toMatchObject({ versionNumber: 1, chainName: "First" });
    expect(view.graph.map((step) => step.id)).toEqual(["one"]);
  });
});

describe("drafts", () => {
  test("are kept beside the versions, replaced by later ones, and gone with the save", async () => {
    const id = await create();
    expect(await chains().draft(ada, id)).toBeNull();
    await chains().saveDraft(ada, id, "half: writ", 1);
    await chains().saveDraft(ada, id, "half: written", 1);
    expect(await chains().draft(ada, id)).toMatchObject({ source: "half: written", baseVersion: 1 });
    await chains().save(ada, id, chainText("Whole"), 1);
    expect(await chains().draft(ada, id)).toBeNull();
  });
  test("survive a save that is refused, and go when they are discarded", async () => {
    const id = await create();
    await chains().saveDraft(ada, id, "half", 1);
    await chains()
      .save(ada, id, "half", 1)
      .catch(() => null);
    await chains()
      .save(ada, id, chainText("Old base"), 7)
      .catch(() => null);
    expect(await chains().draft(ada, id)).not.toBeNull();
    await chains().discardDraft(ada, id);
    expect(await chains().draft(ada, id)).toBeNull();
  });
});

describe("a chain's status", () => {
  const hourly = ["schedule: { frequency: hourly }"];
  test("paused means no next run, active means one again, also for versions saved meanwhile", async () => {
    const id = await create(hourly);
    expect((await chains().get(ada, id)).nextRunAt).toBeGreaterThan(Date.now());
    await chains().setStatus(ada, id, "paused");
    expect((await chains().get(ada, id)).nextRunAt).toBeNull();
    await chains().save(ada, id, chainText("Still paused", hourly), 1);
    expect((await chains().get(ada, id)).nextRunAt).toBeNull();
    await chains().setStatus(ada, id, "active");
    expect((await chains().get(ada, id)).nextRunAt).toBeGreaterThan(Date.now());
  });
  test("archived means that it cannot be started; paused can, by hand", async () => {
    const id = await create();
    const start = () => bench.services.executions.start(ada, id, { params: {}, origin: "manual" });
    await chains().setStatus(ada, id, "paused");
    await expect(start()).resolves.toMatchObject({ created: true });
    await chains().setStatus(ada, id, "archived");
    await expect(start()).rejects.toMatchObject({ code: "conflict" });
  });
  test("a removed chain is gone everywhere, and its executions stay", async () => {
    const id = await create();
    const started = await bench.services.executions.start(ada, id, { params: {}, origin: "manual" });
    await chains().remove(ada, id);
    await expect(chains().get(ada, id)).rejects.toMatchObject({ code: "not_found" });
    await expect(chains().versions(ada, id)).rejects.toMatchObject({ code: "not_found" });
    await expect(chains().save(ada, id, chainText("x"), 1)).rejects.toMatchObject({ code: "not_found" });
    expect((await chains().list(ada, { limit: 100, offset: 0 })).items.map((row) => row.id)).not.toContain(id);
    expect(await bench.services.executions.get(ada, started.id)).toMatchObject({ chainName: "First" });
  });
});

test("the list searches by name, filters by status and tag, and pages without gaps", async () => {
  const bob = await bench.person();
  for (let count = 0; count < 5; count += 1) {
    await chains().create(bob, chainText(`Deal ${count}% off_${count}`, [count < 2 ? "tags: [shop]" : "tags: [news]"]));
  }
  const list = (filter: object) => chains().list(bob, { limit: 100, offset: 0, ...filter });
  expect(await list({ tags: ["shop"] })).toMatchObject({ total: 2 });
  expect(await list({ search: "deal" })).toMatchObject({ total: 5 });
  expect((await list({ search: "3% off_" })).items.map((row) => row.name)).toEqual(["Deal 3% off_3"]);
  expect(await list({ status: ["archived"] })).toEqual({ items: [], total: 0 });
  const pages = [await list({ limit: 2 }), await list({ limit: 2, offset: 2 }), await list({ limit: 2, offset: 4 })];
  expect(new Set(pages.flatMap((page) => page.items.map((row) => row.id))).size).toBe(5);
});

test("a schedule that rests is paused, whoever rests; without one there is none", async () => {
  const eve = await bench.person();
  const make = async (name: string, lines: string[] = []) => (await chains().create(eve, chainText(name, lines))).id;
  const daily = 'schedule: { frequency: daily, time: "03:00", timezone: UTC }';
  await make("Runs", [daily]);
  const [schedulePaused, chainPaused] = [await make("Schedule rests", [daily]), await make("Chain rests", [daily])];
  await make("By hand", ["description: It has no schedule."]);
  await bench.services.schedules.pause(eve, schedulePaused);
  await chains().setStatus(eve, chainPaused, "paused");
  const named = async (schedule?: "on" | "paused" | "none") =>
    (await chains().list(eve, { schedule, sort: "name", limit: 50, offset: 0 })).items.map(({ name }) => name);
  expect(await named("on")).toEqual(["Runs"]);
  expect(await named("paused")).toEqual(["Chain rests", "Schedule rests"]);
  expect(await named("none")).toEqual(["By hand"]);
  expect(await named()).toHaveLength(4);
  const { items } = await chains().list(eve, { sort: "name", limit: 50, offset: 0 });
  expect(items.filter((row) => row.schedulePaused).map(({ name }) => name)).toEqual(["Schedule rests"]);
});
