import { v7 as uuidv7 } from "uuid";
import type { Sql } from "../../../db/client";

/** A delivery of somebody, the host that it went to, and an address of theirs that is off. */
export interface HookThings {
  deliveryId: string;
  hookHost: string;
  goneId: string;
}

export async function hookThingsOf(sql: Sql, userId: string, executionId: string): Promise<HookThings> {
  const [momentId, deliveryId, goneId] = [uuidv7(), uuidv7(), uuidv7()];
  const hookHost = `h${uuidv7()}.example:443`;
  await sql`
    insert into hook_moments (id, execution_id, user_id, chain_id, chain_name, level, moment, status, context, at)
    select ${momentId}, id, user_id, chain_id, 'Theirs', 'own', 'workflow_finished', 'success', '{}', now()
    from executions where id = ${executionId}`;
  await sql`
    insert into hook_deliveries (id, moment_id, position, execution_id, type, hook, host, target, state, created_at)
    values (${deliveryId}, ${momentId}, 0, ${executionId}, 'webhook', '{"type":"webhook","params":{}}', ${hookHost}, 'POST', 'gave_up', now())`;
  await sql`
    insert into hook_gone (id, level, user_id, url, delivery_id, at)
    values (${goneId}, 'own', ${userId}, ${`https://${hookHost}/`}, ${deliveryId}, now())`;
  return { deliveryId, hookHost, goneId };
}

export const missingHookThings = (): HookThings => ({
  ...{ deliveryId: uuidv7(), hookHost: `h${uuidv7()}.example:443`, goneId: uuidv7() },
});
