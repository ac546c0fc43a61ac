import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Person } from "../testing/service-bench";
import { RestBench } from "./testing/rest-bench";

let bench: RestBench;
let ada: Person;
let token: string;
beforeAll(async () => {
  bench = await RestBench.open();
  ada = await bench.services.person();
  token = await bench.token(ada, "all");
});
afterAll(() => bench.close());

const model = { model_platform: "openai", model_type: "gpt-4" };
const SHOP = {
  ...{ name: "E-commerce Workflow", description: "Research → Purchase → Review", shared_session_id: "session-abc-123" },
  ...{ share_browser_session: true, share_file_system: true },
  tasks: [
    {
      ...{ task_order: 0, trigger_condition: "on_success" },
      task_config: { question: "Research best laptops under $1000", ...model },
    },
    {
      ...{ task_order: 1, trigger_condition: "on_success" },
      task_config: { question: "Purchase the top recommendation", ...model },
      context_mapping: { product_name: "{{task_results.task-0.result.product}}" },
    },
  ],
};
const set = (value: unknown) => ({ tool: "transform", operation: "set", parameters: { value } });

/** A task of Ada's that has run, as the history names it. */
async function historyTask(name: string, value: unknown): Promise<string> {
  const made = await bench.call(token, "POST", "/api/v1/tasks", { body: { name, body: set(value) } });
  const run = await bench.call(token, "POST", `/api/v1/tasks/${made.body.id}/run`, {});
  await bench.services.harness.ended(run.body.execution_id);
  const { body } = await bench.call(token, "GET", "/api/chat/history?status=done&limit=50&offset=0");
  return body.items.find((item: { question: string }) => item.question === name).task_id;
}

describe.each(["/api/chat/hooks", "/api/v1"])("hook chains under %s", (base) => {
  it("takes the body as it stands, and gives it back as tasks", async () => {
    const made = await bench.call(token, "POST", `${base}/chains`, { body: SHOP });
    expect(made).toMatchObject({
      status: 201,
      body: {
        id: expect.any(String),
        name: SHOP.name,
        shared_session_id: "session-abc-123",
        created_at: expect.any(String),
      },
    });
    const got = await bench.call(token, "GET", `${base}/chains/${made.body.id}`);
    expect(got.body).toMatchObject({
      ...{ name: SHOP.name, description: SHOP.description, shared_session_id: "session-abc-123" },
      tasks: [
        {
          task_order: 0,
          task_question: "Research best laptops under $1000",
          trigger_condition: "on_success",
          task_status: "pending",
        },
        { task_order: 1, task_question: "Purchase the top recommendation", source_task_id: null },
      ],
    });
    const listed = await bench.call(token, "GET", `${base}/chains`);
    expect(listed.body.items.find(({ id }: { id: string }) => id === made.body.id)).toMatchObject({
      ...{ name: SHOP.name, task_count: 2, last_executed: null },
    });
  });

  it("runs tasks of the history by reference, under an id of the caller's choice, with a context", async () => {
    const first = await historyTask(`Research ${base}`, { product: "ThinkPad", price: 900 });
    const second = await historyTask(`Purchase ${base}`, "none");
    const chain = {
      name: "By reference",
      tasks: [
        {
          ...{ task_order: 0, source_task_id: first, trigger_condition: "always" },
          context_mapping: { include_result: true, include_files: true, include_browser_state: false },
        },
        {
          ...{ task_order: 1, source_task_id: second },
          context_mapping: { value: "{{task1.product}} for {{ initial_context.who }}" },
        },
      ],
    };
    const { body: made } = await bench.call(token, "POST", `${base}/chains`, { body: chain });
    expect(made.shared_session_id).toMatch(/^session-/);
    const id = `exec-${base.length}`;
    const request = { body: { execution_id: id, initial_context: { who: "Ada" } } };
    const run = await bench.call(token, "POST", `${base}/chains/${made.id}/execute`, request);
    expect(run).toMatchObject({ status: 202, body: { execution_id: id, chain_id: made.id, first_task_id: "task-0" } });
    await bench.services.harness.ended(id);
    const { body } = await bench.call(token, "GET", `${base}/executions/${id}`);
    expect(body).toMatchObject({
      ...{
        execution_id: id,
        chain_id: made.id,
        chain_name: "By reference",
        status: "completed",
        current_task_index: 1,
      },
      tasks: [
        { task_id: "task-0", task_order: 0, status: "completed", result: { product: "ThinkPad", price: 900 } },
        {
          task_id: "task-1",
          task_order: 1,
          status: "completed",
          result: "ThinkPad for Ada",
          completed_at: expect.any(String),
        },
      ],
      shared_context: { "task-0": { result: { product: "ThinkPad" }, files: [] } },
    });
    expect((await bench.call(token, "POST", `${base}/chains/${made.id}/execute`, request)).body.execution_id).toBe(id);
    const got = await bench.call(token, "GET", `${base}/chains/${made.id}`);
    expect(got.body.tasks).toMatchObject([
      { source_task_id: first, trigger_condition: "always", task_status: "completed" },
      { source_task_id: second, trigger_condition: "on_success" },
    ]);
  });

  it("replaces a chain and deletes it softly: what ran stays", async () => {
    const { body: made } = await bench.call(token, "POST", `${base}/chains`, { body: SHOP });
    const next = { ...SHOP, name: "Renamed", tasks: SHOP.tasks.slice(0, 1) };
    expect((await bench.call(token, "PUT", `${base}/chains/${made.id}`, { body: next })).status).toBe(200);
    expect((await bench.call(token, "GET", `${base}/chains/${made.id}`)).body).toMatchObject({
      ...{ name: "Renamed", shared_session_id: "session-abc-123", tasks: [{ task_order: 0 }] },
    });
    expect((await bench.call(token, "DELETE", `${base}/chains/${made.id}`)).status).toBe(204);
    expect((await bench.call(token, "GET", `${base}/chains/${made.id}`)).status).toBe(404);
  });

  it.each([
    [{ ...SHOP, tasks: [] }, /tasks/],
    [{ ...SHOP, tasks: [{ task_order: 0 }] }, /either `task_config` or `source_task_id`/],
    [{ ...SHOP, tasks: [SHOP.tasks[0], SHOP.tasks[0]] }, /same `task_order`/],
    [{ ...SHOP, nmae: "x" }, /nmae/],
    [{ ...SHOP, tasks: [{ task_order: 0, source_task_id: "task-abc-123" }] }, /no task "task-abc-123"/],
    ["{ not json", /not JSON/],
  ])("refuses %j with problem details", async (body, message) => {
    const answer = await bench.call(token, "POST", `${base}/chains`, { body });
    expect(answer.headers.get("content-type")).toBe("application/problem+json");
    expect([400, 404]).toContain(answer.status);
    expect(answer.body).toMatchObject({ status: answer.status, title: expect.any(String), type: expect.any(String) });
    expect(answer.body.detail).toMatch(message);
  });

  it("says where a mapping is wrong", async () => {
    const [first, second] = SHOP.tasks;
    const mapping = { context_mapping: { product_name: "{{task_results.task-7.result.product}}" } };
    const wrong = { ...SHOP, tasks: [first, { ...second, ...mapping }] };
    const answer = await bench.call(token, "POST", `${base}/chains`, { body: wrong });
    expect(answer.status).toBe(400);
    expect(answer.body.errors).toMatchObject([{ path: expect.stringContaining("parameters.product_name") }]);
  });
});
