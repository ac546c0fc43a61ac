import type { Sql } from "../../db/client";
import type { Role } from "../core/access/roles";
import { scheduleOf } from "../core/definition/schedule-of";
import type { ScheduleDefinition } from "../core/definition/schema/schedule";
import type { ExecutionStatus } from "../core/execution/states";
import type { JsonObject } from "../core/json";
import { nextFire } from "../core/schedule/next-fire";
import { firesBetween } from "../core/schedule/next-fires";
import { scheduleInWords } from "../core/schedule/words";
import { AppError } from "../errors";
import { newId } from "../new-id";
import { insertAuditRow } from "../store/audit";
import * as backfills from "../store/backfills";
import { findVersion } from "../store/chains";
import * as store from "../store/schedule-list";
import { createAccess } from "./access";
import { type Actor, nameOf, userIdOf } from "./actor";
import { type AuditAction, auditOf } from "./audit";
import { requireUser } from "./authorize";
import type { Chains } from "./chains";
import type { ServiceDependencies } from "./dependencies";

export interface ScheduleRow {
  chainId: string;
  chainName: string;
  role: Role;
  schedule: ScheduleDefinition;
  words: string;
  /** Epoch milliseconds, as all times here. Null: it is paused, or has come to its end. */
  nextRunAt: number | null;
  /** Why it does not fire: a sentence. Null: it does. */
  pausedWhy: string | null;
  failures: number;
  last: { id: string; status: ExecutionStatus; at: number } | null;
  usualMs: number | null;
}

/** A backfill has at most so many runs. */
export const MAX_BACKFILL = 500;
export const MAX_PARALLEL = 10;

/** When chains run by themselves: what comes, what came, and runs for moments of the past. */
export function createSchedules(deps: ServiceDependencies, chains: Chains) {
  const { sql, orm } = deps.db;
  const access = createAccess(deps);

  async function scheduleFor(chainId: string, latestVersion: number): Promise<ScheduleDefinition> {
    const version = await findVersion(orm, chainId, latestVersion);
    const schedule = version && scheduleOf(version.source);
    if (!schedule)
      throw new AppError("conflict", "This chain has no schedule. Add one in its settings and publish it.");
    return schedule;
  }

  /** The change and its entry in the audit log, in one commit. */
  async function recorded(
    actor: Actor,
    action: AuditAction,
    { id, name, details }: { id: string; name: string; details?: JsonObject },
    work: (tx: Sql) => Promise<void>,
  ): Promise<void> {
    await sql.begin(async (transaction) => {
      const tx = transaction as unknown as Sql;
      await work(tx);
      await insertAuditRow(tx, auditOf(actor, action, { type: "chain", id, name }, details));
    });
  }

  return {
    async list(actor: Actor): Promise<{ items: ScheduleRow[] }> {
      const rows = await store.chainsWithSchedule(sql, requireUser(actor).id);
      return { items: rows.flatMap(scheduleRow) };
    },

    /** The schedule of one chain and what came of its last moments; null: it has none. */
    async ofChain(actor: Actor, chainId: string) {
      await access.chain(actor, chainId, "read");
      const rows = await store.chainsWithSchedule(sql, requireUser(actor).id, chainId);
      const [row] = rows.flatMap(scheduleRow);
      if (!row) return null;
      const fires = await store.listFires(sql, chainId, 20);
      const moments = fires.map(({ at, startAt, ...fire }) => ({
        ...fire,
        at: at.getTime(),
        startAt: startAt?.getTime() ?? null,
      }));
      return { ...row, fires: moments, backfills: (await backfills.listBackfills(sql, chainId, 10)).map(backfillView) };
    },

    async pause(actor: Actor, chainId: string): Promise<void> {
      const { name } = await access.chain(actor, chainId, "edit");
      await recorded(actor, "schedule.paused", { id: chainId, name }, (tx) =>
        store.setSchedulePaused(tx, chainId, { why: `Paused by ${nameOf(actor)}.` }),
      );
    },

    async resume(actor: Actor, chainId: string): Promise<void> {
      const { name, latestVersion } = await access.chain(actor, chainId, "edit");
      const schedule = await scheduleFor(chainId, latestVersion);
      await recorded(actor, "schedule.resumed", { id: chainId, name }, (tx) =>
        store.setSchedulePaused(tx, chainId, { nextAt: nextFire(schedule, Date.now()) }),
      );
    },

    /** Runs the chain for every moment of its schedule from `from` up to `to`, both epoch milliseconds in the past. */
    async backfill(
      actor: Actor,
      chainId: string,
      { from, to, parallel }: { from: number; to: number; parallel: number },
    ): Promise<{ id: string; runs: number }> {
      const { name, latestVersion } = await access.chain(actor, chainId, "edit");
      const schedule = await scheduleFor(chainId, latestVersion);
      if (to > Date.now())
        throw new AppError("invalid", "A backfill is of the past. Choose an end that is not to come.");
      if (from >= to) throw new AppError("invalid", "The window ends before it begins. Choose a later end.");
      const moments = firesBetween(schedule, from, to, MAX_BACKFILL + 1);
      if (moments.length === 0) throw new AppError("invalid", "The schedule has no moment in this window.");
      if (moments.length > MAX_BACKFILL)
        throw new AppError("invalid", `The window has more than ${MAX_BACKFILL} moments. Choose a shorter one.`);
      await chains.plan(actor, chainId);
      const id = newId();
      const window = { from: new Date(from).toISOString(), to: new Date(to).toISOString(), runs: moments.length };
      await recorded(actor, "schedule.backfilled", { id: chainId, name, details: window }, (tx) =>
        backfills.insertBackfill(tx, { id, chainId, createdBy: userIdOf(actor), from, to, parallel }, moments),
      );
      return { id, runs: moments.length };
    },

    /** What has not begun of it does not begin. */
    async cancelBackfill(actor: Actor, chainId: string, id: string): Promise<void> {
      await access.chain(actor, chainId, "edit");
      if (!(await backfills.cancelBackfill(sql, chainId, id)))
        throw new AppError("conflict", "This backfill has ended already.");
    },
  };
}

function scheduleRow(row: store.ScheduledChain): ScheduleRow[] {
  const schedule = scheduleOf(row.source);
  if (!schedule) return [];
  const last =
    row.lastId !== null && row.lastStatus !== null && row.lastAt !== null
      ? { id: row.lastId, status: row.lastStatus, at: row.lastAt.getTime() }
      : null;
  return [
    {
      ...{ chainId: row.id, chainName: row.name, role: row.role, schedule, words: scheduleInWords(schedule) },
      nextRunAt: row.nextRunAt?.getTime() ?? null,
      pausedWhy: whyPaused(row),
      ...{ failures: row.failures, last, usualMs: row.usualMs },
    },
  ];
}

function whyPaused({ status, pausedAt, pausedWhy, nextRunAt }: store.ScheduledChain): string | null {
  if (pausedAt) return pausedWhy;
  if (status === "paused") return "The chain is paused.";
  return nextRunAt === null ? "It has come to its end." : null;
}

function backfillView({ fromAt, toAt, createdAt, canceledAt, endedAt, ...rest }: backfills.BackfillRecord) {
  return {
    ...rest,
    ...{ from: fromAt.getTime(), to: toAt.getTime(), createdAt: createdAt.getTime() },
    ...{ canceled: canceledAt !== null, endedAt: endedAt?.getTime() ?? null },
  };
}

export type ChainSchedule = NonNullable<Awaited<ReturnType<ReturnType<typeof createSchedules>["ofChain"]>>>;
