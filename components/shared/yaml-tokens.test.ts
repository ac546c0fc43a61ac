import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { tokenizeYamlLine } from "./yaml-tokens";

const coloured = (line: string) => tokenizeYamlLine(line).filter(({ kind }) => kind !== "plain");

describe("tokenizeYamlLine", () => {
  it("colours keys, numbers, comments and expressions inside of quotes", () => {
    expect(coloured('  url: "{{ params.base }}/api" # where')).toEqual([
      { kind: "key", text: "url" },
      { kind: "string", text: '"' },
      { kind: "template", text: "{{ params.base }}" },
      { kind: "string", text: '/api"' },
      { kind: "comment", text: " # where" },
    ]);
    expect(coloured("timeout: 30")).toEqual([
      { kind: "key", text: "timeout" },
      { kind: "number", text: "30" },
    ]);
  });

  it("loses nothing of any line", () => {
    fc.assert(
      fc.property(fc.string(), (line) => {
        expect(
          tokenizeYamlLine(line)
            .map(({ text }) => text)
            .join(""),
        ).toBe(line);
      }),
    );
  });
});
