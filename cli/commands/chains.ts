import type { Command } from "commander";
import type { Actor } from "../../server/services/actor";
import type { ChainRow } from "../../server/services/chain-view";
import type { Services } from "../../server/services/services";
import { isoTime, localTime } from "../durations";
import { printJson, printLines } from "../print";
import { OPERATOR, type OpenServices, withServices } from "../services-session";
import { table } from "../table";
import { addSaveChain } from "./save-chain";

const PAGE = 100;

/** `chains`: the saved chains of every person, or of one. */
export function addChains(program: Command, open: OpenServices): void {
  const chains = program
    .command("chains")
    .description("list saved chains; with a command, do something with one")
    .enablePositionalOptions()
    .option("--user <email>", "only this person's")
    .option("--json", "print a JSON array")
    .action(async ({ user, json }: { user?: string; json?: boolean }) => {
      const found = await withServices(open, { engine: false }, (services) =>
        listChains(services, user?.toLowerCase()),
      );
      if (json) return printJson(found.map(toJson));
      const rows = found.map(({ owner, chain }) => [
        chain.id,
        chain.name,
        owner,
        chain.status,
        chain.lastExecution === null
          ? "never"
          : `${chain.lastExecution.status} ${localTime(chain.lastExecution.createdAt)}`,
        localTime(chain.nextRunAt),
      ]);
      printLines(
        rows.length === 0 ? ["No chains yet."] : table(["ID", "NAME", "OWNER", "STATUS", "LAST RUN", "NEXT RUN"], rows),
      );
    });
  addSaveChain(chains, open);
}

interface OwnedChain {
  owner: string;
  chain: ChainRow;
}

/** Chains belong to people: the operator reads each person's in that person's name. */
async function listChains(services: Services, email: string | undefined): Promise<OwnedChain[]> {
  const found: OwnedChain[] = [];
  for (const user of await services.accounts.users(OPERATOR)) {
    if (email !== undefined && user.email.toLowerCase() !== email) continue;
    const actor: Actor = {
      type: "user",
      id: user.id,
      name: user.name,
      email: user.email,
      role: user.role,
      sessionId: "",
    };
    for (let offset = 0, total = 1; offset < total; offset += PAGE) {
      const page = await services.chains.list(actor, { limit: PAGE, offset });
      found.push(...page.items.map((chain) => ({ owner: user.email, chain })));
      total = page.total;
    }
  }
  return found;
}

function toJson({ owner, chain }: OwnedChain) {
  const { id, name, description, tags, status, lastExecution, nextRunAt, updatedAt } = chain;
  const last = lastExecution && {
    id: lastExecution.id,
    status: lastExecution.status,
    with_errors: lastExecution.withErrors,
  };
  return {
    id,
    name,
    description,
    tags,
    status,
    owner,
    last_execution: last,
    next_run_at: isoTime(nextRunAt),
    updated_at: isoTime(updatedAt),
  };
}
