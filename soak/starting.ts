import { newId } from "../server/new-id";
import { insertChain } from "../server/store/chains";
import { startLimited } from "../server/store/concurrency";
import { savePlan } from "../server/store/plans";
import { startExecutions } from "../server/store/start-executions";
import { insertPerson } from "../server/store/testing/rows";
import { childChain, type SoakChain } from "./chains";
import type { Rig, Worker } from "./rig";

/** An execution whose start was acknowledged: from then on it must not be lost. */
export interface Started {
  id: string;
  chain: SoakChain;
}

/** Keeps the plans, and the chain that another one names. */
export async function prepareChains(rig: Rig, chains: readonly SoakChain[]): Promise<void> {
  for (const { plan } of [childChain, ...chains]) await savePlan(rig.sql, plan);
  const ownerId = await insertPerson(rig.sql);
  const { name, plan } = childChain;
  const facts = { name, description: null, tags: [], source: "", language: "yaml" as const, planHash: plan.hash };
  await insertChain(
    rig.database.db.orm,
    { chainId: newId(), versionId: newId(), ownerId },
    { ...facts, nextRunAt: null },
  );
}

/** Starts one, over and over until it is acknowledged: by this process, or by a worker that may die over it. */
export async function start(
  rig: Rig,
  chain: SoakChain,
  by: Worker | null = null,
  rest: Partial<Request> = {},
): Promise<Started> {
  const id = newId();
  const request = {
    ...{ id, userId: null, chainId: null, chainName: chain.name, versionNumber: null, planHash: chain.plan.hash },
    ...{ origin: "manual" as const, idempotencyKey: id, params: {} },
    ...rest,
  };
  if (by && (await rig.order(by, { do: "start", start: request }))) return { id, chain };
  const answered = await rig.settles(async () => {
    const answer = await record(rig, chain, { ...request, createdAt: new Date() });
    if (answer !== id) throw new Error(`The start of ${id} was answered with ${answer}.`);
    return true;
  }, 60_000);
  if (!answered) throw new Error(`The start of ${chain.name} was not acknowledged within a minute.`);
  return { id, chain };
}

type Request = Parameters<typeof startExecutions>[1][number];

async function record(rig: Rig, { plan }: SoakChain, request: Request): Promise<string | undefined> {
  if (!plan.concurrency) return (await startExecutions(rig.sql, [request]))[0]?.id;
  const { limit, onConflict, key } = plan.concurrency;
  const concurrency = { key: `soak:${key}`, limit, held: false };
  return (await startLimited(rig.sql, { ...request, concurrency }, onConflict)).id;
}
