import { notFound } from "../../errors";
import { parseHostList } from "../../hooks/host-list";
import { giveUp, redeliver } from "../../store/hook-deliveries";
import * as list from "../../store/hook-delivery-list";
import { closeBreaker } from "../../store/hook-hosts";
import { listMetrics } from "../../store/hook-metrics";
import { isUuid } from "../access";
import { type Actor, userIdOf } from "../actor";
import type { Chains } from "../chains";
import type { ServiceDependencies } from "../dependencies";
import type { Starts } from "../starts";
import { createDispatch } from "./dispatch";
import { createServerHooks } from "./server-hooks";
import { createTrial } from "./trial";

export type { DeliveryDetail, DeliveryRow, HostRow, HourCount } from "../../store/hook-delivery-list";
export type { HookTrial } from "./trial";

/** Deliveries of lifecycle hooks. Everybody sees their own, administrators also those that they set for all chains. */
export function createHooks(deps: ServiceDependencies, chains: Chains, starts: Pick<Starts, "startPlan">) {
  const { sql } = deps.db;
  const viewerOf = (actor: Actor): list.Viewer => ({
    userId: userIdOf(actor),
    isAdmin: actor.type === "operator" || actor.role === "admin",
  });
  const hookHosts = () => [...parseHostList(deps.settings.current().CHAINWRIGHT_HOOK_HOSTS).entries];
  const asker = (actor: Actor) => {
    const { userId, isAdmin } = viewerOf(actor);
    return { userId, admin: isAdmin };
  };

  return {
    dispatch: createDispatch(deps, chains, starts),
    server: createServerHooks(deps),

    async list(actor: Actor, filter: list.DeliveryFilter, page: { limit: number; offset: number }) {
      return list.listDeliveries(sql, viewerOf(actor), filter, page);
    },

    async get(actor: Actor, id: string): Promise<list.DeliveryDetail> {
      const found = isUuid(id) ? await list.findDelivery(sql, viewerOf(actor), id) : null;
      if (!found) throw notFound("delivery", id);
      return found;
    },

    /** The state of things: hosts with their breakers, addresses that are off, and the last day by the hour. */
    async overview(actor: Actor, since: number) {
      const viewer = viewerOf(actor);
      const [hosts, inside, gone, hours, metrics] = await Promise.all([
        list.listHosts(sql, viewer),
        list.countInside(sql, viewer),
        list.listGone(sql, viewer),
        list.countByHour(sql, viewer, since),
        listMetrics(sql, viewer.userId),
      ]);
      const custom = metrics.filter(({ name }) => name.startsWith("custom_"));
      const own = custom.map(({ userId: _, ...metric }) => ({ ...metric, name: metric.name.slice("custom_".length) }));
      return { hosts, inside, gone, hours, metrics: own.slice(0, 200), allowedHosts: hookHosts() };
    },

    /** Asks for another try of each; those that are not there or not one's own are passed over. */
    async redeliver(actor: Actor, ids: string[]): Promise<{ count: number }> {
      return { count: await redeliver(sql, ids.filter(isUuid), asker(actor)) };
    },

    async giveUp(actor: Actor, ids: string[]): Promise<{ count: number }> {
      return { count: await giveUp(sql, ids.filter(isUuid), asker(actor)) };
    },

    /** Tries a host at once although its breaker is open. */
    async resetBreaker(actor: Actor, host: string): Promise<void> {
      if (!(await list.usesHost(sql, viewerOf(actor), host))) throw notFound("host", host);
      await closeBreaker(sql, host);
    },

    /** Turns an address on again that had answered 410. */
    async turnOn(actor: Actor, id: string): Promise<void> {
      if (!isUuid(id) || !(await list.forgetGone(sql, viewerOf(actor), id))) throw notFound("address", id);
    },

    /** Shows what a hook would send of a sample; with `send` it is sent. */
    tryOut: createTrial(deps),
  };
}
