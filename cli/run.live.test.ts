import { writeFileSync } from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { Chainwright } from "./testing/program";

/** The real program in processes of its own, on a real database, as people start it. */
let cli: Chainwright;
beforeAll(async () => {
  cli = await Chainwright.open({ CHAINWRIGHT_SECRET_TOKEN: "hunter2-hunter2" });
});
afterAll(() => cli.close());

const chainwright = (args: string[], input?: string) => cli.run(args, input);

function chainFile(name: string, steps: string, head = ""): string {
  const file = path.join(cli.home, name);
  writeFileSync(file, `name: Test\n${head}steps:\n${steps}`);
  return file;
}

const wait = "  - { id: long, tool: flow, operation: wait, parameters: { seconds: 600 } }\n";

test("run --json prints one object, and exit 0 means succeeded", async () => {
  const steps =
    "  - { id: a, tool: transform, operation: set, parameters: { value: '{{ params.count | plus: 1 }}' } }\n" +
    "  - { id: b, when: a > 100, tool: transform, operation: set, parameters: { value: 1 } }\n";
  const file = chainFile("plain.yaml", steps, "params: { count: { type: integer, required: true } }\n");
  const { code, out } = await chainwright(["run", "--json", "--param", "count=41", file]);
  expect(JSON.parse(out)).toMatchObject({
    status: "succeeded",
    reason: null,
    with_errors: false,
    results: { a: 42, b: null },
    errors: {},
    steps: [
      { id: "a", status: "succeeded", attempts: 1, reason: null },
      { id: "b", status: "skipped", attempts: 0, reason: { code: "condition_false" } },
    ],
  });
  expect(code).toBe(0);
});

test("another end is exit 1, and what is not valid is exit 2 with the object of validate", async () => {
  const failing = chainFile(
    "fails.yaml",
    "  - { id: a, tool: flow, operation: fail, parameters: { message: No luck } }\n",
  );
  const failed = await chainwright(["run", failing, "--json"]);
  expect(JSON.parse(failed.out)).toMatchObject({
    status: "failed",
    errors: { a: { code: "tool_error", message: expect.stringContaining("No luck") } },
  });
  expect(failed.code).toBe(1);

  const wrong = chainFile("wrong.yaml", "  - { id: a, tool: flow, operation: wiat }\n");
  const [run, validate] = await Promise.all([
    chainwright(["run", wrong, "--json"]),
    chainwright(["validate", wrong, "--json"]),
  ]);
  expect(JSON.parse(run.out)).toEqual(JSON.parse(validate.out));
  expect(JSON.parse(run.out)).toMatchObject({
    valid: false,
    order: [],
    errors: [{ path: "steps[0].operation", line: 3, column: 37 }],
  });
  expect([run.code, validate.code]).toEqual([2, 2]);
});

test("secrets reach the step and are never printed", async () => {
  const steps = "  - { id: a, tool: transform, operation: set, parameters: { value: 'Bearer {{ secrets.token }}' } }\n";
  const { code, out, err } = await chainwright(["run", chainFile("secret.yaml", steps), "--json"]);
  expect(code).toBe(0);
  expect(JSON.parse(out).results.a).toContain("[secret:token]");
  expect(out + err).not.toContain("hunter2");
});

test("large results are printed whole", async () => {
  const items = Array.from({ length: 400 }, (_, at) => `${at}-${"x".repeat(900)}`);
  const input = path.join(cli.home, "input.json");
  writeFileSync(input, JSON.stringify({ initial_context: { word: "x".repeat(900) } }));
  const list = JSON.stringify(items.map((_, at) => `${at}-{{ params.word }}`));
  const file = path.join(cli.home, "large.json");
  const step = { id: "a", tool: "transform", operation: "set", parameters: { value: JSON.parse(list) } };
  writeFileSync(file, JSON.stringify({ name: "Large", params: { word: { type: "string" } }, steps: [step] }));
  const { out } = await chainwright(["run", file, "--input", input, "--json"]);
  expect(JSON.parse(out).results.a).toEqual(items);
});

test("Ctrl-C cancels, and the end is waited for", async () => {
  const child = cli.start(["run", chainFile("long.yaml", wait)]);
  await child.wrote("out", /waiting/);
  child.process.kill("SIGINT");
  const { code, out } = await child.ended;
  expect(out).toMatch(/Test canceled/);
  expect(code).toBe(1);
});

test("cancel ends what a killed process left behind; show and executions tell", async () => {
  const child = cli.start(["run", chainFile("left.yaml", wait)]);
  await child.wrote("out", /waiting/);
  child.process.kill("SIGKILL");
  await child.ended;
  const listed = JSON.parse((await chainwright(["executions", "--json", "--status", "running", "--limit", "1"])).out);
  const { id } = listed[0];
  expect(await chainwright(["cancel", id, "--note", "left behind"])).toMatchObject({
    code: 0,
    out: `Execution ${id} is canceled.\n`,
  });
  expect(JSON.parse((await chainwright(["show", id, "--json"])).out)).toMatchObject({
    id,
    status: "canceled",
    steps: [{ status: "canceled" }],
  });
});

test("accounts are made at the machine, with the password from standard input", async () => {
  const made = await chainwright(
    ["users", "create", "ada@example.com", "--admin", "--password-stdin"],
    "correct horse battery\n",
  );
  expect(made).toMatchObject({ code: 0 });
  const again = await chainwright(
    ["users", "create", "ada@example.com", "--password-stdin"],
    "correct horse battery\n",
  );
  expect(again).toMatchObject({ code: 1, err: expect.stringContaining("has an account already") });
  expect(JSON.parse((await chainwright(["users", "list", "--json"])).out)).toMatchObject([
    { email: "ada@example.com", role: "admin" },
  ]);
  expect((await chainwright(["chains"])).out).toBe("No chains yet.\n");
});

test("the doctor finds nothing wrong with the machine of the tests", async () => {
  const checks = JSON.parse((await chainwright(["doctor", "--json"])).out) as { name: string; status: string }[];
  expect(checks.filter(({ status }) => status === "problem")).toEqual([]);
  expect(checks.map(({ name }) => name)).toEqual(expect.arrayContaining(["Node", "Database", "Browser", "Disk"]));
});
