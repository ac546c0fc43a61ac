import type { PlanHooks } from "../../core/hooks/plan-hook";
import { check } from "../../core/plan/check";
import type { Plan } from "../../core/plan/plan";
import { smallCatalog } from "../../core/plan/testing/small-catalog";
import { EngineHarness } from "../../engine/testing/engine-harness";
import { type Script, ScriptedPort, succeed } from "../../engine/testing/scripted-port";
import { parseAllowHosts } from "../../outbound/allow-list";
import { createOutbound, type Outbound } from "../../outbound/outbound";
import { type DeliveryDetail, findDelivery, listDeliveries } from "../../store/hook-delivery-list";
import { listenToSignals, type Signals } from "../../store/signals";
import type { DispatchRequest, HookDependencies } from "../attempt";
import { parseHostList } from "../host-list";
import { createHookSetup, type HookSetup } from "../setup";
import { Receiver } from "./receiver";

const silent = { info() {}, warn() {}, error() {} };
const VIEWER = { reach: null, isAdmin: true };
const EVERYTHING = {
  ...{ search: null, state: null, moment: null, type: null, chainId: null, executionId: null, host: null, since: null },
};

/** An engine with hooks on a database of its own, and a receiver. */
export class HookBench {
  readonly dispatched: DispatchRequest[] = [];
  server: PlanHooks | null = null;
  private readonly setups: { setup: HookSetup; signals: Signals; outbound: Outbound }[] = [];

  private constructor(
    readonly harness: EngineHarness,
    readonly receiver: Receiver,
  ) {}

  static async open(): Promise<HookBench> {
    return new HookBench(await EngineHarness.create(), await Receiver.start());
  }

  dependencies(outbound: Outbound, hosts = "127.0.0.1"): HookDependencies {
    return {
      ...{ sql: this.harness.db.sql, outbound, hosts: parseHostList(hosts), perSecond: () => 1_000 },
      env: { WEBHOOK_URL: this.receiver.url, REGION: "eu" },
      readSecret: async (_, name) => (name === "hook" ? "whsec_c2VjcmV0" : null),
      dispatch: async (request) => {
        this.dispatched.push(request);
        return { executionId: `started-${request.taskId}` };
      },
    };
  }

  outbound(): Outbound {
    return createOutbound({ allowHosts: parseAllowHosts("127.0.0.1") });
  }

  /** What a process has of hooks; `deliver`: it delivers. */
  async setup({ deliver = true, hosts = "127.0.0.1" } = {}): Promise<HookSetup> {
    const signals = await listenToSignals(this.harness.db.sql);
    const outbound = this.outbound();
    const setup = createHookSetup({
      ...this.dependencies(outbound, hosts),
      ...{ signals, log: silent, environment: "test", serverHooks: async () => this.server },
    });
    await setup.start({ deliver });
    this.setups.push({ setup, signals, outbound });
    return setup;
  }

  /** Runs a chain to its end. */
  async run(text: string, scripts: Record<string, Script> = {}, setup?: HookSetup) {
    const { port } = setup ?? (await this.setup());
    await this.harness.engine(new ScriptedPort({ sort: () => succeed({ total: 1 }), ...scripts }), { hooks: port });
    return this.harness.ended(await this.harness.start(planOfText(text)));
  }

  async deliveries(executionId?: string): Promise<DeliveryDetail[]> {
    const filter = { ...EVERYTHING, executionId: executionId ?? null };
    const { items } = await listDeliveries(this.harness.db.sql, VIEWER, filter, { limit: 200, offset: 0 });
    const found = await Promise.all(items.map(({ id }) => findDelivery(this.harness.db.sql, id)));
    return found.flatMap((one) => one ?? []).reverse();
  }

  /** Waits, woken by the database, until the deliveries are as they should be. */
  async until(condition: (deliveries: DeliveryDetail[]) => boolean): Promise<DeliveryDetail[]> {
    const signals = await listenToSignals(this.harness.db.sql);
    try {
      for (;;) {
        const woken = new Promise<void>((resolve) => {
          const stop = signals.on("hooks", () => {
            stop();
            resolve();
          });
        });
        const found = await this.deliveries();
        if (condition(found)) return found;
        await Promise.race([woken, new Promise((resolve) => setTimeout(resolve, 100))]);
      }
    } finally {
      await signals.close();
    }
  }

  /** Until nothing is to be delivered any more. */
  settled(): Promise<DeliveryDetail[]> {
    return this.until((all) => all.length > 0 && all.every(({ nextAt }) => nextAt === null));
  }

  async close(): Promise<void> {
    for (const { setup, signals, outbound } of this.setups) {
      await setup.stop();
      await signals.close();
      await outbound.close();
    }
    await this.harness.close();
    await this.receiver.close();
  }
}

/** The plan of a definition that has no errors. */
export function planOfText(text: string): Plan {
  const { plan, diagnostics } = check(text, { catalog: smallCatalog, hookEnv: ["WEBHOOK_URL", "REGION"] });
  if (!plan) throw new Error(diagnostics.map(({ path, message }) => `${path}: ${message}`).join("\n"));
  return plan;
}
