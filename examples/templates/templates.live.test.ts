import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { readTemplateDocument } from "../../server/core/templates/document";
import { type DemoServer, serveDemo } from "../../server/demo/serve";
import { ServiceBench } from "../../server/testing/service-bench";
import { type Bench, createBench } from "../../server/tools/test-bench";

let services: ServiceBench;
let tools: Bench;
let shop: DemoServer;
beforeAll(async () => {
  shop = await serveDemo();
  tools = await createBench({ allow: `127.0.0.1:${shop.port}` });
  services = await ServiceBench.open();
  await services.harness.engine(tools.tools);
}, 120_000);
afterAll(async () => {
  await services.close();
  await tools.close();
  await shop.close();
});

const text = (name: string) => readFileSync(join(import.meta.dirname, name), "utf8");
const names = readdirSync(import.meta.dirname).filter((name) => name.endsWith(".yaml"));

test.each(names)("%s is shipped, and passes its own test with the tools of the program", async (name) => {
  const somebody = await services.person();
  await services.services.templates.ship({ type: "operator" }, name, text(name));
  const read = readTemplateDocument(text(name));
  const title = read.ok ? read.document.title : "";
  const row = (await services.services.templates.list(somebody)).find((one) => one.title === title);
  const { id } = await services.services.templates.tryOut(somebody, row?.id ?? "", 1);
  const { execution } = await services.harness.ended(id);
  expect([execution.status, execution.reason]).toEqual(["succeeded", null]);
});

describe("against the demo shop, without fixed results", () => {
  async function run(name: string, params: Record<string, string | number | boolean>) {
    const read = readTemplateDocument(text(name));
    if (!read.ok) throw new Error(read.problem);
    const somebody = await services.person();
    const plan = await services.services.chains.prepare(somebody, read.document.source);
    const { id } = await services.services.executions.startPlan(somebody, plan, { params, origin: "manual" });
    return { ...(await services.harness.ended(id)), id };
  }

  test("the shop watch tells what is cheap", async () => {
    const { execution } = await run("shop-watch.yaml", { base_url: shop.url, limit: 15 });
    expect(execution.status).toBe("succeeded");
    expect(tools.notes.at(-1)).toMatchObject({
      title: "Cheaper than 15",
      body: "Linen notebook for 14.9. Cork coaster, four for 7.8.",
    });
  }, 60_000);

  test("the uptime check is silent while the page answers, and alerts when it does not", async () => {
    const { steps } = await run("uptime-check.yaml", { url: shop.url });
    expect(steps.alert?.status).toBe("skipped");
    const down = await run("uptime-check.yaml", { url: `${shop.url}/there-is-no-such-page` });
    expect(down.execution).toMatchObject({ status: "succeeded", withErrors: true });
    expect(tools.notes.at(-1)).toMatchObject({ level: "error", title: expect.stringContaining("is down") });
  }, 60_000);

  test("the page change monitor keeps a picture and tells what is new", async () => {
    const { execution, events } = await run("page-change.yaml", { url: shop.url, piece: "h1", known: "Something" });
    expect(execution.status).toBe("succeeded");
    expect(events.some(({ kind, data }) => kind === "file" && data?.kind === "screenshot")).toBe(true);
    expect(tools.notes.at(-1)).toMatchObject({ title: "The page has changed" });
  }, 60_000);

  test("the report, the downloads and the backfill keep their files", async () => {
    const file = (id: string, path: string) => readFileSync(join(tools.home, "executions", id, path), "utf8");
    const report = await run("api-report.yaml", { base_url: shop.url });
    expect(file(report.id, "table/files/report.csv").split("\n")).toHaveLength(10);
    const downloads = await run("for-each-download.yaml", { base_url: shop.url });
    expect([downloads.execution.status, downloads.execution.reason]).toEqual(["succeeded", null]);
    const night = await run("nightly-backfill.yaml", { base_url: shop.url });
    expect(night.results.differs).toEqual({ read: 8, written: 8 });
  }, 60_000);

  test("the saga undoes what it booked when the payment is refused", async () => {
    const { execution, results } = await run("rollback-saga.yaml", { refuse: true });
    expect(execution).toMatchObject({ status: "failed", reason: { code: "rolled_back" } });
    expect(results).toMatchObject({ free_room: "Room 12 is free again", free_seat: "Seat 4 is free again" });
  });
});
