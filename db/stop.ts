/** `npm run db:stop`: stops the embedded database of the state folder, and the tests' own. */
import { stopCluster } from "./embedded/cluster";
import { testHome } from "./testing/test-database";

const home = process.env.CHAINWRIGHT_HOME ?? ".chainwright";
const stopped = (await stopCluster(home)) ? "The database has stopped." : "No database was running.";
await stopCluster(testHome());
process.stdout.write(`${stopped}\n`);
