import { expect, it } from "vitest";
import { changedInput } from "./changed-input";

const recorded = { url: "https://a", token: "[secret:token]", headers: { a: 1 } };

it.each([
  ["nothing", JSON.stringify(recorded), {}],
  ["a value", JSON.stringify({ ...recorded, url: "https://b" }), { url: "https://b" }],
  ["something deep", JSON.stringify({ ...recorded, headers: { a: 2 } }), { headers: { a: 2 } }],
  ["a new key", JSON.stringify({ ...recorded, method: "POST" }), { method: "POST" }],
])("finds what changed: %s", (_what, text, parameters) => {
  expect(changedInput(recorded, text)).toEqual({ ok: true, parameters });
});

it.each([
  ["{", "This is not JSON"],
  ["[1]", "The input is an object"],
  ['{ "url": "https://a" }', '"token" is missing'],
])("says what is wrong with %s", (text, problem) => {
  expect(changedInput(recorded, text)).toEqual({ ok: false, problem: expect.stringContaining(problem) });
});
