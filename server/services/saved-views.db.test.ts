import { afterAll, beforeAll, expect, test } from "vitest";
import { ServiceBench } from "../testing/service-bench";

let bench: ServiceBench;
beforeAll(async () => {
  bench = await ServiceBench.open();
});
afterAll(() => bench.close());

test("a view is a person's own, of one list, and replaced under its name", async () => {
  const [ada, ben] = [await bench.person(), await bench.person()];
  const views = bench.services.savedViews;
  const { id } = await views.save(ada, "chains", { name: " Night shift ", query: "?status=active&tag=night" });
  await views.save(ada, "chains", { name: "Night shift", query: "tag=day" });
  await views.save(ada, "executions", { name: "Failed", query: "status=failed&hours=24" });
  expect((await views.list(ada, "chains")).items).toEqual([{ id, name: "Night shift", query: "tag=day" }]);
  expect((await views.list(ada, "executions")).items).toMatchObject([{ query: "status=failed&hours=24" }]);
  expect((await views.list(ben, "chains")).items).toEqual([]);
  await views.remove(ben, id);
  expect((await views.list(ada, "chains")).items).toHaveLength(1);
  await views.remove(ada, id);
  expect((await views.list(ada, "chains")).items).toEqual([]);
});

test.each([
  [{ name: " ", query: "tag=a" }, "1 to 60 characters"],
  [{ name: "Empty", query: "?" }, "nothing to keep"],
  [{ name: "Long", query: `search=${"x".repeat(3_000)}` }, "too long"],
])("%j is refused with what to do", async (view, words) => {
  const ada = await bench.person();
  await expect(bench.services.savedViews.save(ada, "chains", view)).rejects.toThrow(words);
});

test("of a hundred views each can be replaced, and there is no room for one more", async () => {
  const ada = await bench.person();
  const views = bench.services.savedViews;
  for (let index = 0; index < 100; index += 1)
    await views.save(ada, "chains", { name: `View ${index}`, query: "tag=a" });
  await expect(views.save(ada, "chains", { name: "View 100", query: "tag=a" })).rejects.toThrow("Delete one first");
  await expect(views.save(ada, "executions", { name: "View 7", query: "tag=a" })).rejects.toThrow("Delete one first");
  expect(await views.save(ada, "chains", { name: "View 7", query: "tag=b" })).toMatchObject({ query: "tag=b" });
});
