import { roleFor } from "../../core/access/roles";
import { notFound } from "../../errors";
import { parseHostList } from "../../hooks/host-list";
import { forgetGone, listGone } from "../../store/hook-gone";
import { closeBreaker } from "../../store/hook-hosts";
import { listMetrics } from "../../store/hook-metrics";
import * as overview from "../../store/hook-overview";
import { isUuid } from "../access";
import { type Actor, userIdOf } from "../actor";
import type { Chains } from "../chains";
import type { ServiceDependencies } from "../dependencies";
import type { Starts } from "../starts";
import { createDeliveries, isAdmin } from "./deliveries";
import { createDispatch } from "./dispatch";
import { createServerHooks } from "./server-hooks";
import { createTrial } from "./trial";

export type { DeliveryRow } from "../../store/hook-delivery-list";
export type { HostRow, HourCount } from "../../store/hook-overview";
export type { DeliveriesChanged, DeliveryView } from "./deliveries";
export type { HookTrial } from "./trial";

/** Deliveries of lifecycle hooks. Everybody sees those of the executions that they see, administrators also those of the hooks of all chains. */
export function createHooks(deps: ServiceDependencies, chains: Chains, starts: Pick<Starts, "startPlan">) {
  const { sql } = deps.db;
  const hookHosts = () => [...parseHostList(deps.settings.current().CHAINWRIGHT_HOOK_HOSTS).entries];
  const deliveries = createDeliveries(deps);
  const asker = (actor: Actor) => ({ userId: userIdOf(actor), isAdmin: isAdmin(actor) });

  return {
    dispatch: createDispatch(deps, chains, starts),
    server: createServerHooks(deps),

    list: deliveries.list,
    get: deliveries.get,
    redeliver: deliveries.redeliver,
    giveUp: deliveries.giveUp,

    /** The state of things: hosts with their breakers, addresses that are off, and the last day by the hour. */
    async overview(actor: Actor, since: number) {
      const viewer = await deliveries.viewer(actor);
      const [hosts, inside, gone, hours, metrics] = await Promise.all([
        overview.listHosts(sql, viewer),
        overview.countInside(sql, viewer),
        listGone(sql, asker(actor)),
        overview.countByHour(sql, viewer, since),
        listMetrics(sql, userIdOf(actor)),
      ]);
      const custom = metrics.filter(({ name }) => name.startsWith("custom_"));
      const own = custom.map(({ userId: _, ...metric }) => ({ ...metric, name: metric.name.slice("custom_".length) }));
      return { hosts, inside, gone, hours, metrics: own.slice(0, 200), allowedHosts: hookHosts() };
    },

    /** Tries a host at once although its breaker is open. */
    async resetBreaker(actor: Actor, host: string): Promise<void> {
      const viewer = await deliveries.viewer(actor, roleFor("execution", "redeliver"));
      if (!(await overview.usesHost(sql, viewer, host))) throw notFound("host", host);
      await closeBreaker(sql, host);
    },

    /** Turns an address on again that had answered 410. */
    async turnOn(actor: Actor, id: string): Promise<void> {
      if (!isUuid(id) || !(await forgetGone(sql, asker(actor), id))) throw notFound("address", id);
    },

    /** Shows what a hook would send of a sample; with `send` it is sent. */
    tryOut: createTrial(deps),
  };
}
