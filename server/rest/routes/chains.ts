import { z } from "zod";
import type { JsonObject } from "../../core/json";
import { hookChain } from "../../services/hook-chains/hook-chain";
import { route } from "../route";
import { chainDetail, chainId, chainList, chainMade, definition, jsonObject, page, started } from "../schemas";

const hookBody = hookChain.meta({ id: "HookChain" });
const source = z.string().min(1).max(1_000_000);

/** Chains: as tasks in a row, and as their definition. */
export const chainRoutes = [
  route({
    ...{ id: "listChains", method: "get", at: "/chains", chatAt: "/hooks/chains", tag: "Chains" },
    ...{ summary: "List your chains", scope: "chains:read", query: page, answer: chainList },
    run: ({ actor, host, query }) => host.services.hookChains.list(actor, query),
  }),
  route({
    ...{ id: "createChain", method: "post", at: "/chains", chatAt: "/hooks/chains", tag: "Chains" },
    ...{ summary: "Create a chain of tasks", scope: "chains:write", body: hookBody, answer: chainMade, status: 201 },
    run: ({ actor, host, body }) => host.services.hookChains.create(actor, body),
  }),
  route({
    ...{ id: "getChain", method: "get", at: "/chains/{chain_id}", chatAt: "/hooks/chains/{chain_id}", tag: "Chains" },
    ...{ summary: "Read a chain as tasks in a row", scope: "chains:read", path: chainId, answer: chainDetail },
    run: ({ actor, host, path }) => host.services.hookChains.get(actor, path.chain_id),
  }),
  route({
    ...{
      id: "updateChain",
      method: "put",
      at: "/chains/{chain_id}",
      chatAt: "/hooks/chains/{chain_id}",
      tag: "Chains",
    },
    ...{ summary: "Replace a chain of tasks", scope: "chains:write", path: chainId, body: hookBody, answer: chainMade },
    run: ({ actor, host, path, body }) => host.services.hookChains.update(actor, path.chain_id, body),
  }),
  route({
    ...{ id: "deleteChain", method: "delete", at: "/chains/{chain_id}", chatAt: "/hooks/chains/{chain_id}" },
    ...{ tag: "Chains", summary: "Delete a chain; what ran stays", scope: "chains:write", path: chainId },
    run: ({ actor, host, path }) => host.services.chains.remove(actor, path.chain_id),
  }),
  route({
    ...{ id: "executeChain", method: "post", at: "/chains/{chain_id}/execute" },
    ...{ chatAt: "/hooks/chains/{chain_id}/execute", tag: "Chains", idempotent: true, status: 202 },
    ...{ summary: "Run a chain", scope: "chains:run", path: chainId, answer: started },
    body: z
      .strictObject({
        execution_id: z
          .string()
          .max(64)
          .optional()
          .describe("An id of your choice: the same id again is the same run."),
        initial_context: jsonObject.optional().describe("Values that its tasks can read."),
      })
      .meta({ id: "ExecuteChain" }),
    run: ({ actor, host, path, body, idempotencyKey }) =>
      host.services.hookChains.execute(actor, path.chain_id, {
        initialContext: (body.initial_context ?? {}) as JsonObject,
        ...(body.execution_id === undefined ? {} : { executionId: body.execution_id }),
        ...(idempotencyKey === undefined ? {} : { idempotencyKey }),
      }),
  }),
  route({
    ...{ id: "testChain", method: "post", at: "/chains/{chain_id}/test", tag: "Chains", status: 202 },
    ...{ summary: "Test a version with the results that you fixed for it", scope: "chains:run", path: chainId },
    body: z
      .strictObject({
        version: z.int().min(1).optional().describe("Default the newest."),
        params: jsonObject.default({}),
      })
      .meta({ id: "TestChain" }),
    answer: z.object({ execution_id: z.string() }).meta({ id: "TestStarted" }),
    async run({ actor, host, path: { chain_id: id }, body }) {
      const { chains, chainTests } = host.services;
      const { version } = await chains.get(actor, id);
      const { source } = body.version === undefined ? version : await chains.version(actor, id, body.version);
      const test = await chainTests.start(actor, id, { source, params: body.params, scope: { type: "whole" } });
      return { execution_id: test.id };
    },
  }),
  route({
    ...{ id: "createChainFromDefinition", method: "post", at: "/definitions", tag: "Chains", status: 201 },
    ...{ summary: "Create a chain from its definition", scope: "chains:write" },
    body: z.strictObject({ source: source.describe("YAML or JSON.") }).meta({ id: "NewDefinition" }),
    answer: z.object({ id: z.string(), version: z.int() }).meta({ id: "DefinitionCreated" }),
    async run({ actor, host, body }) {
      const { id, versionNumber } = await host.services.chains.create(actor, body.source);
      return { id, version: versionNumber };
    },
  }),
  route({
    ...{ id: "getDefinition", method: "get", at: "/chains/{chain_id}/definition", tag: "Chains" },
    ...{ summary: "Read a chain's definition", scope: "chains:read", path: chainId, answer: definition },
    query: z.object({ version: z.coerce.number().int().min(1).optional().describe("Default the newest.") }),
    async run({ actor, host, path, query }) {
      const { chains } = host.services;
      const found =
        query.version === undefined
          ? (await chains.get(actor, path.chain_id)).version
          : await chains.version(actor, path.chain_id, query.version);
      return { source: found.source, language: found.language, version: found.number };
    },
  }),
  route({
    ...{ id: "updateDefinition", method: "put", at: "/chains/{chain_id}/definition", tag: "Chains" },
    ...{ summary: "Publish a chain's next version", scope: "chains:write", path: chainId },
    body: z
      .strictObject({ source, base_version: z.int().min(1).describe("The version that it builds on.") })
      .meta({ id: "NextDefinition" }),
    answer: z.object({ version: z.int() }).meta({ id: "DefinitionPublished" }),
    async run({ actor, host, path, body }) {
      const { versionNumber } = await host.services.chains.save(actor, path.chain_id, body.source, body.base_version);
      return { version: versionNumber };
    },
  }),
];
