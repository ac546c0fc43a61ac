import { afterEach, beforeEach, expect, test } from "vitest";
import { writeTemplateDocument } from "../../core/templates/document";
import type { Person } from "../../testing/service-bench";
import { publication, SOURCE, TemplateBench } from "../../testing/template-bench";

let their: TemplateBench;
let ada: Person;
let ben: Person;
beforeEach(async () => {
  their = await TemplateBench.open();
  ({ ada, ben } = their);
});
afterEach(() => their.bench.close());

test("a version is published with what its test was given, and shown with what it needs", async () => {
  const { id, number } = await their.published();
  expect(number).toBe(1);
  const view = await their.services.templates.get(ben, id);
  expect(view).toMatchObject({ title: "Reader", tags: ["news"], author: { name: "Ada", you: false }, own: null });
  expect(view.version).toMatchObject({
    ...{ tools: ["http.request", "transform.set"], secrets: [], tested: true, fixed: ["read"] },
    told: { url: { description: "Where" } },
  });
  expect(view.version.told).not.toHaveProperty("gone");
  const [row] = (await their.services.templates.list(ben)).filter((one) => one.id === id);
  expect(row).toMatchObject({ installs: 0, steps: [{ tool: "http" }, { tool: "transform" }] });
});

test("nothing is published without a test of exactly this version that succeeded", async () => {
  const chainId = await their.chainOfAda();
  const publish = (testId: string) => their.services.templates.publish(ada, publication(chainId, testId));
  await expect(publish("none")).rejects.toThrow("has not been tested yet");
  const other = await their.tested(chainId, SOURCE.replace("read.status", "read.status | plus: 1"));
  await expect(publish(other)).rejects.toThrow("has not been tested yet");
  await their.services.fixedResults.fix(ada, chainId, "read", {
    ...{ type: "error", error: { code: "tool_error", message: "No" } },
  });
  await expect(publish(await their.tested(chainId, SOURCE))).rejects.toThrow("has not succeeded");
});

test("who may not see a template gets the answer of a missing one; people and the server are let in and out", async () => {
  const { id } = await their.published({ visibility: "private" });
  const { templates } = their.services;
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
  const { id } = await their.published();
  const before = their.port.calls.length;
  const { id: testId, given } = await their.services.templates.tryOut(ben, id, 1);
  const { execution, results } = await their.bench.harness.ended(testId);
  expect(execution).toMatchObject({ status: "succeeded", isTest: true, chainId: null, userId: ben.id });
  expect(results.say).toEqual({ value: 200 });
  expect(given.map(({ stepId }) => stepId)).toEqual(["read"]);
  expect(their.port.calls.slice(before).map(({ stepId }) => stepId)).toEqual(["say"]);
  expect((await their.services.chains.list(ben, { limit: 10, offset: 0 })).total).toBe(0);
});

test("a test that would read a secret of whoever tries is refused", async () => {
  const source = SOURCE.replace("{{ read.status }}", "{{ secrets.shop_password }}");
  const chainId = await their.chainOfAda(source);
  await their.services.secrets.create(ada, { name: "shop_password", value: "a long value", hosts: [] });
  await their.services.chainTests.start(ada, chainId, { source, scope: { type: "whole" }, params: {} });
  const file = { title: "Secretive", summary: "", notes: "", readme: "", params: {}, test: { params: {}, fixed: [] } };
  const { id } = await their.services.templates.import(ben, writeTemplateDocument({ ...file, source }));
  await expect(their.services.templates.tryOut(ben, id, 1)).rejects.toThrow('reads the secret "shop_password"');
});

test("a copy has its own name and defaults, knows where it came from, and waits with its schedule", async () => {
  const { id } = await their.published();
  const { chainId } = await their.services.templates.install(ben, {
    ...{ id, number: 1, name: "My reader", defaults: { url: "https://mine.example" }, secrets: {} },
  });
  const chain = await their.services.chains.get(ben, chainId);
  expect(chain.version.source).toBe(
    SOURCE.replace("name: Reader", "name: My reader").replace("https://example.com", "https://mine.example"),
  );
  expect(chain).toMatchObject({ role: "owner", status: "active", nextRunAt: null, owner: null });
  expect(await their.services.templates.origin(ben, chainId)).toEqual({
    ...{ templateId: id, title: "Reader", version: 1, latest: 1 },
  });
  expect(await their.services.fixedResults.list(ben, chainId)).toMatchObject([{ stepId: "read" }]);
  const view = await their.services.templates.get(ada, id);
  expect(view).toMatchObject({ installs: 1, copies: [], own: { usedBy: [{ version: 1, copies: 1 }] } });
});

test("a template goes out as a file and comes back as one of one's own", async () => {
  const { id } = await their.published();
  const { templates } = their.services;
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
  const { templates } = their.services;
  const { id } = await their.published();
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
  const { templates, tasks, chains } = their.services;
  const body = { tool: "transform", operation: "set", parameters: { value: 1 } };
  const task = await tasks.create(ada, { name: "Ours", body });
  const source =
    "name: A\nsteps:\n  # It reads.\n  - id: read\n    task: Ours\n  - { id: say, action: transform.set, parameters: { value: 2 } }\n";
  const chainId = await their.chainOfAda(source);
  const { id } = await templates.publish(ada, publication(chainId, await their.tested(chainId, source)));
  await tasks.update(ada, task.id, { name: "Ours", body: { ...body, parameters: { value: 2 } } });
  const { chainId: copy } = await templates.install(ben, { id, number: 1, name: "A", defaults: {}, secrets: {} });
  const { version } = await chains.get(ben, copy);
  expect(version.source).toContain("# It reads.\n  - id: read\n    tool: transform\n    operation: set\n");
  expect(version.source).toContain("value: 1");
  expect(version.source).not.toContain("Ours");
});

test("a saved task that is gone is named with its step, and nothing is published", async () => {
  const { templates, tasks } = their.services;
  const body = { tool: "transform", operation: "set", parameters: { value: 1 } };
  const task = await tasks.create(ada, { name: "Ours", body });
  const source = "name: A\nsteps:\n  - { id: read, task: Ours }\n";
  const chainId = await their.chainOfAda(source);
  const testId = await their.tested(chainId, source);
  await tasks.remove(ada, task.id);
  await expect(templates.publish(ada, publication(chainId, testId))).rejects.toThrow(
    'The step "read" does the saved task "Ours", which is not among your tasks',
  );
  expect(await templates.ofChain(ada, chainId)).toBeNull();
});

test("a file that names a saved task is refused", async () => {
  const file = { title: "A", summary: "", notes: "", readme: "", params: {}, test: { params: {}, fixed: [] } };
  const source = "name: A\nsteps:\n  - { id: read, task: Ours }\n";
  await expect(their.services.templates.import(ben, writeTemplateDocument({ ...file, source }))).rejects.toThrow(
    'the saved task "Ours"',
  );
});
