import { expect, test } from "vitest";
import { apiRequest } from "./api-request";

test("the call has the parameters as one word of a shell, whatever is in them", () => {
  const params = { who: "Ada's; rm -rf /", limit: 5 };
  expect(apiRequest({ chainId: "c1", taskId: null, params }, "https://x.example")).toBe(
    [
      'curl -X POST "https://x.example/api/v1/chains/c1/execute"',
      '-H "Authorization: Bearer $TOKEN"',
      '-H "Content-Type: application/json"',
      `-d '{"initial_context":{"who":"Ada'\\''s; rm -rf /","limit":5}}'`,
    ].join(" \\\n  "),
  );
});

test("a task is run by itself, and what came from a file has no call", () => {
  expect(apiRequest({ chainId: null, taskId: "t1", params: {} }, "")).toContain("/api/v1/tasks/t1/run");
  expect(apiRequest({ chainId: null, taskId: null, params: {} }, "")).toBeNull();
});
