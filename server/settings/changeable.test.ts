import { describe, expect, test } from "vitest";
import { AppError } from "../errors";
import { CHANGEABLE, CHANGEABLE_NAMES, type ChangeableName, checkedText, valuesOf } from "./changeable";

const refusal = (name: ChangeableName, text: string): string => {
  try {
    return `taken: ${checkedText(name, text)}`;
  } catch (error) {
    return error instanceof AppError ? error.message : "broke";
  }
};

test.each<[ChangeableName, string, string]>([
  ["CHAINWRIGHT_KEEP_DAYS", " 30 ", "30"],
  ["CHAINWRIGHT_KEEP_DAYS", "all", "all"],
  ["CHAINWRIGHT_KEEP_EXECUTIONS", "0", "0"],
  ["CHAINWRIGHT_BROWSER_TRACE", "false", "false"],
  ["CHAINWRIGHT_ALLOW_HOSTS", " wiki.local , 10.0.0.0/8,wiki.local,", "wiki.local,10.0.0.0/8"],
  ["CHAINWRIGHT_HOOK_HOSTS", "*.example.com,*", "*.example.com,*"],
  ["CHAINWRIGHT_HOOK_HOSTS", "", ""],
])("%s takes %j as %j", (name, text, plain) => {
  expect(checkedText(name, text)).toBe(plain);
});

test.each<[ChangeableName, string, string]>([
  ["CHAINWRIGHT_KEEP_DAYS", "soon", "“soon” does not fit. Write a whole number of days from 0 to 36500"],
  ["CHAINWRIGHT_TRASH_DAYS", "0", "Write a whole number of days from 1 to 36500"],
  ["CHAINWRIGHT_KEEP_EXECUTIONS", "all", "Write a whole number from 0 to 1000000"],
  ["CHAINWRIGHT_MAX_FILE_MB", "1e2", "Write a whole number from 1 to 1000"],
  ["CHAINWRIGHT_MAX_FILE_MB", "", "There is no value"],
  ["CHAINWRIGHT_HOOK_RATE", "-1", "Write a whole number from 1 to 10000"],
  ["CHAINWRIGHT_BROWSER_TRACE", "maybe", "Write true or false"],
  ["CHAINWRIGHT_ALLOW_HOSTS", "https://wiki.local", "is not a host"],
  ["CHAINWRIGHT_HOOK_HOSTS", "a b", "is not a host"],
])("%s refuses %j and says what fits", (name, text, words) => {
  expect(refusal(name, text)).toContain(CHANGEABLE[name].title);
  expect(refusal(name, text)).toContain(words);
});

describe.each(CHANGEABLE_NAMES)("%s", (name) => {
  test("says the bounds that it has", () => {
    const [low, high] = [...(/from (\d+) to (\d+)/.exec(CHANGEABLE[name].fits)?.slice(1).map(Number) ?? [])];
    if (low === undefined || high === undefined) return;
    for (const inside of [low, high]) expect(refusal(name, String(inside))).toBe(`taken: ${inside}`);
    for (const outside of [low - 1, high + 1]) expect(refusal(name, String(outside))).toContain("does not fit");
  });
});

test("what nobody set has its default", () => {
  expect(valuesOf({ CHAINWRIGHT_KEEP_DAYS: "all" })).toMatchObject({
    ...{ CHAINWRIGHT_KEEP_DAYS: "all", CHAINWRIGHT_TRASH_DAYS: 30, CHAINWRIGHT_ALLOW_HOSTS: "" },
    ...{ CHAINWRIGHT_BROWSER_TRACE: true, CHAINWRIGHT_HOOK_RATE: 50 },
  });
});
