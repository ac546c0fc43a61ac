import { readdirSync } from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { Chainwright } from "./testing/program";

let cli: Chainwright;
beforeAll(async () => {
  cli = await Chainwright.open();
});
afterAll(() => cli.close());

const next = (...args: string[]) => cli.run(["schedule", "next", ...args]);

test("schedule next prints the times over a change of the clock, in UTC", async () => {
  const from = ["--zone", "America/New_York", "--from", "2025-03-08T12:00:00Z", "--count", "2", "--json"];
  const daily = await next("--frequency", "daily", "--time", "02:30:00", ...from);
  expect(JSON.parse(daily.out)).toEqual({ times: ["2025-03-09T07:00:00.000Z", "2025-03-10T06:30:00.000Z"] });
  const weekly = ["--frequency", "weekly", "--time", "05:00", "--days", "mon", "friday"];
  const words = await next(...weekly, "--zone", "UTC", "--from", "2025-03-08T12:00:00Z", "--count", "2");
  expect(words.out.split("\n").slice(0, 3)).toEqual([
    "Every Monday and Friday at 05:00 (UTC)",
    "2025-03-10T05:00:00.000Z",
    "2025-03-14T05:00:00.000Z",
  ]);
});

test("schedule next refuses with the reason, and exit 2", async () => {
  const ended = await next("--cron", "0 0 30 2 *", "--zone", "UTC", "--json");
  expect(ended).toMatchObject({ code: 2, err: expect.stringContaining("never fire") });
});

test("an operator makes a token for a person, with scopes that exist", async () => {
  await cli.run(["users", "create", "ada@example.com", "--password-stdin"], "correct horse battery\n");
  const made = await cli.run([
    ...["tokens", "create", "--user", "ada@example.com", "--scope", "chains:run", "executions:read"],
    ...["--scope", "files:read", "--days", "30", "--json"],
  ]);
  expect(JSON.parse(made.out)).toMatchObject({
    ...{ token: expect.stringMatching(/^cw_/), user: "ada@example.com" },
    scopes: ["executions:read", "chains:run", "files:read"],
    expires_at: expect.any(String),
  });
  const wrong = await cli.run(["tokens", "create", "--user", "ada@example.com", "--scope", "chain:run"]);
  expect(wrong).toMatchObject({ code: 2, err: expect.stringContaining("chains:run") });
  const nobody = await cli.run(["tokens", "create", "--user", "bob@example.com", "--scope", "all"]);
  expect(nobody).toMatchObject({ code: 1, err: expect.stringContaining("bob@example.com") });
});

test("a file is meant from where one is, as npm tells", async () => {
  const there = await Chainwright.open({ INIT_CWD: path.resolve(import.meta.dirname, "../examples") });
  const [name = ""] = readdirSync(path.resolve(import.meta.dirname, "../examples")).filter((one) =>
    one.endsWith(".yaml"),
  );
  expect(await there.run(["validate", name])).toMatchObject({ code: 0 });
  await there.close();
});
