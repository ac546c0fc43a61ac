import { TRPCError } from "@trpc/server";
import { v7 as uuidv7 } from "uuid";
import type { ShareRole } from "../../../db/schema";
import { insertNotification } from "../../store/notifications";
import { insertInvitation } from "../../store/users";
import { chainText, type Person, type ServiceBench } from "../../testing/service-bench";
import { appRouter, callerFor } from "../root";
import type { Things } from "./expected-access";
import { hookThingsOf, missingHookThings } from "./hook-things";
import { templateFile } from "./template-file";

type ProcedureType = "query" | "mutation" | "subscription";
const procedures = appRouter._def.procedures as unknown as Record<string, { _def: { type: ProcedureType } }>;

/** `[path, type]` of every procedure that the API has. */
export const PROCEDURES = Object.entries(procedures).map(([path, { _def }]): [string, ProcedureType] => [
  path,
  _def.type,
]);

/** One of each thing, all of one person. */
export async function thingsOf(bench: ServiceBench, person: Person): Promise<Things> {
  const { id: chainId } = await bench.services.chains.create(person, chainText("Theirs"));
  const { id: trashedId } = await bench.services.chains.create(person, chainText("Thrown away"));
  await bench.services.trash.throwAway(person, trashedId);
  const request = { params: {}, origin: "manual" as const };
  const { id: executionId } = await bench.services.executions.start(person, chainId, request);
  const [notificationId, invitationId] = [uuidv7(), uuidv7()];
  const news = {
    title: "News",
    body: "",
    level: "info" as const,
    executionId: null,
    kind: "message" as const,
    stepId: null,
    chainId: null,
    chainName: null,
  };
  await insertNotification(bench.db.sql, { id: notificationId, userId: person.id, dedupeKey: notificationId, ...news });
  const expiresAt = new Date(Date.now() + 3_600_000);
  const invitation = { id: invitationId, codeHash: invitationId, email: null, createdBy: person.id, expiresAt };
  await insertInvitation(bench.db.orm, invitation);
  const body = { tool: "transform", operation: "set", parameters: { value: 1 } };
  const { id: taskId } = await bench.services.tasks.create(person, { name: "Their task", body });
  const token = { name: "Theirs", scopes: ["all"], expiresInDays: 1 };
  const { id: tokenId } = await bench.services.tokens.create(person, token);
  const secret = { name: `theirs_${chainId.replaceAll("-", "")}`, value: "a value of theirs", hosts: [] };
  const { id: secretId } = await bench.services.secrets.create(person, secret);
  const { id: templateId } = await bench.services.templates.import(person, templateFile("Theirs"));
  const copy = { id: templateId, number: 1, name: "Their copy", defaults: {}, secrets: {} };
  const { chainId: copyId } = await bench.services.templates.install(person, copy);
  const made = {
    chainId,
    trashedId,
    executionId,
    notificationId,
    invitationId,
    taskId,
    tokenId,
    secretId,
    templateId,
    copyId,
  };
  const hooks = await hookThingsOf(bench.db.sql, person.id, executionId);
  return { ...made, ...hooks, sessionId: person.sessionId, userId: person.id };
}

export function missingThings(): Things {
  const [chainId, executionId, sessionId] = [uuidv7(), uuidv7(), uuidv7()];
  const [taskId, tokenId, userId] = [uuidv7(), uuidv7(), uuidv7()];
  const others = { notificationId: uuidv7(), invitationId: uuidv7(), secretId: uuidv7() };
  const templates = { templateId: uuidv7(), copyId: uuidv7() };
  return {
    chainId,
    trashedId: uuidv7(),
    executionId,
    sessionId,
    userId,
    taskId,
    tokenId,
    ...others,
    ...templates,
    ...missingHookThings(),
  };
}

export interface Answer {
  code: "OK" | TRPCError["code"];
  message: string;
  data: unknown;
}

/** Calls a procedure by its path and says what came of it. */
export async function call(
  bench: ServiceBench,
  actor: Person | null,
  path: string,
  input: unknown,
  sameOrigin = true,
): Promise<Answer> {
  const context = {
    services: bench.services,
    actor,
    sameOrigin,
    publicUrl: "http://localhost:3000",
    tools: [],
    models: [],
  };
  const [first = "", second = ""] = path.split(".");
  const caller = callerFor(context) as unknown as Record<string, Record<string, (input: unknown) => Promise<unknown>>>;
  try {
    return { code: "OK", message: "", data: await firstOf(await caller[first]?.[second]?.(input)) };
  } catch (error) {
    if (!(error instanceof TRPCError)) throw error;
    return { code: error.code, message: error.message, data: (error.cause as { data?: unknown } | undefined)?.data };
  }
}

/** Of a stream, its first message is what it answers. */
async function firstOf(result: unknown): Promise<unknown> {
  if (typeof result !== "object" || result === null || !(Symbol.asyncIterator in result)) return result;
  for await (const item of result as AsyncIterable<unknown>) return item;
  return null;
}

/** Shares all of somebody's things that can be shared with somebody else. */
export async function shareThings(
  bench: ServiceBench,
  owner: Person,
  { chainId, taskId }: Things,
  other: Person,
  role: ShareRole,
): Promise<void> {
  for (const object of [
    { type: "chain", id: chainId },
    { type: "task", id: taskId },
  ] as const)
    await bench.services.sharing.give(owner, object, other.email, role);
}
