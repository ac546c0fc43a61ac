import type { Command } from "commander";
import { AppError } from "../../server/errors";
import type { Actor } from "../../server/services/actor";
import type { Services } from "../../server/services/services";
import { EXIT } from "../exit-codes";
import { printJson, printLines } from "../print";
import { readTextFile } from "../read-text-file";
import { OPERATOR, type OpenServices, withServices } from "../services-session";

/** `chains save FILE --user EMAIL`: a chain in a person's name; one of that name gets a new version. */
export function addSaveChain(chains: Command, open: OpenServices): void {
  chains
    .command("save")
    .description("save a definition as a chain of a person, or as a new version of their chain with that name")
    .argument("<file>", "YAML or JSON file, - for standard input")
    .requiredOption("--user <email>", "whose chain it is")
    .option("--json", "print one object and nothing else")
    .action(async (file: string, { user, json }: { user: string; json?: boolean }) => {
      const read = readTextFile(file);
      if (!read.ok) return chains.error(`error: ${read.message}`, { exitCode: EXIT.invalid });
      const saved = await withServices(open, { engine: false }, (services) => save(services, user, read.text));
      if (json) printJson({ id: saved.id, name: saved.name, version: saved.versionNumber });
      else printLines([`Saved ${saved.name} as version ${saved.versionNumber} (${saved.id}).`]);
    });
}

async function save(services: Services, email: string, source: string) {
  const { name } = await services.chains.prepare(OPERATOR, source);
  const actor = await personWith(services, email);
  const { items } = await services.chains.list(actor, { search: name, limit: 100, offset: 0 });
  const there = items.find((chain) => chain.name === name);
  if (!there) return { name, ...(await services.chains.create(actor, source)) };
  const { version } = await services.chains.get(actor, there.id);
  return { name, id: there.id, ...(await services.chains.save(actor, there.id, source, version.number)) };
}

async function personWith(services: Services, email: string): Promise<Actor> {
  const users = await services.accounts.users(OPERATOR);
  const user = users.find((one) => one.email.toLowerCase() === email.toLowerCase());
  if (!user) throw new AppError("not_found", `Nobody has the e-mail address ${email}. See chainwright users list.`);
  const { id, name, role } = user;
  return { type: "user", id, name, email: user.email, role, sessionId: "" };
}
