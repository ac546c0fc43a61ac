import { referencedSecrets } from "../../core/template/secrets";
import { AppError } from "../../errors";
import type { Actor } from "../actor";
import type { Chains } from "../chains";
import { writeArchive } from "./archive";
import { fileName, freeName } from "./names";

/** What an archive of chains says about itself. */
export const MANIFEST = "manifest.json";

export interface Exported {
  name: string;
  base64: string;
  count: number;
  skipped: { id: string; why: string }[];
}

/** Definitions of several chains as one zip file. Ids, owners, sessions, and values of secrets are not in it. */
export async function exportChains(chains: Chains, actor: Actor, ids: readonly string[]): Promise<Exported> {
  const files: { path: string; text: string }[] = [];
  const listed: { file: string; name: string; secrets: string[]; schedule: string | null }[] = [];
  const skipped: Exported["skipped"] = [];
  const taken = new Set([MANIFEST]);
  for (const id of new Set(ids)) {
    try {
      const { name, version, schedule } = await chains.get(actor, id);
      const { plan } = await chains.plan(actor, id, version.number, "read");
      const path = freeName(fileName(name), taken, `.${version.language}`);
      files.push({ path, text: version.source });
      listed.push({ file: path, name, secrets: referencedSecrets(plan), schedule: schedule?.words ?? null });
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      skipped.push({ id, why: error.message });
    }
  }
  if (files.length === 0) throw new AppError("not_found", "None of these chains is there any more. Reload the list.");
  const now = new Date();
  const manifest = { format: "chains", version: 1, exportedAt: now.toISOString(), chains: listed };
  const archive = await writeArchive(
    [{ path: MANIFEST, text: `${JSON.stringify(manifest, null, 2)}\n` }, ...files],
    now,
  );
  const name = `chains-${now.toISOString().slice(0, 10)}.zip`;
  return { name, base64: archive.toString("base64"), count: files.length, skipped };
}
