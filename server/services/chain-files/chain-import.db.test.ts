import { afterAll, beforeAll, expect, test } from "vitest";
import { chainText, type Person, ServiceBench } from "../../testing/service-bench";
import { readArchive, writeArchive } from "./archive";

let bench: ServiceBench;
beforeAll(async () => {
  bench = await ServiceBench.open();
});
afterAll(() => bench.close());

const files = () => bench.services.chainFiles;
const base64 = (text: string) => Buffer.from(text).toString("base64");
const names = async (who: Person) =>
  (await bench.services.chains.list(who, { limit: 50, offset: 0, sort: "name" })).items.map(({ name }) => name);
const SECRET_STEP = `steps:
  - { id: one, tool: http, operation: request, parameters: { url: "https://example.com", headers: { x: "{{ secrets.SECRET }}" } } }
`;

test("chains travel as an archive to somebody else, without ids, owners and sessions, and start paused", async () => {
  const [ada, bob] = [await bench.person(), await bench.person()];
  const daily = "schedule: { frequency: daily, time: '05:00:00', timezone: UTC }";
  const one = await bench.services.chains.create(ada, chainText("One", [daily]), "a-session-of-ada");
  const two = await bench.services.chains.create(ada, chainText("One"));
  const archive = await files().export(ada, [one.id, two.id]);
  expect(archive).toMatchObject({ count: 2, skipped: [] });
  const unpacked = await readArchive(Buffer.from(archive.base64, "base64"));
  expect(unpacked.map(({ path }) => path)).toEqual(["manifest.json", "one.yaml", "one-2.yaml"]);
  const all = JSON.stringify(unpacked);
  for (const word of [one.id, two.id, ada.id, ada.email, "a-session-of-ada"]) expect(all).not.toContain(word);

  const handedIn = [{ name: archive.name, base64: archive.base64 }];
  const { items } = await files().preview(bob, handedIn);
  expect(items).toMatchObject([
    { name: "One", renamedTo: null, scheduled: true, ready: true },
    { name: "One", renamedTo: "One 2", scheduled: false, ready: true },
  ]);
  expect(await names(bob)).toEqual([]);
  const made = await files().create(bob, handedIn);
  expect(await names(bob)).toEqual(["One", "One 2"]);
  expect((await bench.services.chains.get(bob, made.items[0]?.id ?? "")).nextRunAt).toBeNull();
  const [schedule] = (await bench.services.schedules.list(bob)).items;
  expect(schedule).toMatchObject({ chainName: "One", nextRunAt: null, pausedWhy: expect.stringContaining("Imported") });
});

test("a file with errors is shown with them and left out; the others are imported", async () => {
  const ada = await bench.person();
  const handedIn = [
    {
      name: "good.json",
      base64: base64(
        JSON.stringify({
          name: "Good",
          steps: [{ id: "a", tool: "transform", operation: "set", parameters: { value: 1 } }],
        }),
      ),
    },
    { name: "bad.yaml", base64: base64("name: Bad\nsteps:\n  - { id: a, tool: nothing }\n") },
  ];
  const { items } = await files().preview(ada, handedIn);
  expect(items).toMatchObject([
    { file: "good.json", ready: true, steps: 1 },
    {
      file: "bad.yaml",
      ready: false,
      problems: expect.arrayContaining([expect.objectContaining({ severity: "error", line: 3 })]),
    },
  ]);
  expect((await files().create(ada, handedIn)).items).toMatchObject([{ file: "good.json", name: "Good" }]);
  expect(await names(ada)).toEqual(["Good"]);
});

test("secrets that the reader does not have are named, and their values are nowhere in the archive", async () => {
  const [ada, bob] = [await bench.person(), await bench.person()];
  await bench.services.secrets.create(ada, { name: "key_of_ada", value: "hunter2-and-more", hosts: ["example.com"] });
  const text = `name: Needs a key\n${SECRET_STEP.replace("SECRET", "key_of_ada")}`;
  const { id } = await bench.services.chains.create(ada, text);
  const archive = await files().export(ada, [id]);
  const unpacked = await readArchive(Buffer.from(archive.base64, "base64"));
  expect(unpacked[0]?.text).toContain("key_of_ada");
  expect(JSON.stringify(unpacked)).not.toContain("hunter2");
  const { items } = await files().preview(bob, [{ name: "a.zip", base64: archive.base64 }]);
  expect(items).toMatchObject([{ missingSecrets: ["key_of_ada"], ready: false }]);
});

test("nothing of others is exported", async () => {
  const [ada, bob] = [await bench.person(), await bench.person()];
  const { id } = await bench.services.chains.create(ada, chainText("Private"));
  const own = await bench.services.chains.create(bob, chainText("Own"));
  expect(await files().export(bob, [id, own.id])).toMatchObject({ count: 1, skipped: [{ id }] });
  await expect(files().export(bob, [id])).rejects.toMatchObject({ code: "not_found" });
});

test.each([
  ["a picture", [{ name: "a.png", base64: "AAAA" }], "no YAML, JSON or zip"],
  ["an archive without definitions", null, "no definition in there"],
  ["what is no archive", [{ name: "a.zip", base64: "AAAA" }], "not a zip"],
])("%s is refused in words", async (_what, handedIn, words) => {
  const ada = await bench.person();
  const empty = (await writeArchive([{ path: "a.txt", text: "x" }], new Date())).toString("base64");
  await expect(files().preview(ada, handedIn ?? [{ name: "a.zip", base64: empty }])).rejects.toMatchObject({
    message: expect.stringContaining(words),
  });
});
