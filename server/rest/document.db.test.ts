import { createConfig, lintFromString } from "@redocly/openapi-core";
import type { AxiosAdapter } from "axios";
import { OpenAPIClientAxios } from "openapi-client-axios";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ALL_SCOPES } from "../services/token-scopes";
import { openApiDocument } from "./document";
import { PUBLIC_URL, RestBench } from "./testing/rest-bench";

let bench: RestBench;
beforeAll(async () => {
  bench = await RestBench.open();
});
afterAll(() => bench.close());

describe("the OpenAPI document", () => {
  it("has nothing that its linter complains about", async () => {
    const config = await createConfig({ extends: ["recommended"], rules: { "no-server-example.com": "off" } });
    const source = JSON.stringify(openApiDocument("https://chains.example.org"));
    const problems = await lintFromString({ source, absoluteRef: "openapi.json", config });
    expect(problems.map(({ ruleId, message, location }) => `${ruleId}: ${message} ${location[0]?.pointer}`)).toEqual(
      [],
    );
  });

  it("is served to everybody, also without a token", async () => {
    const { status, body } = await bench.call(null, "GET", "/api/v1/openapi.json");
    expect(status).toBe(200);
    expect(body).toEqual(JSON.parse(JSON.stringify(openApiDocument(PUBLIC_URL))));
  });

  it("makes a client that creates a chain, runs it and reads what came of it", async () => {
    const person = await bench.services.person();
    const token = await bench.token(person, ALL_SCOPES);
    const definition = JSON.parse(JSON.stringify(openApiDocument(PUBLIC_URL)));
    const client = await new OpenAPIClientAxios({
      definition,
      axiosConfigDefaults: { adapter: adapter(bench, token) },
    }).init();
    const call = async (operation: string, ...rest: unknown[]) =>
      // biome-ignore lint/suspicious/noExplicitAny: the client is made at run time
      (await (client as any)[operation](...rest)).data;
    const source = "name: Made\nsteps: [{ id: one, tool: transform, operation: set, parameters: { value: 7 } }]";
    const { id } = await call("createChainFromDefinition", null, { source });
    const { execution_id: executionId } = await call("executeChain", { chain_id: id }, {});
    await bench.services.harness.ended(executionId);
    expect(await call("getExecution", { execution_id: executionId })).toMatchObject({
      ...{ chain_name: "Made", status: "completed", tasks: [{ task_id: "one", result: 7 }] },
    });
    const { items } = await call("listEvents", { execution_id: executionId, after: 1 });
    expect(items.at(-1)).toMatchObject({ kind: "execution.succeeded" });
  });
});

/** Hands the client's requests to the API without a socket. */
const adapter =
  (api: RestBench, token: string): AxiosAdapter =>
  async (config) => {
    const query = new URLSearchParams(config.params as Record<string, string>).toString();
    const path = new URL(config.url ?? "", PUBLIC_URL).pathname + (query === "" ? "" : `?${query}`);
    const answer = await api.call(token, (config.method ?? "get").toUpperCase(), path, { body: config.data });
    if (answer.status >= 400) throw new Error(JSON.stringify(answer.body));
    return { data: answer.body, status: answer.status, statusText: "", headers: {}, config };
  };
