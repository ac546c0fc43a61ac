import { describe, expect, it } from "vitest";
import { deviceWords } from "./device-words";

describe("deviceWords", () => {
  it.each([
    [
      "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/147.0.0.0 Safari/537.36",
      "Chrome on Linux",
    ],
    ["Mozilla/5.0 (Macintosh; Intel Mac OS X 10.15; rv:140.0) Gecko/20100101 Firefox/140.0", "Firefox on macOS"],
    [
      "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605 Version/18 Mobile Safari/604",
      "Safari on iOS",
    ],
    ["curl/8.5", "A program"],
    [null, "Unknown device"],
  ])("reads %s as %s", (userAgent, words) => expect(deviceWords(userAgent)).toBe(words));
});
