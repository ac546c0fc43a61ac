import { expect, it } from "vitest";
import { fileName, previewKind } from "./preview-kind";

it.each([
  ["image/png", "image"],
  ["image/svg+xml", "text"],
  ["text/html; charset=utf-8", "text"],
  ["text/csv; charset=utf-8", "table"],
  ["application/json", "json"],
  ["application/yaml", "text"],
  ["application/pdf", null],
  ["application/zip", null],
  ["application/octet-stream", null],
])("%s is shown as %s", (contentType, kind) => {
  expect(previewKind({ contentType })).toBe(kind);
});

it("a file is called what the step called it", () => {
  expect(fileName({ path: "report/files/a/b.txt", stepId: "report" })).toBe("a/b.txt");
  expect(fileName({ path: "report/traces/trace-1.zip", stepId: "report" })).toBe("trace-1.zip");
  expect(fileName({ path: "odd.txt", stepId: "report" })).toBe("odd.txt");
});
