import fc from "fast-check";
import { expect, test } from "vitest";
import { inlineResult } from "./stored-result";

test("a text is stored as JSON has it, and its bytes are counted as they are stored", () => {
  const unit = fc.oneof(fc.constantFrom('"', "\\", "\n", "\0", "\u007f", "\u2028", "é", "😀", "\ud800"), fc.string());
  fc.assert(
    fc.property(fc.array(unit, { maxLength: 12 }), (pieces) => {
      const text = pieces.join("");
      const stored = inlineResult(text);
      const storable = text.replaceAll("\0", "\ufffd").replace(/\p{Surrogate}/gu, "\ufffd");
      expect(stored.text).toBe(JSON.stringify(storable));
      expect(stored.bytes).toBe(Buffer.byteLength(JSON.stringify(storable)));
    }),
  );
});
