import { expect, test } from "vitest";
import { insist } from "./insist";

const broken = (code: string) => Object.assign(new Error(code), { code });

test("what broke is tried again until it answers", async () => {
  const errors = [broken("ECONNREFUSED"), broken("57P01")];
  const answer = await insist(async () => {
    const error = errors.pop();
    if (error) throw error;
    return "answer";
  }, new AbortController().signal);
  expect(answer).toBe("answer");
});

test.each([
  ["a refusal", broken("23514")],
  ["a defect", new Error("no plan")],
])("%s is not", async (_, error) => {
  const nobody = new AbortController().signal;
  await expect(insist(() => Promise.reject(error), nobody)).rejects.toBe(error);
});

test("nor anything once nobody waits for it", async () => {
  const over = new AbortController();
  let tries = 0;
  const asking = insist(async () => {
    tries += 1;
    over.abort();
    throw broken("ECONNREFUSED");
  }, over.signal);
  await expect(asking).rejects.toMatchObject({ code: "ECONNREFUSED" });
  expect(tries).toBe(1);
});
