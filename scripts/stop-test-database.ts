/** Ends what `npm test` started: the tests' own database server. */
import { stopCluster } from "../db/embedded/cluster";
import { testHome } from "../db/testing/test-database";

await stopCluster(testHome());
