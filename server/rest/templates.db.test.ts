import { afterAll, beforeAll, expect, it } from "vitest";
import { ALL_SCOPES } from "../services/token-scopes";
import { RestBench } from "./testing/rest-bench";

let bench: RestBench;
beforeAll(async () => {
  bench = await RestBench.open();
});
afterAll(() => bench.close());

const SOURCE = `name: Greeter
description: Greets somebody.
tags: [greetings]
params:
  who: { type: string, default: World, required: true }
steps:
  - { id: greet, tool: transform, operation: set, parameters: { value: "Hello {{ params.who }}" } }
`;

/** A person with a token that may do everything. */
async function caller() {
  const person = await bench.services.person();
  const token = await bench.token(person, ALL_SCOPES);
  const call = (method: string, path: string, body?: object) =>
    bench.call(token, method, `/api/v1${path}`, body ? { body } : {});
  return { person, call };
}
type Caller = Awaited<ReturnType<typeof caller>>;

async function publish({ call }: Caller, rest: object = {}) {
  const { body: chain } = await call("POST", "/definitions", { source: SOURCE });
  const { status, body: test } = await call("POST", `/chains/${chain.id}/test`, { params: { who: "Ada" } });
  expect(status).toBe(202);
  await bench.services.harness.ended(test.execution_id);
  const said = { chain_id: chain.id, test_execution_id: test.execution_id, visibility: "server", ...rest };
  return { chainId: chain.id as string, published: await call("POST", "/templates", said) };
}

it("a template is published with its test, found, read, installed and exported", async () => {
  const [author, user] = [await caller(), await caller()];
  const params = { who: { description: "Whom it greets", example: "Ada" } };
  const { published } = await publish(author, { readme: "# Hello", params });
  expect(published).toMatchObject({ status: 201, body: { version: 1 } });
  const { id } = published.body;
  const list = await user.call("GET", "/templates?search=GREETINGS%20somebody&visibility=server&limit=1");
  expect(list.body).toMatchObject({
    ...{ total: 1, items: [{ id, title: "Greeter", version: 1, installs: 0, tools: ["transform.set"], copies: [] }] },
  });
  expect((await user.call("GET", "/templates?search=nothing%20like%20it")).body).toEqual({ items: [], total: 0 });
  const read = await user.call("GET", `/templates/${id}?version=1`);
  expect(read.body).toMatchObject({
    ...{ title: "Greeter", summary: "Greets somebody.", latest_version: 1 },
    version: {
      ...{ number: 1, readme: "# Hello", source: SOURCE, tested: true },
      params: [{ name: "who", type: "string", required: true, description: "Whom it greets", example: "Ada" }],
    },
  });
  const install = { name: "Mine", defaults: { who: "Ben" } };
  const { status, body } = await user.call("POST", `/templates/${id}/install`, install);
  expect([status, body.version]).toEqual([201, 1]);
  const copy = await user.call("GET", `/chains/${body.chain_id}/definition`);
  expect(copy.body.source).toBe(SOURCE.replace("Greeter", "Mine").replace("World", "Ben"));
  const { headers, body: document } = await user.call("GET", `/templates/${id}/export`);
  expect(headers.get("content-type")).toContain("application/yaml");
  expect(headers.get("content-disposition")).toBe('attachment; filename="greeter.yaml"');
  const brought = await user.call("POST", "/templates/import", { document });
  expect(brought.status).toBe(201);
  expect((await user.call("GET", `/templates/${brought.body.id}`)).body).toMatchObject({
    ...{ title: "Greeter", visibility: "private", version: { tested: false } },
  });
});

it("a version that is not there, a withdrawn template and a missing test are refused with the reason", async () => {
  const [author, user] = [await caller(), await caller()];
  const { published, chainId } = await publish(author);
  const { id } = published.body;
  expect((await user.call("POST", `/templates/${id}/install`, { version: 2 })).status).toBe(404);
  expect((await user.call("DELETE", `/templates/${id}`)).status).toBe(403);
  const untested = { chain_id: chainId, test_execution_id: "none" };
  expect(await author.call("POST", "/templates", untested)).toMatchObject({
    ...{ status: 400, body: { detail: expect.stringContaining("has not been tested") } },
  });
  expect((await author.call("DELETE", `/templates/${id}`)).status).toBe(204);
  expect((await user.call("GET", `/templates/${id}`)).status).toBe(404);
});

it("only its owner publishes a chain, whatever others may do with it", async () => {
  const [author, editor] = [await caller(), await caller()];
  const { chainId } = await publish(author);
  const { sharing } = bench.services.services;
  await sharing.give(author.person, { type: "chain", id: chainId }, editor.person.email, "editor");
  const { body: test } = await editor.call("POST", `/chains/${chainId}/test`, {});
  await bench.services.harness.ended(test.execution_id);
  const said = { chain_id: chainId, test_execution_id: test.execution_id };
  expect((await editor.call("POST", "/templates", said)).status).toBe(403);
});
