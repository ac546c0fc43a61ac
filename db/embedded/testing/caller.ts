/** A process that asks for the cluster of a folder, says what it got, and ends. Run with `node --import tsx`. */
import { ensureCluster } from "../cluster";

const { url, started } = await ensureCluster({ home: process.argv[2] ?? "", unsafe: true });
console.log(JSON.stringify({ url, started }));
