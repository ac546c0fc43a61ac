import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { JsonValue } from "@/server/core/json";
import { prettyJson, tokenizeJson } from "./json-tokens";

describe("tokenizeJson", () => {
  it("tells keys, strings and numbers apart", () => {
    const kinds = tokenizeJson('{ "a": "b: \\"c\\"", "n": -1.5e3, "t": true }').filter(({ kind }) => kind !== "plain");
    expect(kinds).toEqual([
      { kind: "key", text: '"a"' },
      { kind: "string", text: '"b: \\"c\\""' },
      { kind: "key", text: '"n"' },
      { kind: "number", text: "-1.5e3" },
      { kind: "key", text: '"t"' },
      { kind: "number", text: "true" },
    ]);
  });

  it("loses nothing of any text", () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(
          tokenizeJson(text)
            .map((token) => token.text)
            .join(""),
        ).toBe(text);
      }),
    );
  });
});

describe("prettyJson", () => {
  it("writes JSON that reads back as the same value", () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const plain = JSON.parse(JSON.stringify(value)) as JsonValue;
        expect(JSON.parse(prettyJson(plain))).toEqual(plain);
      }),
    );
  });

  it("keeps small objects on one line", () => {
    expect(prettyJson({ title: "Kettle", price: 38.9 })).toBe('{ "title": "Kettle", "price": 38.9 }');
  });
});
