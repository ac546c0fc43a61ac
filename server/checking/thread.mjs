/** A thread begins with what Node can read; the rest is read as the sources are. */
import { tsImport } from "tsx/esm/api";

await tsImport("./worker.ts", import.meta.url);
