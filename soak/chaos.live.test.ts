import { afterAll, beforeAll, expect, test } from "vitest";
import { type Broken, missingFromRun, prepareChaos, runChaos, TEST_BIT } from "./chaos";
import { briefFaults } from "./faults/all";
import { createRandom } from "./random";
import { Rig } from "./rig";

/** Every fault once, in an order and with victims that are the same each time. */
const SEED = 20_261_121;
const LIMIT_MS = 300_000;

let rig: Rig;
let newerPlan: () => Promise<Broken[]>;
beforeAll(async () => {
  rig = await Rig.open({ leaseMs: 1_500, workers: 3 });
  newerPlan = await prepareChaos(rig);
});

test(
  "whatever breaks: nothing acknowledged is lost, nothing recorded runs again, every history is sound",
  async () => {
    const random = createRandom(SEED);
    expect(await runChaos(rig, random.shuffled(briefFaults(random)), { random })).toEqual([]);
  },
  LIMIT_MS,
);

test("an execution whose plan only a newer program knows was left alone all the time", async () => {
  expect(await newerPlan()).toEqual([]);
});

test("every fault was really there", async () => {
  expect(await missingFromRun(rig, TEST_BIT)).toEqual([]);
});

test("no process, connection or folder is left", async () => {
  expect(await rig.close()).toEqual([]);
});

afterAll(() => rig.close().catch(() => {}));
