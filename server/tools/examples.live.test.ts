import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { parseDefinition } from "../core/definition/parse";
import type { JsonObject } from "../core/json";
import { compile } from "../core/plan/compile";
import type { Plan } from "../core/plan/plan";
import { type DemoServer, serveDemo } from "../demo/serve";
import { EngineHarness } from "../engine/testing/engine-harness";
import { toolCatalog } from "./descriptions";
import { type Bench, createBench } from "./test-bench";

let harness: EngineHarness;
let bench: Bench;
let shop: DemoServer;
beforeAll(async () => {
  shop = await serveDemo();
  bench = await createBench({ allow: `127.0.0.1:${shop.port}` });
  harness = await EngineHarness.create();
  await harness.engine(bench.tools);
}, 120_000);
afterAll(async () => {
  await harness.close();
  await bench.close();
  await shop.close();
});

function planOf(name: string): Plan {
  const parsed = parseDefinition(readFileSync(join(import.meta.dirname, "../../examples", name), "utf8"));
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.diagnostics));
  const compiled = compile(parsed.definition, { catalog: toolCatalog, source: parsed.source });
  if (!compiled.ok) throw new Error(JSON.stringify(compiled.diagnostics));
  return compiled.plan;
}

async function run(name: string, params: JsonObject) {
  const facts = await harness.ended(await harness.start(planOf(name), params));
  expect([facts.execution.status, facts.execution.reason]).toEqual(["succeeded", null]);
  return facts;
}

describe("the sample chains run as they stand", () => {
  it("orders the cheapest product over three steps of one browser session", async () => {
    const { results, events } = await run("shop-checkout.yaml", { base_url: shop.url, limit: 20 });
    expect(results.login).toMatchObject({ values: { greeting: "Hello, demo" } });
    expect(results.cart).toMatchObject({ values: { product: "Cork coaster, four", total: 7.8 } });
    expect(results.checkout).toMatchObject({
      values: { order_number: expect.stringMatching(/^CS-\d{6}$/), total: 7.8 },
    });
    const pictures = events.filter(({ kind, data }) => kind === "file" && data?.kind === "screenshot");
    expect(new Set(pictures.map(({ stepId }) => stepId))).toEqual(new Set(["login", "cart", "checkout"]));
  }, 60_000);

  it("writes a report of the deals", async () => {
    const { results, execution } = await run("deals-report.yaml", { base_url: shop.url });
    expect(results.deals).toMatchObject({
      count: 4,
      items: expect.arrayContaining([expect.objectContaining({ price: 14.9 })]),
    });
    const report = readFileSync(join(bench.home, "executions", execution.id, "report/files/deals.md"), "utf8");
    expect(report).toContain("4 of 8 products are on offer.");
    expect(report).toContain("First deal: Linen notebook, $14.9 instead of $19.9, 25 in stock.");
  }, 60_000);
});
