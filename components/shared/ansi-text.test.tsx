import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import { AnsiText, plain } from "./ansi-text";

const ESC = "\u001b";

test("colours of a terminal become classes, and markup stays text", () => {
  const html = renderToStaticMarkup(<AnsiText text={`${ESC}[31;1mno${ESC}[0m <img src=x onerror=alert(1)>`} />);
  expect(html).toContain('class="text-failed font-semibold"');
  expect(html).toContain("&lt;img src=x onerror=alert(1)&gt;");
  expect(html).not.toContain("<img");
  expect(html).not.toContain(ESC);
});

test.each([
  [`a${ESC}[2Jb${ESC}[10;10Hc`, "abc"],
  [`${ESC}]0;title\u0007text`, "text"],
  [`${ESC}]8;;https://evil.example${ESC}\\link${ESC}]8;;${ESC}\\`, "link"],
  ["bell\u0007 and\ttab\nline", "bell and\ttab\nline"],
  [`${ESC}`, ""],
])("%j is %j without controls", (text, words) => {
  expect(plain(text)).toBe(words);
});
