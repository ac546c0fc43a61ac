import type { Command } from "commander";
import { isoTime, localTime } from "../durations";
import { EXIT } from "../exit-codes";
import { printJson, printLines } from "../print";
import { readTextFile } from "../read-text-file";
import { OPERATOR, type OpenServices, withServices } from "../services-session";
import { table } from "../table";

/** `users create EMAIL --password-stdin`, `users list`: for the operator, who needs no account. */
export function addUsers(program: Command, open: OpenServices): void {
  const users = program.command("users").description("manage accounts");
  users
    .command("create")
    .description("create an account; the password comes from standard input")
    .argument("<email>")
    .option("--name <name>", "name of the person (default: what stands before the @)")
    .option("--admin", "make it an administrator")
    .requiredOption("--password-stdin", "read the password from standard input")
    .action(async (email: string, { name, admin }: { name?: string; admin?: boolean }) => {
      const read = readTextFile("-");
      const password = read.ok ? read.text.replace(/\r?\n$/, "") : "";
      if (password === "") program.error("error: standard input holds no password", { exitCode: EXIT.invalid });
      const person = { name: name ?? email.split("@")[0] ?? email, email, password };
      const role = admin ? "admin" : "user";
      const { id } = await withServices(open, { engine: false }, (services) =>
        services.accounts.createUser(OPERATOR, person, role),
      );
      printLines([`Created ${role === "admin" ? "administrator" : "user"} ${email} (${id}).`]);
    });

  users
    .command("list")
    .description("list accounts")
    .option("--json", "print a JSON array")
    .action(async ({ json }: { json?: boolean }) => {
      const found = await withServices(open, { engine: false }, (services) => services.accounts.users(OPERATOR));
      if (json) {
        return printJson(
          found.map(({ createdAt, lastSeenAt, ...user }) => ({
            ...user,
            created_at: isoTime(createdAt),
            last_seen_at: isoTime(lastSeenAt),
          })),
        );
      }
      const rows = found.map((user) => [user.email, user.name, user.role, user.status, localTime(user.lastSeenAt)]);
      printLines(
        rows.length === 0 ? ["No accounts yet."] : table(["EMAIL", "NAME", "ROLE", "STATUS", "LAST SEEN"], rows),
      );
    });
}
