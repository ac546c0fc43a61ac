import type { Sql } from "../../db/client";
import type { Plan } from "../core/plan/plan";
import { GroupCommit } from "../store/group-commit";
import { type ExecutionStart, type StartAnswer, startExecutions } from "../store/start-executions";

/** The engine of this process, if it has one that drives whatever there is. */
export interface StartsHere {
  /** Records an execution and drives it, in one commit. False or null: it was not recorded, and has to be queued. */
  begin(start: ExecutionStart, plan: Plan): Promise<boolean> | null;
}

/**
 * Records an execution: where it can, in the process that will drive it, and else in the queue, from which any process takes it.
 * What could not begin here, because its key is taken or the lease ran out meanwhile, is queued too: that finds the one that is
 * there already, or makes it.
 */
export function createStarter(sql: Sql, here: StartsHere | null) {
  const queue = new GroupCommit<ExecutionStart, StartAnswer>((batch) => startExecutions(sql, batch));
  return async (start: ExecutionStart, plan: Plan): Promise<StartAnswer> => {
    if (await here?.begin(start, plan)) return { id: start.id, created: true };
    return queue.add(start);
  };
}
