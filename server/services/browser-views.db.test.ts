import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { createBrowserBoard } from "../store/browser-board";
import { listenToSignals, type Signals } from "../store/signals";
import { chainText, type Person, ServiceBench } from "../testing/service-bench";
import type { BrowserBoard, Told } from "../tools/browser/live/board";
import type { LiveMessage } from "./live";

let bench: ServiceBench;
let signals: Signals;
let board: BrowserBoard;
let ada: Person;
let bob: Person;
let id: string;
beforeAll(async () => {
  bench = await ServiceBench.open();
  signals = await listenToSignals(bench.db.sql);
  board = createBrowserBoard(bench.db.sql, signals);
  [ada, bob] = [await bench.person(), await bench.person()];
  const { id: chainId } = await bench.services.chains.create(ada, chainText("Browses"));
  id = (await bench.services.executions.start(ada, chainId, { params: {}, origin: "manual" })).id;
});
afterAll(async () => {
  await signals.close();
  await bench.close();
});

const key = () => ({ executionId: id, session: "shared" });
const place = () => ({ id, session: "shared" });
afterEach(() => board.close(key()));

/** The next thing that the board hears of that kind. */
function hears<Type extends Told["type"]>(type: Type): Promise<Extract<Told, { type: Type }>> {
  return new Promise((resolve) => {
    const stop = board.listen((told) => {
      if (told.type !== type) return;
      stop();
      resolve(told as Extract<Told, { type: Type }>);
    });
  });
}

async function* views(person: Person, signal: AbortSignal) {
  const request = { executions: [], notifications: false, browsers: [id] };
  for await (const { message } of bench.services.live.follow(person, request, signal)) {
    if (message.type === "browsers") yield message as Extract<LiveMessage, { type: "browsers" }>;
  }
}

const frame = (text: string) => ({
  jpeg: Buffer.from(text),
  width: 1280,
  height: 800,
  url: `http://x/${text}`,
  title: "",
});

describe("an open browser", () => {
  it("shows those who look the newest picture, and hears that they do", async () => {
    await board.open(key());
    const stop = new AbortController();
    const told = hears("orders");
    const stream = views(ada, stop.signal);
    expect((await stream.next()).value?.views).toMatchObject([{ session: "shared", frameNumber: 0 }]);
    expect((await told).key).toEqual(key());
    expect((await board.orders(key())).watchedUntil).toBeGreaterThan(Date.now());
    for (const text of ["one", "two", "three"]) await board.show(key(), frame(text));
    let last: string | null | undefined = null;
    while (last !== "http://x/three") last = (await stream.next()).value?.views[0]?.url;
    expect((await bench.services.browsers.frame(ada, place()))?.toString()).toBe("three");
    await board.close(key());
    let left: number | undefined = 1;
    while (left !== 0) left = (await stream.next()).value?.views.length;
    stop.abort();
    await stream.return(undefined);
  });

  it("goes to one person at a time, and back when they say so", async () => {
    await board.open(key());
    await expect(bench.services.browsers.handBack(ada, place(), "continue")).rejects.toThrow(
      "do not have this browser",
    );
    const told = hears("orders");
    await bench.services.browsers.takeOver(ada, place());
    await told;
    expect((await board.orders(key())).hold).toMatchObject({ userId: ada.id, name: "Ada" });
    await bench.services.browsers.takeOver(ada, place());
    const { items } = await bench.services.browsers.list(ada, id);
    expect(items[0]?.hold).toMatchObject({ mine: true, handedBack: false });
    await bench.services.browsers.handBack(ada, place(), "retry");
    expect((await board.orders(key())).handBack).toBe("retry");
    await board.settle(key());
    expect(await board.orders(key())).toMatchObject({ hold: null, handBack: null });
  });

  it("passes on what its holder does, to the process that has it", async () => {
    await board.open(key());
    const told = hears("input");
    const events = [{ type: "text" as const, text: "Grüezi" }];
    await bench.services.browsers.input(ada, place(), events);
    expect(await told).toEqual({ type: "input", key: key(), userId: ada.id, events });
    const many = Array.from({ length: 5 }, () => ({ type: "text", text: "x".repeat(1_900) }));
    await expect(bench.services.browsers.input(ada, place(), many)).rejects.toThrow("too much at once");
  });

  it("keeps its holder when another process goes on with it, which the one before cannot change", async () => {
    await board.open(key());
    await bench.services.browsers.takeOver(ada, place());
    const next: BrowserBoard = createBrowserBoard(bench.db.sql, signals);
    expect((await next.open(key())).hold).toMatchObject({ userId: ada.id });
    await board.settle(key());
    await board.close(key());
    expect((await next.orders(key())).hold).toMatchObject({ userId: ada.id });
    await next.close(key());
  });

  it("is not there for others", async () => {
    await board.open(key());
    await board.show(key(), frame("secret"));
    const { browsers } = bench.services;
    await expect(browsers.list(bob, id)).rejects.toThrow("There is no execution");
    await expect(browsers.frame(bob, place())).rejects.toThrow("There is no execution");
    await expect(browsers.takeOver(bob, place())).rejects.toThrow("There is no execution");
    await expect(browsers.input(bob, place(), [])).rejects.toThrow("There is no execution");
  });

  it("cannot be taken when it is not open", async () => {
    await expect(bench.services.browsers.takeOver(ada, place())).rejects.toThrow("not open any more");
  });
});
