import { expect, test } from "vitest";
import { toolCatalog } from "../../tools/descriptions";
import { check } from "./check";

/** Nearly every key of the format in one chain. */
const WATCH = `
name: Watch a product page
description: Logs in, reads prices, reports when something got cheaper.
tags: [shop]
params:
  base_url: { type: string, required: true }
  limit:    { type: number, default: 3, minimum: 1, maximum: 20 }
schedule:   { frequency: daily, time: "05:00:00", timezone: America/New_York, catch_up: latest, overlap: skip }
error_policy: stop
timeout: 1800
share: { browser_session: true, files: true }
concurrency: { key: "{{ params.base_url }}", limit: 1, on_conflict: return_existing }
on_crash: resume
hooks: {}
steps:
  - id: login
    name: Sign in to the shop
    tool: browser
    operation: run
    parameters:
      actions:
        - goto: "{{ params.base_url }}/login"
        - fill: { label: User, value: "{{ secrets.shop_user }}" }
        - click: { role: button, name: Sign in }
  - id: prices
    tool: browser
    operation: extract
    parameters: { url: "{{ params.base_url }}/deals", items: ".deal", fields: { title: ".title", price: ".price" } }
    output_key: deals
    retry: { max_attempts: 3, initial_delay: 5, backoff_factor: 2, max_delay: 60, jitter: true }
  - id: details
    for_each: "{{ deals.items }}"
    concurrency: 2
    tool: http
    operation: request
    parameters: { method: GET, url: "{{ params.base_url }}/api/products/{{ item.id }}" }
    output_key: details
  - id: judge
    execution_mode: orchestrated
    task_description: Pick the deals that are really cheaper than last week and say why.
    model: { platform: openai-compatible, type: qwen2.5 }
    allowed_tools: [http.request]
    parameters: { deals: "{{ deals.items }}", details: "{{ details }}" }
    output_schema: { type: object, required: [picks], properties: { picks: { type: array } } }
    output_key: verdict
    timeout: 300
  - id: report
    when: "verdict.picks.size > 0"
    tool: notify
    operation: send
    parameters: { title: "{{ verdict.picks | size }} real deals", body: "{{ verdict | json }}" }
`;

test("the whole example compiles", () => {
  const { plan, diagnostics } = check(WATCH, { catalog: toolCatalog });
  expect(diagnostics).toEqual([]);
  expect(plan).toMatchObject({
    concurrency: { key: "{{ params.base_url }}", limit: 1, onConflict: "return_existing" },
    steps: [
      { id: "login" },
      { id: "prices", retry: { maxAttempts: 3 } },
      { id: "details", forEach: { items: "{{ deals.items }}", concurrency: 2 }, outputKey: "details" },
      { id: "judge", tool: "llm", operation: "task", timeoutMs: 300_000 },
      { id: "report", when: "verdict.picks.size > 0" },
    ],
  });
});

test("every time limit of a step is in the plan", () => {
  const text = `name: x
steps:
  - { id: a, tool: flow, operation: wait, parameters: { seconds: 1 }, timeout: 1, total_timeout: 2.5, start_timeout: 3, idle_timeout: 4 }
`;
  expect(check(text, { catalog: toolCatalog }).plan?.steps[0]).toMatchObject({
    timeoutMs: 1000,
    totalTimeoutMs: 2500,
    startTimeoutMs: 3000,
    idleTimeoutMs: 4000,
  });
});
