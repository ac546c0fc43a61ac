import { expect, test } from "vitest";
import { GroupCommit } from "./group-commit";

test("everything is written once, in order, and each caller gets its own answer", async () => {
  const batches: number[][] = [];
  const commit = new GroupCommit<number, string>(async (items) => {
    batches.push(items);
    return items.map((item) => `wrote ${item}`);
  });
  const answers = await Promise.all(Array.from({ length: 1_000 }, (_, index) => commit.add(index)));
  expect(answers).toEqual(Array.from({ length: 1_000 }, (_, index) => `wrote ${index}`));
  expect(batches.flat()).toEqual(Array.from({ length: 1_000 }, (_, index) => index));
});

test("what arrives while a write is under way goes together with the next one", async () => {
  const gates: (() => void)[] = [];
  const batches: string[][] = [];
  const commit = new GroupCommit<string, null>(async (items) => {
    batches.push(items);
    await new Promise<void>((resolve) => gates.push(resolve));
    return items.map(() => null);
  });
  const first = commit.add("a");
  while (gates.length === 0) await new Promise(setImmediate);
  const rest = [commit.add("b"), commit.add("c"), commit.add("d")];
  gates[0]?.();
  await first;
  while (gates.length === 1) await new Promise(setImmediate);
  gates[1]?.();
  await Promise.all(rest);
  expect(batches).toEqual([["a"], ["b", "c", "d"]]);
});

test("no batch is larger than its limit", async () => {
  const sizes: number[] = [];
  const commit = new GroupCommit<number, number>(async (items) => {
    sizes.push(items.length);
    return items;
  }, 10);
  await Promise.all(Array.from({ length: 35 }, (_, index) => commit.add(index)));
  expect(sizes).toEqual([10, 10, 10, 5]);
});

test("a failed write is told to everybody in it, and the next one is tried", async () => {
  let calls = 0;
  const commit = new GroupCommit<number, number>(async (items) => {
    calls += 1;
    if (calls === 1) throw new Error("no disk");
    return items;
  });
  const outcomes = await Promise.allSettled([commit.add(1), commit.add(2)]);
  expect(outcomes.map((outcome) => outcome.status)).toEqual(["rejected", "rejected"]);
  expect(await commit.add(3)).toBe(3);
});

test("idle waits for what waits, and answers at once when nothing does", async () => {
  const written: number[] = [];
  const commit = new GroupCommit<number, null>(async (items) => {
    written.push(...items);
    return items.map(() => null);
  });
  await commit.idle();
  void commit.add(1);
  await commit.idle();
  expect(written).toEqual([1]);
});
