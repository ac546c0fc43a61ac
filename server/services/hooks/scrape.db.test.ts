import { afterAll, beforeAll, expect, test } from "vitest";
import { type Person, ServiceBench } from "../../testing/service-bench";

let bench: ServiceBench;
beforeAll(async () => {
  bench = await ServiceBench.open();
});
afterAll(() => bench.close());

const tokenOf = async (person: Person, scopes: string[]): Promise<string> =>
  (await bench.services.tokens.create(person, { name: "numbers", scopes, expiresInDays: 1 })).token;

test("the numbers of the server are for the operator's token and for administrators with the scope, and nobody else", async () => {
  const [admin, user] = [await bench.person("admin"), await bench.person()];
  const scrape = (token: string, operator: string | null = "the operator's token") =>
    bench.services.metrics.scrape(token, operator);
  expect(await scrape("the operator's token")).toContain("# TYPE");
  expect(await scrape(await tokenOf(admin, ["metrics:read"]))).toContain("# TYPE");
  expect(await scrape(await tokenOf(admin, ["chains:read"]))).toBeNull();
  expect(await scrape(await tokenOf(user, ["all"]))).toBeNull();
  for (const token of ["", "the operator's toke", "another"]) expect(await scrape(token)).toBeNull();
  expect(await scrape("", ""), "an empty setting opens nothing").toBeNull();
  expect(await scrape("", null)).toBeNull();
});
