/** The shipped templates that need a model, a weather service, a person's answer or a mail server: each runs, against local ones. */
import { readFileSync } from "node:fs";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { SMTPServer } from "smtp-server";
import { v7 as uuidv7 } from "uuid";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { readTemplateDocument } from "../../server/core/templates/document";
import { type DemoServer, serveDemo } from "../../server/demo/serve";
import { createLog } from "../../server/log";
import { createMailer } from "../../server/notifier/mail";
import { createNotifier, type Notifier } from "../../server/notifier/notifier";
import { type LoopbackServer, startLoopbackServer } from "../../server/outbound/loopback-server";
import { createOutbound } from "../../server/outbound/outbound";
import { loadKeys } from "../../server/secrets/keys";
import { insertNotification } from "../../server/store/notifications";
import { type Person, ServiceBench } from "../../server/testing/service-bench";
import { type ScriptedModel, startScriptedModel } from "../../server/tools/llm/testing/scripted-model";
import { type Bench, createBench } from "../../server/tools/test-bench";

let services: ServiceBench;
let tools: Bench;
let shop: DemoServer;
let model: ScriptedModel;
let weather: LoopbackServer;
let somebody: Person;
beforeAll(async () => {
  shop = await serveDemo();
  model = await startScriptedModel();
  weather = await startLoopbackServer((request, response) => {
    const place = { name: "Zurich", country: "Switzerland", latitude: 47.37, longitude: 8.54 };
    const days = { weather_code: [0], temperature_2m_max: [21], temperature_2m_min: [9], precipitation_sum: [0] };
    const forecast = {
      current: { temperature_2m: 12, weather_code: 0, wind_speed_10m: 3 },
      daily: { time: ["2030-01-01"], ...days },
    };
    const found = request.url?.includes("/v1/search") ? { results: [place] } : forecast;
    response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(found));
  });
  services = await ServiceBench.open();
  somebody = await services.person();
  const platform = { name: "default", baseUrl: model.baseUrl, apiKey: null, structuredOutputs: false };
  tools = await createBench({
    ...{ allow: `127.0.0.1:${shop.port},127.0.0.1:${weather.port}` },
    weather: { baseUrl: weather.url, home: async () => null },
    llm: { platforms: [{ ...platform, models: [{ name: "small", price: null }] }] },
    async notify({ key, userId, level, title, body, executionId, stepId }) {
      const about = { kind: "message" as const, chainId: null, chainName: null };
      const note = { id: uuidv7(), userId: userId ?? "", dedupeKey: key, level, title, body, executionId, stepId };
      await insertNotification(services.db.sql, { ...note, ...about });
    },
  });
  await services.harness.engine(tools.tools);
}, 120_000);
afterAll(async () => {
  await services.close();
  await tools.close();
  await weather.close();
  await model.close();
  await shop.close();
});

async function start(name: string, params: Record<string, string | number>): Promise<string> {
  const read = readTemplateDocument(readFileSync(join(import.meta.dirname, name), "utf8"));
  if (!read.ok) throw new Error(read.problem);
  const plan = await services.services.chains.prepare(somebody, read.document.source);
  return (await services.services.executions.startPlan(somebody, plan, { params, origin: "manual" })).id;
}

const news = async () =>
  (await services.services.notifications.list(somebody, { limit: 50, unreadOnly: false })).items.filter(
    ({ kind }) => kind === "message",
  );

test("the agent question looks something up with its tool, and reports an answer that fits", async () => {
  const url = `${shop.url}/api/products`;
  model.play([
    { calls: [{ tool: "http.request", arguments: { method: "GET", url } }] },
    { text: JSON.stringify({ answer: "The linen notebook.", reasons: ["It saves 5."] }) },
  ]);
  const id = await start("agent-question.yaml", { base_url: shop.url, question: "What is cheapest?" });
  const { execution, results } = await services.harness.ended(id);
  expect([execution.status, execution.reason]).toEqual(["succeeded", null]);
  expect(results.judge).toEqual({ answer: "The linen notebook.", reasons: ["It saves 5."] });
  expect(JSON.stringify(model.asked.at(-1)?.messages)).toContain("Linen notebook");
  expect(await news()).toEqual(
    expect.arrayContaining([expect.objectContaining({ title: "The linen notebook.", body: "It saves 5." })]),
  );
}, 60_000);

test("the morning brief tells the model the weather and the deals, and is written without the weather too", async () => {
  model.play(() => ({ text: "Sunny, and the notebook is on offer." }));
  const whole = await services.harness.ended(
    await start("morning-brief.yaml", { base_url: shop.url, place: "Zurich", words: 40 }),
  );
  expect(whole.execution).toMatchObject({ status: "succeeded", withErrors: false });
  const asked = JSON.stringify(model.asked.at(-1)?.messages);
  expect(asked).toContain("Zurich");
  expect(asked).toContain("Linen notebook");
  const without = await services.harness.ended(
    await start("morning-brief.yaml", { base_url: shop.url, place: "home" }),
  );
  expect(without.execution).toMatchObject({ status: "succeeded", withErrors: true });
  expect(without.steps.weather?.status).toBe("failed");
  expect((await news()).filter(({ title }) => title === "Your morning brief")).toHaveLength(2);
}, 60_000);

test("the approval flow waits for a person: a yes sends the message, a no says why not", async () => {
  const message = "The shop is closed on Monday.";
  for (const approved of [true, false]) {
    const id = await start("approval-flow.yaml", { message });
    await services.harness.until(id, ({ steps }) => steps.ask?.status === "waiting");
    const given = { approved, answers: { comment: "Not this week." }, note: null };
    await services.services.executions.answer(somebody, { id, stepId: "ask", item: null }, given);
    const { execution, steps } = await services.harness.ended(id);
    expect(execution.status).toBe("succeeded");
    expect([steps.send?.status, steps.keep?.status]).toEqual(
      approved ? ["succeeded", "skipped"] : ["skipped", "succeeded"],
    );
  }
  expect(await news()).toEqual(
    expect.arrayContaining([
      expect.objectContaining({ title: "Announcement", body: message }),
      expect.objectContaining({ title: "Not sent", body: "Not this week." }),
    ]),
  );
}, 60_000);

test("the report comes by mail to whoever turned mail on for messages, and its table is a file", async () => {
  const mails: { to: string[]; text: string }[] = [];
  const smtp = new SMTPServer({
    ...{ authOptional: true, disabledCommands: ["STARTTLS"], logger: false },
    onData(stream, session, done) {
      const parts: Buffer[] = [];
      stream.on("data", (part: Buffer) => parts.push(part));
      stream.on("end", () => {
        mails.push({
          to: session.envelope.rcptTo.map(({ address }) => address),
          text: Buffer.concat(parts).toString(),
        });
        done();
      });
    },
  });
  await new Promise<void>((resolve) => smtp.listen(0, "127.0.0.1", resolve));
  const { port } = smtp.server.address() as AddressInfo;
  const outbound = createOutbound({ allowHosts: [] });
  const notifier: Notifier = createNotifier({
    ...{ sql: services.db.sql, log: createLog("silent"), outbound, keys: loadKeys(services.home, undefined) },
    ...{ baseUrl: "http://here", mailer: createMailer({ url: `smtp://127.0.0.1:${port}`, from: "news@example.com" }) },
  });
  try {
    const pace = { emailWhen: "at_once" as const, emailHour: 8, quietFrom: null, quietTo: null, timezone: "UTC" };
    await services.services.notificationSettings.save(somebody, { ...pace, rules: { message: { email: true } } });
    const id = await start("api-report.yaml", { base_url: shop.url });
    expect((await services.harness.ended(id)).execution.status).toBe("succeeded");
    notifier.start();
    await vi.waitFor(() => expect(mails.some(({ text }) => text.includes("products"))).toBe(true), {
      ...{ timeout: 20_000, interval: 20 },
    });
    expect(mails.at(-1)?.to).toEqual([somebody.email]);
    const table = readFileSync(join(tools.home, "executions", id, "table/files/report.csv"), "utf8");
    expect(table.split("\n")[0]).toBe("id,name,price,stock");
  } finally {
    await notifier.stop();
    await new Promise<void>((resolve) => smtp.close(resolve));
    await outbound.close();
  }
}, 60_000);
