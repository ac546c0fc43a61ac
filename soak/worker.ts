/** A worker that delivers hooks too, to the receiver that its environment names. Run with `node --import tsx worker.ts`. */
import { runWorker } from "../server/engine/testing/worker-main";
import { parseHostList } from "../server/hooks/host-list";
import { createHookSetup } from "../server/hooks/setup";
import { parseAllowHosts } from "../server/outbound/allow-list";
import { createOutbound } from "../server/outbound/outbound";
import { DELIVERY_LEASE, RECEIVER_VARIABLE } from "./deliveries/expected";

const receiver = process.env[RECEIVER_VARIABLE] ?? "";

await runWorker(async ({ sql, signals, log }) => {
  const outbound = createOutbound({ allowHosts: parseAllowHosts("127.0.0.1") });
  const setup = createHookSetup({
    ...{ sql, signals, log, outbound, hosts: parseHostList("127.0.0.1"), environment: "soak", lease: DELIVERY_LEASE },
    ...{ perSecond: () => 10_000, env: { [RECEIVER_VARIABLE]: receiver } },
    readSecret: async () => null,
    dispatch: async () => {
      throw new Error("No chain of the soak starts a task.");
    },
    serverHooks: async () => null,
  });
  await setup.start({ deliver: true });
  return {
    port: setup.port,
    async stop() {
      await setup.stop();
      await outbound.close();
    },
  };
});
