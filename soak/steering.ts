/** What people do to executions while things break: cancel, pause and resume, continue, answer. */

import type { ExecutionCommand } from "../db/schema/executions";
import { recordCommand, type StoredCommand } from "../server/store/commands";
import { begunSteps } from "../server/store/history";
import type { Rig } from "./rig";
import type { Started } from "./starting";

interface Waiting {
  id: string;
  status: string;
  stepId: string | null;
  item: number | null;
  code: string | null;
}

/** An order to pause that nobody knew to be recorded pauses a second time, and somebody has to resume again. */
const againAfterMs = (command: ExecutionCommand): number => (command === "resume" ? 1_000 : Number.POSITIVE_INFINITY);

/** Gives the orders of one batch of executions when its moment has come. */
export class Steering {
  /** When each order was given. */
  private readonly given = new Map<string, number>();
  private turn = 0;

  constructor(private readonly rig: Rig) {}

  /** Looks where somebody is waited for, and acts. */
  async look(open: readonly Started[]): Promise<void> {
    const chains = new Map(open.map(({ id, chain }) => [id, chain]));
    for (const one of await this.waiting([...chains.keys()])) {
      const steering = chains.get(one.id)?.steering;
      if (one.code === "manual_trigger") await this.give(one, "continue");
      else if (one.code === "approval") await this.give(one, "answer");
      else if (one.status === "paused") await this.give(one, "resume");
      else if (steering === "cancel" && one.stepId === "hold") await this.give(one, "cancel");
      else if (steering === "pause") await this.give(one, "pause");
    }
  }

  private async waiting(ids: string[]): Promise<Waiting[]> {
    return this.rig.sql<Waiting[]>`
      select e.id, e.status, s.step_id as "stepId", s.item, s.reason->>'code' as code
      from executions e left join lateral ${begunSteps(this.rig.sql, this.rig.sql`e.id`)} s on s.status in ('running', 'waiting')
      where e.id = any(${ids}::text[]) and e.ended_at is null and e.status in ('running', 'paused')`;
  }

  private async give({ id, stepId, item }: Waiting, command: ExecutionCommand): Promise<void> {
    const toStep = command === "continue" || command === "answer";
    const name = `${id} ${command} ${toStep ? stepId : ""}`;
    if (performance.now() - (this.given.get(name) ?? Number.NEGATIVE_INFINITY) < againAfterMs(command)) return;
    const place = { stepId: toStep ? stepId : null, item: toStep && item !== null && item >= 0 ? item : null };
    const data = command === "answer" ? { answer: { answer: "yes" }, rejected: null } : null;
    if (!(await this.record({ executionId: id, command, ...place, by: "soak", note: null, data }))) return;
    this.given.set(name, performance.now());
    this.rig.tally.add(`orders: ${command}`);
  }

  /** Every other order comes through a worker, which may die over it: then nobody knows whether it was recorded. */
  private async record(command: Omit<StoredCommand, "id">): Promise<boolean> {
    this.turn += 1;
    const worker = this.rig.workers[this.turn % (this.rig.workers.length * 2)];
    if (worker) return this.rig.order(worker, { do: "command", command });
    try {
      await recordCommand(this.rig.sql, command);
    } catch (error) {
      // An answer that nobody knew to be recorded was.
      if ((error as { code?: unknown }).code !== "23505") throw error;
    }
    return true;
  }
}
