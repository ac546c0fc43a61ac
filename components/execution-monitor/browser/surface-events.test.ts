import { describe, expect, it } from "vitest";
import type { PersonEvent } from "@/server/core/browser/hands";
import { keyEvent, pagePoint, withEvent } from "./surface-events";

const none = { ctrlKey: false, altKey: false, metaKey: false, shiftKey: false };

describe("a key", () => {
  it.each([
    ["a", {}, { type: "text", text: "a" }],
    ["A", { shiftKey: true }, { type: "text", text: "A" }],
    ["ü", {}, { type: "text", text: "ü" }],
    [" ", {}, { type: "text", text: " " }],
    ["@", { altKey: true }, { type: "text", text: "@" }],
    ["a", { ctrlKey: true }, { type: "key", key: "ControlOrMeta+a" }],
    ["a", { metaKey: true }, { type: "key", key: "ControlOrMeta+a" }],
    ["Enter", {}, { type: "key", key: "Enter" }],
    ["ArrowLeft", { shiftKey: true, altKey: true }, { type: "key", key: "Alt+Shift+ArrowLeft" }],
    ["Shift", { shiftKey: true }, null],
    ["Dead", {}, null],
    ["ü", { ctrlKey: true }, null],
  ])("%s with %j", (key, held, expected) => {
    expect(keyEvent({ ...none, ...held, key })).toEqual(expected);
  });
});

it("a point of the picture is a point of the page, never outside", () => {
  const picture = { left: 100, top: 50, width: 640, height: 400 };
  const page = { width: 1280, height: 800 };
  expect(pagePoint({ clientX: 420, clientY: 250 }, picture, page)).toEqual({ x: 640, y: 400 });
  expect(pagePoint({ clientX: 0, clientY: 900 }, picture, page)).toEqual({ x: 0, y: 800 });
  expect(pagePoint({ clientX: 0, clientY: 0 }, { ...picture, width: 0, height: 0 }, page)).toEqual({ x: 0, y: 0 });
});

it("what waits to be sent stays small and in order", () => {
  const done: PersonEvent[] = [
    { type: "move", x: 1, y: 1 },
    { type: "move", x: 2, y: 2 },
    { type: "text", text: "a" },
    { type: "text", text: "b" },
    { type: "key", key: "Enter" },
    { type: "text", text: "c" },
    { type: "wheel", x: 1, y: 1, dx: 0, dy: 100 },
    { type: "wheel", x: 1, y: 1, dx: 0, dy: 20 },
  ];
  expect(done.reduce<PersonEvent[]>(withEvent, [])).toEqual([
    { type: "move", x: 2, y: 2 },
    { type: "text", text: "ab" },
    { type: "key", key: "Enter" },
    { type: "text", text: "c" },
    { type: "wheel", x: 1, y: 1, dx: 0, dy: 120 },
  ]);
});
