/** How many of everything there are, for the metrics of the server. */
import type { Sql } from "../../db/client";
import type { DeliveryState } from "../core/hooks/words";

/** How many deliveries stand where. */
export async function countStates(sql: Sql): Promise<{ state: DeliveryState; count: number }[]> {
  return [
    ...(await sql<{ state: DeliveryState; count: number }[]>`
    select state, count(*)::int as count from hook_deliveries where next_at is not null group by state`),
  ];
}

/** Hosts whose breaker is open or half open. */
export async function openBreakers(sql: Sql): Promise<{ host: string; isOpen: boolean }[]> {
  return [
    ...(await sql<{ host: string; isOpen: boolean }[]>`
    select host, open_until > now() as "isOpen" from hook_hosts where open_until is not null`),
  ];
}

/** Executions that have not ended, by status. */
export async function countOpenExecutions(sql: Sql): Promise<{ status: string; count: number }[]> {
  return [
    ...(await sql<{ status: string; count: number }[]>`
    select status, count(*)::int as count from executions where ended_at is null group by status`),
  ];
}
