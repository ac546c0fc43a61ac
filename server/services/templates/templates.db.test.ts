import { afterEach, beforeEach, expect, test } from "vitest";
import { mergedText, mergeTexts } from "../../core/merge/merge-texts";
import { writeTemplateDocument } from "../../core/templates/document";
import { type Script, ScriptedPort, succeed } from "../../engine/testing/scripted-port";
import { type Person, ServiceBench } from "../../testing/service-bench";
import type { Publication } from "./publishing";

let bench: ServiceBench;
let ada: Person;
let ben: Person;
let port: ScriptedPort;
beforeEach(async () => {
  bench = await ServiceBench.open();
  [ada, ben] = [await bench.person(), await bench.person()];
  const echo: Script = ({ parameters }) => succeed(parameters);
  port = new ScriptedPort({ read: echo, say: echo, more: echo });
  await bench.harness.engine(port);
});
afterEach(() => bench.close());

const SOURCE = `# Reads and says.
name: Reader
tags: [news]
schedule: { frequency: daily, time: "05:00:00", timezone: UTC }
params:
  url: { type: string, default: "https://example.com" }
steps:
  - id: read
    tool: http
    operation: request
    parameters: { url: "{{ params.url }}" }
  - id: say
    tool: transform
    operation: set
    parameters: { value: "{{ read.status }}" }
`;

/** A chain of Ada's of which the first step has a fixed result. */
async function chainOfAda(source = SOURCE) {
  const { id } = await bench.services.chains.create(ada, source);
  await bench.services.fixedResults.fix(ada, id, "read", { type: "result", value: { status: 200 } });
  return id;
}

async function tested(chainId: string, source: string) {
  const { id } = await bench.services.chainTests.start(ada, chainId, { source, scope: { type: "whole" }, params: {} });
  await bench.harness.ended(id);
  return id;
}

const publication = (chainId: string, testId: string, rest: Partial<Publication> = {}): Publication => ({
  ...{ chainId, testId, number: 1, title: "Reader", summary: "Reads.", readme: "# Reader", notes: "" },
  ...{ params: { url: { description: "Where" }, gone: { description: "x" } }, visibility: "server", emails: [] },
  ...rest,
});

async function published(rest: Partial<Publication> = {}) {
  const chainId = await chainOfAda();
  const testId = await tested(chainId, SOURCE);
  return { chainId, ...(await bench.services.templates.publish(ada, publication(chainId, testId, rest))) };
}

test("a version is published with what its test was given, and shown with what it needs", async () => {
  const { id, number } = await published();
  expect(number).toBe(1);
  const view = await bench.services.templates.get(ben, id);
  expect(view).toMatchObject({ title: "Reader", tags: ["news"], author: { name: "Ada", you: false }, own: null });
  expect(view.version).toMatchObject({
    ...{ tools: ["http.request", "transform.set"], secrets: [], tested: true, fixed: ["read"] },
    told: { url: { description: "Where" } },
  });
  expect(view.version.told).not.toHaveProperty("gone");
  const [row] = (await bench.services.templates.list(ben)).filter((one) => one.id === id);
  expect(row).toMatchObject({ installs: 0, steps: [{ tool: "http" }, { tool: "transform" }] });
});

test("nothing is published without a test of exactly this version that succeeded", async () => {
  const chainId = await chainOfAda();
  const publish = (testId: string) => bench.services.templates.publish(ada, publication(chainId, testId));
  await expect(publish("none")).rejects.toThrow("has not been tested yet");
  const other = await tested(chainId, SOURCE.replace("read.status", "read.status | plus: 1"));
  await expect(publish(other)).rejects.toThrow("has not been tested yet");
  await bench.services.fixedResults.fix(ada, chainId, "read", {
    ...{ type: "error", error: { code: "tool_error", message: "No" } },
  });
  await expect(publish(await tested(chainId, SOURCE))).rejects.toThrow("has not succeeded");
});

test("who may not see a template gets the answer of a missing one; people and the server are let in and out", async () => {
  const { id } = await published({ visibility: "private" });
  const { templates } = bench.services;
  const seen = async (who: Person) => (await templates.list(who)).some((row) => row.id === id);
  await expect(templates.get(ben, id)).rejects.toMatchObject({ code: "not_found" });
  expect(await seen(ben)).toBe(false);
  await templates.setAudience(ada, id, { visibility: "people", emails: [ben.email, ada.email] });
  expect(await seen(ben)).toBe(true);
  expect((await templates.get(ada, id)).own?.people).toMatchObject([{ userId: ben.id }]);
  await expect(templates.setAudience(ben, id, { visibility: "server", emails: [] })).rejects.toThrow("Only its owner");
  await expect(templates.setAudience(ada, id, { visibility: "people", emails: ["x@example.com"] })).rejects.toThrow(
    "Nobody on this server",
  );
  await templates.setAudience(ada, id, { visibility: "private", emails: [] });
  expect(await seen(ben)).toBe(false);
  await templates.setAudience(ada, id, { visibility: "server", emails: [] });
  expect(await seen(ben)).toBe(true);
  await templates.withdraw(ada, id);
  expect(await seen(ada)).toBe(false);
});

test("a template is tried with its fixed results before it is installed, and nothing is left behind", async () => {
  const { id } = await published();
  const before = port.calls.length;
  const { id: testId, given } = await bench.services.templates.tryOut(ben, id, 1);
  const { execution, results } = await bench.harness.ended(testId);
  expect(execution).toMatchObject({ status: "succeeded", isTest: true, chainId: null, userId: ben.id });
  expect(results.say).toEqual({ value: 200 });
  expect(given.map(({ stepId }) => stepId)).toEqual(["read"]);
  expect(port.calls.slice(before).map(({ stepId }) => stepId)).toEqual(["say"]);
  expect((await bench.services.chains.list(ben, { limit: 10, offset: 0 })).total).toBe(0);
});

test("a test that would read a secret of whoever tries is refused", async () => {
  const source = SOURCE.replace("{{ read.status }}", "{{ secrets.shop_password }}");
  const chainId = await chainOfAda(source);
  await bench.services.secrets.create(ada, { name: "shop_password", value: "a long value", hosts: [] });
  await bench.services.chainTests.start(ada, chainId, { source, scope: { type: "whole" }, params: {} });
  const file = { title: "Secretive", summary: "", notes: "", readme: "", params: {}, test: { params: {}, fixed: [] } };
  const { id } = await bench.services.templates.import(ben, writeTemplateDocument({ ...file, source }));
  await expect(bench.services.templates.tryOut(ben, id, 1)).rejects.toThrow('reads the secret "shop_password"');
});

test("a copy has its own name and defaults, knows where it came from, and waits with its schedule", async () => {
  const { id } = await published();
  const { chainId } = await bench.services.templates.install(ben, {
    ...{ id, number: 1, name: "My reader", defaults: { url: "https://mine.example" }, secrets: {} },
  });
  const chain = await bench.services.chains.get(ben, chainId);
  expect(chain.version.source).toBe(
    SOURCE.replace("name: Reader", "name: My reader").replace("https://example.com", "https://mine.example"),
  );
  expect(chain).toMatchObject({ role: "owner", status: "active", nextRunAt: null, owner: null });
  expect(await bench.services.templates.origin(ben, chainId)).toEqual({
    ...{ templateId: id, title: "Reader", version: 1, latest: 1 },
  });
  expect(await bench.services.fixedResults.list(ben, chainId)).toMatchObject([{ stepId: "read" }]);
  const view = await bench.services.templates.get(ada, id);
  expect(view).toMatchObject({ installs: 1, copies: [], own: { usedBy: [{ version: 1, copies: 1 }] } });
});

test("a newer version is merged into a changed copy, tested and taken", async () => {
  const { id, chainId: original } = await published();
  const { templates, chains } = bench.services;
  const { chainId } = await templates.install(ben, { id, number: 1, name: "Mine", defaults: {}, secrets: {} });
  const own = (await chains.get(ben, chainId)).version.source.replace("{{ read.status }}", "Said {{ read.status }}");
  await chains.save(ben, chainId, own, 1);
  const next = `${SOURCE}  - { id: more, tool: transform, operation: set, parameters: { value: "{{ say }}" } }\n`;
  await chains.save(ada, original, next, 1);
  const again = await templates.publish(ada, publication(original, await tested(original, next), { number: 2 }));
  expect(again).toEqual({ id, number: 2 });
  expect(await templates.origin(ben, chainId)).toMatchObject({ version: 1, latest: 2 });

  const update = await templates.update(ben, chainId);
  expect(update).toMatchObject({
    base: { number: 1, source: SOURCE },
    yours: own,
    theirs: { number: 2, source: next },
  });
  const merged = mergedText(mergeTexts(update.base.source, update.yours, update.theirs.source), "yours");
  expect(merged).toContain("name: Mine");
  expect(merged).toContain("Said {{ read.status }}");
  expect(merged).toContain("id: more");
  const { id: testId } = await templates.tryUpdate(ben, chainId, merged);
  expect((await bench.harness.ended(testId)).execution).toMatchObject({ status: "succeeded", isTest: true });
  const take = { number: 2, source: merged, baseVersion: 2 };
  await expect(templates.take(ben, chainId, { ...take, baseVersion: 1 })).rejects.toThrow("no longer the newest");
  expect(await templates.take(ben, chainId, take)).toEqual({ versionNumber: 3 });
  expect(await templates.origin(ben, chainId)).toMatchObject({ version: 2, latest: 2 });
  expect((await templates.update(ben, chainId)).base).toEqual({ number: 2, source: next });
});

test("a merge keeps the names that secrets have in the copy, also where the author uses them anew", async () => {
  const { templates, chains, secrets } = bench.services;
  for (const [who, name] of [
    [ada, "shop_password"],
    [ben, "mine"],
  ] as const)
    await secrets.create(who, { name, value: "a long value", hosts: ["example.com"] });
  const source = SOURCE.replace("{{ params.url }}", "{{ params.url }}?k={{ secrets.shop_password }}");
  const original = await chainOfAda(source);
  const { id } = await templates.publish(ada, publication(original, await tested(original, source)));
  const copy = { id, number: 1, name: "Reader", defaults: {}, secrets: { shop_password: "mine" } };
  const { chainId } = await templates.install(ben, copy);
  const next = source.replace("?k=", "?page=2&key=");
  await chains.save(ada, original, next, 1);
  await templates.publish(ada, publication(original, await tested(original, next), { number: 2 }));
  const update = await templates.update(ben, chainId);
  expect(update.base.source).toBe(update.yours);
  expect(update.theirs.source).toBe(next.replace("shop_password", "mine"));
});

test("whoever has an older copy and sees the template is told of a newer version, once a person, with the way to it", async () => {
  const { templates, notifications, chains } = bench.services;
  const { id, chainId: original } = await published();
  const cai = await bench.person();
  const install = (who: Person, name: string) =>
    templates.install(who, { id, number: 1, name, defaults: {}, secrets: {} });
  const { chainId } = await install(ben, "Mine");
  await Promise.all([install(ben, "Mine again"), install(cai, "Theirs"), install(ada, "My own")]);
  const heard = async (who: Person) =>
    (await notifications.list(who, { limit: 10, unreadOnly: false })).items.filter(
      ({ kind }) => kind === "template_updated",
    );
  expect(await heard(ben)).toEqual([]);
  const next = SOURCE.replace("read.status", "read.status | plus: 1");
  await chains.save(ada, original, next, 1);
  const audience = { visibility: "people" as const, emails: [ben.email] };
  const testId = await tested(original, next);
  await templates.publish(ada, publication(original, testId, { ...audience, number: 2, notes: "It counts." }));
  expect(await heard(ben)).toMatchObject([
    {
      ...{ title: "Version 2 of Reader is there", path: `/templates/${id}/update/${chainId}`, chainName: "Mine" },
      body: expect.stringMatching(/^It counts\.\nYour copy "Mine" has version 1\./),
    },
  ]);
  expect(await heard(ada)).toEqual([]);
  expect(await heard(cai)).toEqual([]);
});

test("a withdrawn template leaves its copies, which hear of no newer version", async () => {
  const { id } = await published();
  const { templates } = bench.services;
  const { chainId } = await templates.install(ben, { id, number: 1, name: "Mine", defaults: {}, secrets: {} });
  await templates.withdraw(ada, id);
  expect(await templates.origin(ben, chainId)).toEqual({ templateId: id, title: "Reader", version: 1, latest: null });
  await expect(templates.update(ben, chainId)).rejects.toMatchObject({ code: "not_found" });
});

test("a template goes out as a file and comes back as one of one's own", async () => {
  const { id } = await published();
  const { templates } = bench.services;
  const { text } = await templates.export(ben, id, 1);
  expect(text).not.toContain(ada.id);
  const brought = await templates.import(ben, text);
  const view = await templates.get(ben, brought.id);
  expect(view).toMatchObject({ title: "Reader", visibility: "private", version: { source: SOURCE, tested: false } });
  await expect(templates.get(ada, brought.id)).rejects.toMatchObject({ code: "not_found" });
  expect((await templates.export(ben, brought.id, 1)).text).toBe(text);
  await expect(templates.import(ben, "name: x")).rejects.toThrow("no template file");
});

test("templates of the program are everybody's, shipped once, and get a version when their file changes", async () => {
  const { templates } = bench.services;
  const { id } = await published();
  const { text } = await templates.export(ada, id, 1);
  const operator = { type: "operator" } as const;
  await Promise.all([templates.ship(operator, "reader", text), templates.ship(operator, "reader", text)]);
  const shipped = async () => (await templates.list(ben)).filter(({ author }) => author === null);
  expect(await shipped()).toMatchObject([{ title: "Reader", version: 1, visibility: "server" }]);
  await templates.ship(operator, "reader", text.replace("{{ read.status }}", "{{ read.status }}!"));
  expect(await shipped()).toMatchObject([{ version: 2 }]);
  await expect(templates.ship(ada, "reader", text)).rejects.toThrow("operator");
});

test("a template says itself what the saved tasks of its chain do, and a later change of a task changes nothing", async () => {
  const { templates, tasks, chains } = bench.services;
  const body = { tool: "transform", operation: "set", parameters: { value: 1 } };
  const task = await tasks.create(ada, { name: "Ours", body });
  const source =
    "name: A\nsteps:\n  # It reads.\n  - id: read\n    task: Ours\n  - { id: say, action: transform.set, parameters: { value: 2 } }\n";
  const chainId = await chainOfAda(source);
  const { id } = await templates.publish(ada, publication(chainId, await tested(chainId, source)));
  await tasks.update(ada, task.id, { name: "Ours", body: { ...body, parameters: { value: 2 } } });
  const { chainId: copy } = await templates.install(ben, { id, number: 1, name: "A", defaults: {}, secrets: {} });
  const { version } = await chains.get(ben, copy);
  expect(version.source).toContain("# It reads.\n  - id: read\n    tool: transform\n    operation: set\n");
  expect(version.source).toContain("value: 1");
  expect(version.source).not.toContain("Ours");
});

test("a saved task that is gone is named with its step, and nothing is published", async () => {
  const { templates, tasks } = bench.services;
  const body = { tool: "transform", operation: "set", parameters: { value: 1 } };
  const task = await tasks.create(ada, { name: "Ours", body });
  const source = "name: A\nsteps:\n  - { id: read, task: Ours }\n";
  const chainId = await chainOfAda(source);
  const testId = await tested(chainId, source);
  await tasks.remove(ada, task.id);
  await expect(templates.publish(ada, publication(chainId, testId))).rejects.toThrow(
    'The step "read" does the saved task "Ours", which is not among your tasks',
  );
  expect(await templates.ofChain(ada, chainId)).toBeNull();
});

test("a file that names a saved task is refused", async () => {
  const file = { title: "A", summary: "", notes: "", readme: "", params: {}, test: { params: {}, fixed: [] } };
  const source = "name: A\nsteps:\n  - { id: read, task: Ours }\n";
  await expect(bench.services.templates.import(ben, writeTemplateDocument({ ...file, source }))).rejects.toThrow(
    'the saved task "Ours"',
  );
});
