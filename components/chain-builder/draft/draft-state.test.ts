import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  type DraftEvent,
  type DraftState,
  draftReducer,
  draftWords,
  isChanged,
  localCopy,
  nextTask,
  openDraft,
} from "./draft-state";

const V3 = { number: 3, text: "three" };
const fresh = () => openDraft(V3, null, null);
const becomes = (state: DraftState, ...events: DraftEvent[]) => events.reduce(draftReducer, state);
const edited = (text: string): DraftEvent => ({ type: "edited", text });

describe("openDraft", () => {
  it("opens the version when nothing else is there", () => {
    expect(fresh()).toMatchObject({ text: "three", foundAt: null });
    expect(nextTask(fresh())).toBeNull();
  });

  it.each([
    ["the server's draft", { text: "s", baseVersion: 3, at: 10 }, null, "s", 10],
    ["what only this browser has", null, { text: "l", baseVersion: 3, at: 11 }, "l", 11],
    ["the newer of both", { text: "s", baseVersion: 3, at: 10 }, { text: "l", baseVersion: 3, at: 11 }, "l", 11],
    ["the newer of both", { text: "s", baseVersion: 3, at: 12 }, { text: "l", baseVersion: 3, at: 11 }, "s", 12],
    ["no draft that says what the version says", { text: "three", baseVersion: 3, at: 10 }, null, "three", null],
  ])("opens %s", (_, server, local, text, foundAt) => {
    expect(openDraft(V3, server, local)).toMatchObject({ text, foundAt });
  });

  it("stores what only this browser had, and forgets a draft that changes nothing", () => {
    expect(nextTask(openDraft(V3, null, { text: "l", baseVersion: 3, at: 1 }))).toBe("store");
    expect(nextTask(openDraft(V3, { text: "three", baseVersion: 3, at: 1 }, null))).toBe("forget");
  });

  it("keeps the old base of a draft that somebody overtook, so that saving asks", () => {
    const state = openDraft(V3, { text: "s", baseVersion: 2, at: 1 }, null);
    expect(state.base.number).toBe(2);
    expect(isChanged(state)).toBe(true);
    expect(becomes(state, { type: "discarded" })).toMatchObject({ text: "three", base: V3 });
  });
});

describe("draftReducer", () => {
  it("stores a change and knows when the server has it", () => {
    const state = becomes(fresh(), edited("x"));
    expect([nextTask(state), draftWords(state), localCopy(state)?.text]).toEqual(["store", "storing", "x"]);
    const sent = becomes(state, { type: "store.started", text: "x" });
    expect(nextTask(sent)).toBeNull();
    const stored = becomes(sent, { type: "store.succeeded", at: 5 });
    expect([nextTask(stored), draftWords(stored), localCopy(stored)]).toEqual([null, "stored", null]);
  });

  it("stores again what was typed while the last change was on its way", () => {
    const state = becomes(fresh(), edited("x"), { type: "store.started", text: "x" }, edited("xy"), {
      type: "store.succeeded",
      at: 5,
    });
    expect([nextTask(state), localCopy(state)?.text]).toEqual(["store", "xy"]);
  });

  it("keeps a change in the browser while the server does not answer, and tries again", () => {
    const state = becomes(fresh(), edited("x"), { type: "store.started", text: "x" }, { type: "store.failed" });
    expect([nextTask(state), draftWords(state), localCopy(state)?.text]).toEqual(["store", "here only", "x"]);
  });

  it("makes the saved text the base, also when more was typed meanwhile", () => {
    const saved = becomes(fresh(), edited("x"), { type: "save.started" }, { type: "save.succeeded", number: 4 });
    expect([isChanged(saved), saved.base.number, nextTask(saved)]).toEqual([false, 4, null]);
    const typed = becomes(fresh(), edited("x"), { type: "save.started" }, edited("xy"), {
      type: "save.succeeded",
      number: 4,
    });
    expect([isChanged(typed), typed.base.number, nextTask(typed)]).toEqual([true, 4, "store"]);
  });

  it("lets a person choose after a conflict: the newest, or the own text on top of it", () => {
    const newest = { number: 4, text: "four" };
    const conflict = becomes(fresh(), edited("x"), { type: "save.started" }, { type: "save.conflicted", newest });
    expect(conflict).toMatchObject({ conflict: true, text: "x", saving: null });
    expect(becomes(conflict, { type: "newest.taken" })).toMatchObject({ text: "four", base: newest, conflict: false });
    expect(becomes(conflict, { type: "rebased" })).toMatchObject({ text: "x", base: newest, conflict: false });
    expect(becomes(conflict, { type: "conflict.dismissed" })).toMatchObject({ text: "x", base: V3, conflict: false });
  });

  it("forgets the server's draft when a change was taken back", () => {
    const stored = becomes(
      fresh(),
      edited("x"),
      { type: "store.started", text: "x" },
      { type: "store.succeeded", at: 5 },
    );
    const back = becomes(stored, edited("three"));
    expect(nextTask(back)).toBe("forget");
    expect(
      nextTask(becomes(back, { type: "store.started", text: null }, { type: "store.succeeded", at: 6 })),
    ).toBeNull();
  });

  it("never loses the text that was typed last, whatever is answered when", () => {
    const event = fc.oneof(
      fc.string({ maxLength: 3 }).map(edited),
      fc.constantFrom<DraftEvent>(
        { type: "kept" },
        { type: "store.succeeded", at: 1 },
        { type: "store.failed" },
        { type: "save.failed" },
      ),
      fc.constantFrom<DraftEvent>(
        { type: "save.started" },
        { type: "save.succeeded", number: 9 },
        { type: "conflict.dismissed" },
        { type: "rebased" },
      ),
      fc.constant<DraftEvent>({ type: "save.conflicted", newest: { number: 7, text: "seven" } }),
    );
    fc.assert(
      fc.property(fc.array(event, { maxLength: 30 }), (events) => {
        let state = fresh();
        let typed = state.text;
        for (const one of events) {
          if (nextTask(state) === "store") state = draftReducer(state, { type: "store.started", text: state.text });
          state = draftReducer(state, one);
          if (one.type === "edited") typed = one.text;
          expect(state.text).toBe(typed);
          const somewhere = [state.base.text, state.stored?.text, localCopy(state)?.text];
          expect(somewhere).toContain(typed);
        }
      }),
    );
  });
});
