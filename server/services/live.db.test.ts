import { v7 as uuidv7 } from "uuid";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createLog } from "../log";
import { loadKeys } from "../secrets/keys";
import { claimExecutions } from "../store/claims";
import { flush } from "../store/flush";
import { insertNotification } from "../store/notifications";
import type { Signals } from "../store/signals";
import { processWithLease, writeOf } from "../store/testing/rows";
import { chainText, type Person, ServiceBench } from "../testing/service-bench";
import { createLive, type Live, type LiveItem, type LiveMessage, type LiveRequest } from "./live";

let bench: ServiceBench;
let ada: Person;
beforeAll(async () => {
  bench = await ServiceBench.open();
  ada = await bench.person();
});
afterAll(() => bench.close());

async function startOne(person = ada): Promise<string> {
  const { id: chainId } = await bench.services.chains.create(person, chainText("Followed"));
  return (await bench.services.executions.start(person, chainId, { params: {}, origin: "manual" })).id;
}

/** Commits that many events of an execution, a few at a time. */
async function commitEvents(id: string, count: number): Promise<void> {
  const owner = await processWithLease(bench.db.sql);
  const claimed = (await claimExecutions(bench.db.sql, owner, { limit: 10, offsetMs: 0, only: [id] })).find(
    (entry) => entry.id === id,
  );
  if (!claimed) throw new Error("It could not be claimed.");
  let { seq } = claimed;
  for (let left = count; left > 0; ) {
    const size = Math.min(left, 1 + (left % 5));
    const write = writeOf(
      { id, fence: claimed.fence, seq },
      Array.from({ length: size }, () => "log"),
    );
    // It has told of nothing but lines: by its history it still is queued.
    await flush(bench.db.sql, owner, [{ ...write, status: "queued" }]);
    seq = write.seq;
    left -= size;
  }
}

/** Reads messages until `enough` says so, then hangs up. */
async function read(
  live: Live,
  request: LiveRequest,
  enough: (message: LiveMessage, count: number) => boolean,
  person = ada,
): Promise<LiveItem[]> {
  const hangUp = new AbortController();
  const items: LiveItem[] = [];
  for await (const item of live.follow(person, request, hangUp.signal)) {
    items.push(item);
    if (enough(item.message, items.length)) hangUp.abort();
  }
  return items;
}

const seqsOf = (items: LiveItem[]) =>
  items.flatMap(({ message }) => (message.type === "event" ? [message.event.seq] : []));

test("a reader that hangs up every few messages sees each of 500 events once, in order, while they are committed", async () => {
  const id = await startOne();
  const writing = commitEvents(id, 500);
  const seen: number[] = [];
  let lastEventId: string | null = null;
  for (let round = 0; seen.length < 501; round += 1) {
    const request = { executions: [{ id, afterSeq: 0 }], notifications: false, lastEventId };
    const items = await read(bench.services.live, request, (_, count) => count >= 1 + (round % 9));
    seen.push(...seqsOf(items));
    lastEventId = items.at(-1)?.id ?? lastEventId;
  }
  await writing;
  expect(seen).toEqual(Array.from({ length: 501 }, (_, index) => index + 1));
});

test("a reader that stays sees what was there, then what comes", async () => {
  const id = await startOne();
  const done = read(
    bench.services.live,
    { executions: [{ id, afterSeq: 0 }], notifications: false },
    (message) => message.type === "event" && message.event.seq === 701,
  );
  await commitEvents(id, 700);
  expect(seqsOf(await done)).toEqual(Array.from({ length: 701 }, (_, index) => index + 1));
});

test("several executions share a stream, and one cursor goes on with all of them", async () => {
  const ids = [await startOne(), await startOne()];
  await Promise.all(ids.map((id) => commitEvents(id, 20)));
  const executions = ids.map((id) => ({ id, afterSeq: 0 }));
  const first = await read(bench.services.live, { executions, notifications: false }, (_, count) => count === 15);
  const lastEventId = first.at(-1)?.id;
  const rest = await read(
    bench.services.live,
    { executions, notifications: false, lastEventId },
    (_, count) => count === 27,
  );
  const all = [...first, ...rest].flatMap(({ message }) =>
    message.type === "event" ? [`${message.executionId} ${message.event.seq}`] : [],
  );
  expect(new Set(all).size).toBe(42);
});

test("the later of the page's own cursor and the stream's is where it goes on", async () => {
  const id = await startOne();
  await commitEvents(id, 9);
  const lastEventId = JSON.stringify({ [id]: 3 });
  const request = { executions: [{ id, afterSeq: 7 }], notifications: false, lastEventId };
  expect(seqsOf(await read(bench.services.live, request, (_, count) => count === 3))).toEqual([8, 9, 10]);
});

test.each(["nonsense", "null", '{"x":"y"}', "[]"])("a cursor that is %s counts as none", async (lastEventId) => {
  const id = await startOne();
  const request = { executions: [{ id, afterSeq: 0 }], notifications: false, lastEventId };
  expect(seqsOf(await read(bench.services.live, request, (_, count) => count === 1))).toEqual([1]);
});

test("without any signal the poll still brings every event", async () => {
  const deaf: Signals = { on: () => () => {}, close: async () => {} };
  const { db, home, services } = bench;
  const deps = {
    db,
    signals: deaf,
    catalog: services.catalog,
    home,
    settings: bench.settings,
    log: createLog("silent"),
  };
  const live = createLive({
    ...deps,
    findSecret: async () => null,
    keys: loadKeys(home, undefined),
    copyFiles: async () => {},
  });
  const id = await startOne();
  const request = { executions: [{ id, afterSeq: 1 }], notifications: false };
  const done = read(live, request, (message) => message.type === "event" && message.event.seq === 4);
  await commitEvents(id, 3);
  expect(seqsOf(await done)).toEqual([2, 3, 4]);
});

test("the unread count comes first, and again with every piece of news", async () => {
  const bob = await bench.person();
  const counts: number[] = [];
  const news = async () => {
    const id = uuidv7();
    const text = {
      title: "News",
      body: "",
      level: "info" as const,
      executionId: null,
      kind: "message" as const,
      stepId: null,
      chainId: null,
      chainName: null,
    };
    await insertNotification(bench.db.sql, { id, userId: bob.id, dedupeKey: id, ...text });
  };
  await read(
    bench.services.live,
    { executions: [], notifications: true },
    (message) => {
      if (message.type === "notifications") {
        counts.push(message.unread);
        void news();
      }
      return counts.length === 3;
    },
    bob,
  );
  expect(counts).toEqual([0, 1, 2]);
});

test("a person's lists are told of their own executions only", async () => {
  const bob = await bench.person();
  const nothing = { executions: [], notifications: false };
  const heard = read(bench.services.live, nothing, () => true, bob);
  await commitEvents(await startOne(ada), 1);
  const own = await startOne(bob);
  await commitEvents(own, 1);
  expect((await heard).map((item) => item.message)).toEqual([{ type: "chains" }]);
});

test("one stream follows at most fifty executions", async () => {
  const executions = Array.from({ length: 51 }, () => ({ id: uuidv7(), afterSeq: 0 }));
  const follow = read(bench.services.live, { executions, notifications: true }, () => true);
  await expect(follow).rejects.toMatchObject({ code: "invalid" });
});
