import type { Command } from "commander";
import { ALL_SCOPES, SCOPE_NAMES } from "../../server/services/token-scopes";
import { isoTime, localTime } from "../durations";
import { EXIT } from "../exit-codes";
import { printJson, printLines } from "../print";
import { OPERATOR, type OpenServices, withServices } from "../services-session";

interface CreateOptions {
  user: string;
  scope: string[];
  name: string;
  days?: string;
  json?: boolean;
}

/** `tokens create`: for the operator, who makes tokens for people. */
export function addTokens(program: Command, open: OpenServices): void {
  const tokens = program.command("tokens").description("manage API tokens");
  tokens
    .command("create")
    .description("make a token that acts as a person, within its scopes; it is shown once")
    .requiredOption("--user <email>", "whose token it is")
    .requiredOption("--scope <name...>", `what it may do, one or several: ${[...SCOPE_NAMES, ALL_SCOPES].join(", ")}`)
    .option("--name <name>", "what it is for", "command line")
    .option("--days <count>", "for how many days it holds (default: it does not expire)")
    .option("--json", "print one JSON object")
    .action(async ({ user, scope, name, days, json }: CreateOptions) => {
      const expiresInDays = days === undefined ? null : Number(days);
      if (expiresInDays !== null && !Number.isInteger(expiresInDays))
        program.error("error: --days is a whole number", { exitCode: EXIT.invalid });
      const made = await withServices(open, { engine: false }, (services) =>
        services.tokens.createFor(OPERATOR, user, { name, scopes: scope, expiresInDays }),
      );
      if (json) {
        const { id, token, scopes, createdAt, expiresAt } = made;
        return printJson({
          ...{ id, token, name: made.name, user, scopes },
          ...{ created_at: isoTime(createdAt), expires_at: isoTime(expiresAt) },
        });
      }
      const until = made.expiresAt === null ? "does not expire" : `until ${localTime(made.expiresAt)}`;
      printLines([made.token, `For ${user}, may: ${made.scopes.join(", ")}; ${until}. It is not shown again.`]);
    });
}
