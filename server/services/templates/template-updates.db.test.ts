import { afterEach, beforeEach, expect, test } from "vitest";
import { mergedText, mergeTexts } from "../../core/merge/merge-texts";
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

test("a newer version is merged into a changed copy, tested and taken", async () => {
  const { id, chainId: original } = await their.published();
  const { templates, chains } = their.services;
  const { chainId } = await templates.install(ben, { id, number: 1, name: "Mine", defaults: {}, secrets: {} });
  const own = (await chains.get(ben, chainId)).version.source.replace("{{ read.status }}", "Said {{ read.status }}");
  await chains.save(ben, chainId, own, 1);
  const next = `${SOURCE}  - { id: more, tool: transform, operation: set, parameters: { value: "{{ say }}" } }\n`;
  await chains.save(ada, original, next, 1);
  const again = await templates.publish(ada, publication(original, await their.tested(original, next), { number: 2 }));
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
  expect((await their.bench.harness.ended(testId)).execution).toMatchObject({ status: "succeeded", isTest: true });
  const take = { number: 2, source: merged, baseVersion: 2 };
  await expect(templates.take(ben, chainId, { ...take, baseVersion: 1 })).rejects.toThrow("no longer the newest");
  expect(await templates.take(ben, chainId, take)).toEqual({ versionNumber: 3 });
  expect(await templates.origin(ben, chainId)).toMatchObject({ version: 2, latest: 2 });
  expect((await templates.update(ben, chainId)).base).toEqual({ number: 2, source: next });
});

test("a merge keeps the names that secrets have in the copy, also where the author uses them anew", async () => {
  const { templates, chains, secrets } = their.services;
  for (const [who, name] of [
    [ada, "shop_password"],
    [ben, "mine"],
  ] as const)
    await secrets.create(who, { name, value: "a long value", hosts: ["example.com"] });
  const source = SOURCE.replace("{{ params.url }}", "{{ params.url }}?k={{ secrets.shop_password }}");
  const original = await their.chainOfAda(source);
  const { id } = await templates.publish(ada, publication(original, await their.tested(original, source)));
  const copy = { id, number: 1, name: "Reader", defaults: {}, secrets: { shop_password: "mine" } };
  const { chainId } = await templates.install(ben, copy);
  const next = source.replace("?k=", "?page=2&key=");
  await chains.save(ada, original, next, 1);
  await templates.publish(ada, publication(original, await their.tested(original, next), { number: 2 }));
  const update = await templates.update(ben, chainId);
  expect(update.base.source).toBe(update.yours);
  expect(update.theirs.source).toBe(next.replace("shop_password", "mine"));
});

test("whoever has an older copy and sees the template is told of a newer version, once a person, with the way to it", async () => {
  const { templates, notifications, chains } = their.services;
  const { id, chainId: original } = await their.published();
  const cai = await their.bench.person();
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
  const testId = await their.tested(original, next);
  await templates.publish(ada, publication(original, testId, { ...audience, number: 2, notes: "It counts." }));
  expect(await heard(ben)).toMatchObject([
    {
      ...{ title: "Version 2 of Reader is there", path: `/templates/${id}/update/${chainId}`, chainName: "Mine" },
      body: expect.stringMatching(/^It counts\.\nYour copy "Mine" has version 1\./),
    },
  ]);
  expect(await heard(ada)).toEqual([]);
  const [news] = await heard(ben);
  expect(news?.readAt).toBeNull();
  await templates.take(ben, chainId, { number: 2, source: next, baseVersion: 1 });
  expect((await heard(ben))[0]?.readAt).not.toBeNull();
  expect(await heard(cai)).toEqual([]);
});

test("a withdrawn template leaves its copies, which hear of no newer version", async () => {
  const { id } = await their.published();
  const { templates } = their.services;
  const { chainId } = await templates.install(ben, { id, number: 1, name: "Mine", defaults: {}, secrets: {} });
  await templates.withdraw(ada, id);
  expect(await templates.origin(ben, chainId)).toEqual({ templateId: id, title: "Reader", version: 1, latest: null });
  await expect(templates.update(ben, chainId)).rejects.toMatchObject({ code: "not_found" });
});
