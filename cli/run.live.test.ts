import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createTestDatabase, type TestDatabase } from "../db/testing/test-database";

/** The real program in processes of its own, on a real database, as people start it. */
const ROOT = path.resolve(import.meta.dirname, "..");
let database: TestDatabase;
let home = "";

beforeAll(async () => {
  database = await createTestDatabase();
  home = mkdtempSync(path.join(tmpdir(), "chainwright-cli-"));
});
afterAll(async () => {
  await database.drop();
  rmSync(home, { recursive: true, force: true });
});

function start(args: string[], input = ""): ChildProcess {
  const env = {
    ...process.env,
    CHAINWRIGHT_HOME: home,
    DATABASE_URL: database.url,
    CHAINWRIGHT_SECRET_TOKEN: "hunter2-hunter2",
  };
  const child = spawn(process.execPath, ["--import", "tsx", "cli/main.ts", ...args], {
    cwd: ROOT,
    env,
    stdio: ["pipe", "pipe", "pipe"],
  });
  child.stdin?.end(input);
  return child;
}

interface Ended {
  code: number | null;
  out: string;
  err: string;
}

function ended(child: ChildProcess): Promise<Ended> {
  const chunks = { out: "", err: "" };
  child.stdout?.on("data", (data) => (chunks.out += data));
  child.stderr?.on("data", (data) => (chunks.err += data));
  return new Promise((resolve) => child.on("close", (code) => resolve({ code, ...chunks })));
}

const chainwright = (args: string[], input?: string) => ended(start(args, input));

function chainFile(name: string, steps: string, head = ""): string {
  const file = path.join(home, name);
  writeFileSync(file, `name: Test\n${head}steps:\n${steps}`);
  return file;
}

/** Resolves when the child has written a line with `text`. */
function written(child: ChildProcess, text: string): Promise<void> {
  return new Promise((resolve) => {
    let seen = "";
    child.stdout?.on("data", (data) => {
      seen += data;
      if (seen.includes(text)) resolve();
    });
  });
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
  const input = path.join(home, "input.json");
  writeFileSync(input, JSON.stringify({ initial_context: { word: "x".repeat(900) } }));
  const list = JSON.stringify(items.map((_, at) => `${at}-{{ params.word }}`));
  const file = path.join(home, "large.json");
  const step = { id: "a", tool: "transform", operation: "set", parameters: { value: JSON.parse(list) } };
  writeFileSync(file, JSON.stringify({ name: "Large", params: { word: { type: "string" } }, steps: [step] }));
  const { out } = await chainwright(["run", file, "--input", input, "--json"]);
  expect(JSON.parse(out).results.a).toEqual(items);
});

test("Ctrl-C cancels, and the end is waited for", async () => {
  const child = start(["run", chainFile("long.yaml", wait)]);
  const end = ended(child);
  await written(child, "waiting");
  child.kill("SIGINT");
  const { code, out } = await end;
  expect(out).toMatch(/Test canceled/);
  expect(code).toBe(1);
});

test("cancel ends what a killed process left behind; show and executions tell", async () => {
  const child = start(["run", chainFile("left.yaml", wait)]);
  const end = ended(child);
  await written(child, "waiting");
  child.kill("SIGKILL");
  await end;
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
