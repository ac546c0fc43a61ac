import { readFile } from "node:fs/promises";
import path from "node:path";
import type { Actor } from "../services/actor";
import { webApp } from "./app";

const SAMPLES = ["shop-checkout.yaml", "deals-report.yaml", "morning-brief.json"];
/** Where the samples say that the demo shop is; this server may be elsewhere. */
const WRITTEN_FOR = "http://localhost:3000";

/** Gives a person the sample chains, pointed at this server's demo shop. */
export async function installSamples(person: { id: string; name: string; email: string }): Promise<void> {
  const { services } = await webApp();
  const owner: Actor = { type: "user", ...person, role: "user", sessionId: "" };
  for (const file of SAMPLES) {
    const source = await readFile(path.join(process.cwd(), "examples", file), "utf8");
    await services.chains.create(owner, await pointedHere(source));
  }
}

/** A sample as it is written, with the address of this server's demo shop in it. */
export async function pointedHere(source: string): Promise<string> {
  const { config } = await webApp();
  return source.replaceAll(WRITTEN_FOR, `http://localhost:${config.PORT ?? 3000}`);
}
