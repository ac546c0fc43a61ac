import type { Diagnostic } from "../../core/definition/diagnostic";
import { referencedSecrets } from "../../core/template/secrets";
import { fillIn } from "../../core/templates/fill-in";
import { AppError } from "../../errors";
import { chainNames } from "../../store/chain-list";
import type { Actor } from "../actor";
import { requireUser } from "../authorize";
import type { Chains } from "../chains";
import { createCompiling } from "../compiling";
import type { ServiceDependencies } from "../dependencies";
import { readArchive, type TextFile } from "./archive";
import { MANIFEST } from "./chain-files";
import { freeName } from "./names";

/** A file as somebody hands it in. */
export interface HandedIn {
  name: string;
  base64: string;
}

/** What a file would become. */
export interface ImportItem {
  file: string;
  /** Null: its text says none that can be read. */
  name: string | null;
  /** What it would be called: another chain has its name. */
  renamedTo: string | null;
  steps: number;
  /** Errors and warnings; with an error it is not imported. */
  problems: Pick<Diagnostic, "severity" | "message" | "line">[];
  /** Names of secrets that it uses and the reader does not have. */
  missingSecrets: string[];
  /** It starts paused, for it would run by itself. */
  scheduled: boolean;
  ready: boolean;
}

const MOST_CHAINS = 100;
const MOST_BYTES = 1_000_000;
const PAUSED = "Imported: turn the schedule on when all is in place.";
const isDefinition = (path: string): boolean => /\.(ya?ml|json)$/i.test(path) && !path.endsWith(MANIFEST);

/** Making chains of files: first a look at what would come of them, then the chains. */
export function createChainImport(deps: ServiceDependencies, chains: Chains) {
  const compiling = createCompiling(deps);

  async function look(actor: Actor, files: readonly HandedIn[]) {
    const { id: userId } = requireUser(actor);
    const texts = await textsOf(files);
    const taken = new Set(await chainNames(deps.db.sql, userId));
    const found: { item: ImportItem; text: string }[] = [];
    for (const { path, text } of texts) {
      const { plan, definition, diagnostics } = await compiling.check(actor, text);
      const secrets = plan ? referencedSecrets(plan) : [];
      const known = await Promise.all(secrets.map((name) => deps.findSecret(userId, name)));
      const missingSecrets = secrets.filter((_, index) => !known[index]);
      const name = plan?.name ?? null;
      const free = name !== null ? freeName(name, taken, "", " ") : null;
      const ready = Boolean(plan) && missingSecrets.length === 0;
      const item = {
        ...{ file: path, name, renamedTo: free !== null && free !== name ? free : null },
        ...{ steps: plan?.steps.length ?? 0, missingSecrets, scheduled: Boolean(definition?.schedule), ready },
        problems: diagnostics.map(({ severity, message, line }) => ({ severity, message, line })),
      };
      found.push({ item, text });
    }
    return found;
  }

  return {
    /** What would be created, and what is wrong with what. Changes nothing. */
    async preview(actor: Actor, files: readonly HandedIn[]): Promise<{ items: ImportItem[] }> {
      return { items: (await look(actor, files)).map(({ item }) => item) };
    },

    /** Creates what is ready; the rest is left out. */
    async create(actor: Actor, files: readonly HandedIn[]) {
      const items: { file: string; id: string; name: string }[] = [];
      for (const { item, text } of await look(actor, files)) {
        if (!item.ready || item.name === null) continue;
        const named = item.renamedTo === null ? text : fillIn(text, { name: item.renamedTo });
        const { id } = await chains.create(actor, named, undefined, item.scheduled ? PAUSED : null);
        items.push({ file: item.file, id, name: item.renamedTo ?? item.name });
      }
      return { items };
    },
  };
}

/** The definitions in the files, those in archives too. */
async function textsOf(files: readonly HandedIn[]): Promise<TextFile[]> {
  const texts: TextFile[] = [];
  for (const { name, base64 } of files) {
    const bytes = Buffer.from(base64, "base64");
    if (/\.zip$/i.test(name)) texts.push(...(await readArchive(bytes)).filter(({ path }) => isDefinition(path)));
    else if (!isDefinition(name)) throw new AppError("invalid", `"${name}" is no YAML, JSON or zip file.`);
    else if (bytes.length > MOST_BYTES) throw new AppError("invalid", `"${name}" is larger than 1 MB.`);
    else texts.push({ path: name, text: bytes.toString("utf8") });
  }
  const broken = texts.find(({ text }) => text.includes("\0"));
  if (broken) throw new AppError("invalid", `"${broken.path}" is not a text.`);
  if (texts.length === 0) throw new AppError("invalid", "There is no definition in there: no YAML or JSON file.");
  if (texts.length > MOST_CHAINS) {
    throw new AppError("invalid", `These are ${texts.length} chains; import at most ${MOST_CHAINS} at once.`);
  }
  return texts;
}
