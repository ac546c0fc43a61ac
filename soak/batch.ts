/** A batch of executions that runs while something breaks: started, steered, waited for, and looked at afterwards. */

import { setTimeout as wait } from "node:timers/promises";
import { auditHistories, auditHoles, auditLedger } from "../server/engine/testing/audit";
import { violations } from "../server/engine/testing/watch-rows";
import { begunSteps } from "../server/store/history";
import type { SoakChain } from "./chains";
import { auditDeliveries, countUnsettled, listOwed } from "./deliveries/audit";
import type { Rig } from "./rig";
import { type Started, start } from "./starting";
import { Steering } from "./steering";

/** An acknowledged execution that has not ended by then is lost. */
const LOST_AFTER_MS = 60_000;
const LOOK_EVERY_MS = 40;

export class Batch {
  private readonly started: Started[] = [];
  private readonly steering: Steering;

  constructor(private readonly rig: Rig) {
    this.steering = new Steering(rig);
  }

  get ids(): string[] {
    return this.started.map(({ id }) => id);
  }

  /** Starts one of each; every third through a worker, if any can be asked. Their ids, in order. */
  async begin(chains: readonly SoakChain[]): Promise<string[]> {
    const begun = await Promise.all(
      chains.map(async (chain, index) => {
        const by = index % 3 === 0 ? (this.rig.workers[(index / 3) % this.rig.workers.length] ?? null) : null;
        const one = await start(this.rig, chain, by);
        this.started.push(one);
        return one.id;
      }),
    );
    this.rig.tally.add("executions", chains.length);
    return begun;
  }

  /**
   * Gives people's orders and waits until all have ended. Once nothing is broken any more (`whole`), what does not end in time is
   * lost: a problem.
   */
  async settle(whole: () => boolean): Promise<string[]> {
    const problems = new Set<string>();
    let open = this.started;
    let owed = 0;
    for (let since = Number.POSITIVE_INFINITY; open.length > 0 || owed > 0 || !whole(); ) {
      if (whole()) since = Math.min(since, performance.now());
      if (performance.now() - since > LOST_AFTER_MS) break;
      await wait(LOOK_EVERY_MS);
      // While the database is down there is nothing to see.
      open = await this.open().catch(() => open);
      owed = await countUnsettled(this.rig.sql, this.ids).catch(() => owed);
      await this.steering.look(open).catch(() => {});
      for (const problem of await this.overLimit().catch(() => [])) problems.add(problem);
    }
    return [...problems, ...(await Promise.all(open.map((one) => this.describe(one))))];
  }

  /** Everything that must hold for these executions and their children, once nothing is broken any more. */
  async audit(): Promise<string[]> {
    const { sql, ledger, leaseMs, tally } = this.rig;
    const { problems, lateDeliveries } = auditLedger(ledger.calls, leaseMs / 2);
    tally.add("calls", ledger.calls.length);
    tally.add(
      "calls unjudged, the database was down",
      ledger.calls.filter((call) => call.recorded === "unknown").length,
    );
    tally.add("calls begun before a freeze and delivered after it", lateDeliveries);
    ledger.clear();
    const rows = await sql<{ id: string }[]>`
      select id from executions where id = any(${this.ids}::text[]) or parent_id = any(${this.ids}::text[])`;
    const all = rows.map(({ id }) => id);
    const found = await Promise.all([
      ...[auditHistories(sql, all), auditHoles(sql), violations(sql)],
      ...[this.auditEnds(), this.auditDeliveries()],
    ]);
    return [...problems, ...found.flat()];
  }

  /** What the hooks of these executions have told. */
  private async auditDeliveries(): Promise<string[]> {
    const { sql, receiver, tally } = this.rig;
    const [rows, receipts] = [await listOwed(sql, this.ids), receiver.takeAll()];
    const tellings = this.started.map(({ id, chain: { tells } }) => ({ id, tells }));
    const { problems, late, again } = auditDeliveries(tellings, rows, receipts);
    tally.add("deliveries of hooks", rows.length);
    tally.add("deliveries given up", rows.filter(({ state }) => state === "gave_up").length);
    tally.add("requests of hooks received", receipts.length);
    tally.add("requests of hooks received again", again);
    tally.add("requests of hooks begun before a freeze and received after it", late);
    return problems;
  }

  /** More executions of one concurrency key go on than its limit says. */
  private async overLimit(): Promise<string[]> {
    const rows = await this.rig.sql<{ key: string; count: number; limit: number }[]>`
      select concurrency_key as key, count(*)::int as count, min(concurrency_limit) as limit from executions
      where concurrency_key is not null and not held and ended_at is null
      group by concurrency_key having count(*) > min(concurrency_limit)`;
    return rows.map(
      ({ key, count, limit }) => `${count} executions of key ${key} went on at once; the limit is ${limit}`,
    );
  }

  private async open(): Promise<Started[]> {
    const rows = await this.rig.sql<{ id: string }[]>`
      select id from executions where id = any(${this.ids}::text[]) and ended_at is not null`;
    const ended = new Set(rows.map(({ id }) => id));
    return this.started.filter(({ id }) => !ended.has(id));
  }

  /** Each ended as its chain says, with the results that do not depend on what broke. */
  private async auditEnds(): Promise<string[]> {
    const executions = await this.rig.sql<{ id: string; status: string; reason: unknown }[]>`
      select id, status, reason from executions where id = any(${this.ids}::text[])`;
    const results = await this.rig.sql<{ id: string; stepId: string; result: unknown }[]>`
      select execution_id as id, step_id as "stepId", result from step_executions
      where execution_id = any(${this.ids}::text[]) and item = -1 and status = 'succeeded'`;
    const byId = new Map(executions.map((row) => [row.id, row]));
    return this.started.flatMap(({ id, chain }) => {
      const row = byId.get(id);
      if (!row) return [`${id} (${chain.name}) was acknowledged and is gone`];
      if (!chain.ends.some((end) => end === row.status))
        return [`${id} (${chain.name}) ended as ${row.status}: ${JSON.stringify(row.reason)}`];
      const own = new Map(results.filter((one) => one.id === id).map((one) => [one.stepId, one.result]));
      return Object.entries(chain.results).flatMap(([stepId, expected]) => {
        const got = JSON.stringify(own.get(stepId));
        return got === JSON.stringify(expected) ? [] : [`${id} (${chain.name}): the result of ${stepId} is ${got}`];
      });
    });
  }

  private async describe({ id, chain }: Started): Promise<string> {
    const [row] = await this.rig.sql`
      select e.status, e.owner, e.fence, e.crashes, e.wake_at, e.held, e.ending, now() as now, p.expires_at
      from executions e left join processes p on p.id = e.owner where e.id = ${id}`;
    const steps = await this.rig.sql`
      select step_id, item, status, attempt, wake_at, child_id, reason->>'code' as code
      from ${begunSteps(this.rig.sql, this.rig.sql`${id}::text`)} s where ended_at is null`;
    const commands = await this.rig.sql`select command, step_id from execution_commands where execution_id = ${id}`;
    return `lost: ${id} (${chain.name}) ${JSON.stringify({ ...row, steps, commands })}`;
  }
}
