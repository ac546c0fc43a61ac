/** A chain with a secret, run for real: the receiver gets the value, and nothing that is stored or shown has it. */
import { readdir, readFile } from "node:fs/promises";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type LoopbackServer, startLoopbackServer } from "../outbound/loopback-server";
import { type Person, ServiceBench } from "../testing/service-bench";
import { type Bench, createBench } from "../tools/test-bench";
import { loadKeys } from "./keys";
import { createSecretSource } from "./source";

const CANARY = "c4n4ry/+ value & more";

let bench: ServiceBench;
let tools: Bench;
let good: LoopbackServer;
let evil: LoopbackServer;
const seen = { good: [] as string[], evil: [] as string[] };

beforeAll(async () => {
  bench = await ServiceBench.open();
  // It says back what it got, in several ways, and leads elsewhere when asked.
  good = await startLoopbackServer((request, response) => {
    const got = request.headers["x-token"] ?? "";
    seen.good.push(String(got));
    if (request.url === "/leads-away") {
      response.writeHead(307, { location: `http://127.0.0.1:${evil.port}/` }).end();
      return;
    }
    const base64 = Buffer.from(String(got)).toString("base64");
    response.end(JSON.stringify({ got, base64, form: encodeURIComponent(String(got)), [String(got)]: true }));
  });
  evil = await startLoopbackServer((request, response) => {
    seen.evil.push(String(request.headers["x-token"] ?? ""));
    response.end("{}");
  });
  tools = await createBench({ allow: "127.0.0.1" });
  const keys = loadKeys(bench.home, undefined);
  await bench.harness.engine(tools.tools, { secretSource: createSecretSource({ db: bench.db, keys, env: {} }) });
}, 60_000);
afterAll(async () => {
  await bench.close();
  await tools.close();
  await good.close();
  await evil.close();
});

const sending = (name: string, url: string, more = "") => `
name: ${name}
params: { where: { type: string, default: "${url}" } }
steps:
  - id: send
    tool: http
    operation: request
    parameters: { url: "{{ params.where }}", headers: { x-token: "{{ secrets.token }}" } }
  - { id: copy, tool: transform, operation: set, parameters: { value: "{{ send.body }}" } }
${more}`;

async function run(who: Person, chainId: string, params: Record<string, string> = {}) {
  const { id } = await bench.services.executions.start(who, chainId, { params, origin: "manual" });
  const { status } = (await bench.harness.ended(id)).execution;
  return { id, status };
}

async function owner(hosts: string[]) {
  const person = await bench.person();
  await bench.services.secrets.create(person, { name: "token", value: CANARY, hosts });
  return person;
}

const errorOf = async (who: Person, id: string) =>
  (await bench.services.executions.step(who, id, "send")).step.error?.message;

/** Forms in which somebody would still know it. */
const FORMS = [CANARY, encodeURIComponent(CANARY), Buffer.from(CANARY).toString("base64").replace(/=+$/, "")];

async function everythingStored(): Promise<string> {
  const tables = await bench.db.sql<{ name: string }[]>`
    select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r'`;
  const parts: string[] = [];
  for (const { name } of tables) {
    const rows = await bench.db.sql<{ text: string }[]>`select t::text as text from ${bench.db.sql(name)} t`;
    parts.push(...rows.map(({ text }) => text));
  }
  for (const file of await readdir(bench.home, { recursive: true, withFileTypes: true }))
    if (file.isFile()) parts.push(await readFile(path.join(file.parentPath, file.name), "utf8"));
  return parts.join("\n").replaceAll('\\"', '"').replaceAll('""', '"');
}

test("a runner uses a secret that they cannot read: the host gets it, and nothing that is kept or streamed has it", async () => {
  const [ada, bob] = [await owner([`127.0.0.1:${good.port}`]), await bench.person()];
  const { id: chainId } = await bench.services.chains.create(ada, sending("Sends", `http://127.0.0.1:${good.port}/`));
  await bench.services.sharing.give(ada, { type: "chain", id: chainId }, bob.email, "runner");
  const { id, status } = await run(bob, chainId);
  expect(status).toBe("succeeded");
  expect(seen.good).toContain(CANARY);
  const { services } = bench;
  const shown = [
    await services.executions.get(bob, id),
    await services.executions.step(bob, id, "send"),
    await services.executions.step(bob, id, "copy"),
    await services.executions.results(bob, id),
    await services.executions.context(bob, id),
    await services.executions.events(bob, id, 0, 1_000),
    await services.executions.evaluate(bob, id, "send"),
    await services.chains.get(bob, chainId),
    await services.secrets.list(ada),
  ];
  const stream = services.live.follow(
    bob,
    { executions: [{ id, afterSeq: 0 }], notifications: false },
    new AbortController().signal,
  );
  for await (const { message } of stream) {
    shown.push(message as never);
    if (message.type === "event" && message.event.kind === "execution.succeeded") break;
  }
  const everything = JSON.stringify(shown) + (await everythingStored());
  expect(everything).toContain("[secret:token]");
  for (const form of FORMS) expect(everything).not.toContain(form);
  await expect(services.secrets.names(bob, chainId)).rejects.toMatchObject({ code: "forbidden" });
});

test("it goes to its hosts only: not where a parameter says, not where a redirect leads, not where an editor writes", async () => {
  const [ada, bob] = [await owner([`127.0.0.1:${good.port}`]), await bench.person()];
  const away = `http://127.0.0.1:${evil.port}/`;
  const { id: chainId } = await bench.services.chains.create(ada, sending("Sends", `http://127.0.0.1:${good.port}/`));
  await bench.services.sharing.give(ada, { type: "chain", id: chainId }, bob.email, "editor");
  for (const where of [away, `http://127.0.0.1:${good.port}/leads-away`]) {
    const { id, status } = await run(bob, chainId, { where });
    expect(status).toBe("failed");
    expect(await errorOf(bob, id)).toContain(`only to 127.0.0.1:${good.port}`);
  }
  await bench.services.chains.save(bob, chainId, sending("Sends", away), 1);
  expect((await run(bob, chainId)).status).toBe("failed");
  expect((await run(ada, chainId)).status).toBe("failed");
  expect(seen.evil).toEqual([]);
});

test("what is not bound to hosts is its owner's alone: in runs that they start, of versions that they wrote", async () => {
  const [ada, bob] = [await owner([]), await bench.person()];
  const text = sending("Sends", `http://127.0.0.1:${good.port}/`);
  const { id: chainId } = await bench.services.chains.create(ada, text);
  await bench.services.sharing.give(ada, { type: "chain", id: chainId }, bob.email, "editor");
  expect((await run(ada, chainId)).status).toBe("succeeded");
  const theirs = await run(bob, chainId);
  expect(theirs.status).toBe("failed");
  expect(await errorOf(bob, theirs.id)).toContain("is not bound to hosts");
  await expect(bench.services.chains.save(bob, chainId, text, 1)).rejects.toMatchObject({
    ...{ code: "invalid", message: expect.stringContaining("not bound to hosts") },
  });
});

test("an editor cannot make something else of a secret, nor give it to a step that sends it nowhere", async () => {
  const [ada, bob] = [await owner([`127.0.0.1:${good.port}`]), await bench.person()];
  const text = sending("Sends", `http://127.0.0.1:${good.port}/`);
  const { id: chainId } = await bench.services.chains.create(ada, text);
  await bench.services.sharing.give(ada, { type: "chain", id: chainId }, bob.email, "editor");
  const worked = text.replace("{{ secrets.token }}", "{{ secrets.token | slice: 0, 4 }}");
  await expect(bench.services.chains.save(bob, chainId, worked, 1)).rejects.toMatchObject({
    message: expect.stringContaining("without filters"),
  });
  const written = sending(
    "Sends",
    "http://127.0.0.1/",
    `  - { id: keep, tool: files, operation: write, depends_on: [], parameters: { path: a.txt, content: "{{ secrets.token }}" } }`,
  );
  await bench.services.chains.save(bob, chainId, written, 1);
  const { id } = await run(bob, chainId, { where: `http://127.0.0.1:${good.port}/` });
  const step = await bench.services.executions.step(bob, id, "keep");
  expect(step.step.error?.message).toContain("does not send to a host");
  for (const form of FORMS) expect(await everythingStored()).not.toContain(form);
});
