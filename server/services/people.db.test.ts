import { afterAll, beforeAll, expect, test } from "vitest";
import { chainText, type Person, ServiceBench } from "../testing/service-bench";

let bench: ServiceBench;
beforeAll(async () => {
  bench = await ServiceBench.open();
});
afterAll(() => bench.close());

const chain = async (who: Person, name: string) => (await bench.services.chains.create(who, chainText(name))).id;
const share = (who: Person, id: string, other: Person) =>
  bench.services.sharing.give(who, { type: "chain", id }, other.email, "viewer");

test("people see those with whom they have chains in common, and find these chains by them; administrators find everybody", async () => {
  const [ada, ben, cleo] = [await bench.person(), await bench.person(), await bench.person()];
  const [ofAda, ofBen, alone] = [await chain(ada, "Ada's"), await chain(ben, "Ben's"), await chain(ada, "Alone")];
  await share(ada, ofAda, ben);
  await share(ben, ofBen, ada);
  await share(ben, ofBen, cleo);
  const { people, chains } = bench.services;
  const around = async (who: Person) => (await people.list(who)).map(({ id, chains: count }) => [id, count]);
  expect(await around(ada)).toEqual([[ben.id, 2]]);
  // Cleo and Ada see the same chain of Ben's, and do not know of one another.
  expect(await around(cleo)).toEqual([[ben.id, 1]]);
  const withPerson = async (who: Person, personId: string) =>
    (await chains.list(who, { personId, sort: "name", limit: 50, offset: 0 })).items.map(({ id }) => id);
  expect(await withPerson(ada, ben.id)).toEqual([ofAda, ofBen]);
  expect(await withPerson(ada, cleo.id)).toEqual([]);
  expect(await withPerson(cleo, ada.id)).toEqual([]);
  expect(await withPerson(ada, ada.id)).toEqual([ofAda, alone]);

  expect((await people.find(ada, ben.email.slice(0, 8))).map(({ id }) => id)).toEqual([ben.id]);
  expect(await people.find(ada, cleo.email)).toEqual([]);
  const admin = await bench.person("admin");
  expect(await people.find(admin, cleo.email)).toMatchObject([{ id: cleo.id, chains: 0 }]);
});
