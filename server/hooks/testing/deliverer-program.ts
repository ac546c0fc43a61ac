/** A process that delivers what hooks are owed and nothing else, for tests that kill it. It says `ready`. */
import { openDatabase } from "../../../db/client";
import { parseAllowHosts } from "../../outbound/allow-list";
import { createOutbound } from "../../outbound/outbound";
import { listenToSignals } from "../../store/signals";
import { parseHostList } from "../host-list";
import { createHookSetup } from "../setup";

const { DATABASE_URL: url = "", WEBHOOK_URL = "" } = process.env;
const db = openDatabase({ url, max: 4 });
const signals = await listenToSignals(db.sql);
const setup = createHookSetup({
  ...{ sql: db.sql, signals, log: { info() {}, warn() {}, error() {} }, environment: "test" },
  ...{ outbound: createOutbound({ allowHosts: parseAllowHosts("127.0.0.1") }), hosts: parseHostList("127.0.0.1") },
  ...{ perSecond: () => 1_000, env: { WEBHOOK_URL, REGION: "eu" } },
  readSecret: async () => null,
  dispatch: async ({ taskId }) => ({ executionId: `started-${taskId}` }),
  serverHooks: async () => null,
});
await setup.start({ deliver: true });
process.stdin.resume();
console.log("ready");
