/** A process that fires schedules and nothing else, for tests that kill it. It says `ready`, and looks many times a second. */
import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { openDatabase } from "../../../db/client";
import { createLog } from "../../log";
import { loadKeys } from "../../secrets/keys";
import { createServices } from "../../services/services";
import { fixedSettings } from "../../settings/settings";
import { listenToSignals } from "../../store/signals";
import { toolCatalog } from "../../tools/descriptions";
import { createScheduler } from "../scheduler";

const { DATABASE_URL: url = "", SCHEDULER_HOME = await mkdtemp(path.join(tmpdir(), "chainwright-scheduler-")) } =
  process.env;
const db = openDatabase({ url, max: 3 });
const signals = await listenToSignals(db.sql);
const log = createLog("silent");
const services = createServices({
  ...{ db, signals, log, catalog: toolCatalog, home: SCHEDULER_HOME, keys: loadKeys(SCHEDULER_HOME, undefined) },
  findSecret: async () => null,
  settings: fixedSettings(),
  copyFiles: async () => {},
});
createScheduler({ sql: db.sql, services, log, lookEveryMs: 20 }).start();
// The scheduler's timer keeps no process alive; the input stands for a server's socket.
process.stdin.resume();
console.log("ready");
