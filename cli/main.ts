import { Command, CommanderError } from "commander";
import { AppError } from "../server/errors";
import { addCancel } from "./commands/cancel";
import { addChains } from "./commands/chains";
import { addDoctor } from "./commands/doctor";
import { addExecutions } from "./commands/executions";
import { addRun } from "./commands/run";
import { addSchedule } from "./commands/schedule";
import { addShow } from "./commands/show";
import { addTokens } from "./commands/tokens";
import { addUsers } from "./commands/users";
import { addValidate } from "./commands/validate";
import { EXIT } from "./exit-codes";
import { openServices } from "./open-services";

/** The program: parses the arguments, runs one command, says what went wrong in one line. */
const program = new Command()
  .name("chainwright")
  .description("Durable chains of steps, from the command line. Works with and without a running server.")
  // Options belong to the command that they follow: `executions` has --json, and each of its commands too.
  .enablePositionalOptions()
  .exitOverride()
  .showHelpAfterError("Add --help for the options.");

addValidate(program);
addRun(program, openServices);
addChains(program, openServices);
addExecutions(program, openServices);
addShow(program, openServices);
addCancel(program, openServices);
addUsers(program, openServices);
addTokens(program, openServices);
addSchedule(program);
addDoctor(program, openServices);

try {
  await program.parseAsync();
} catch (error) {
  process.exitCode = exitCodeOf(error);
}

function exitCodeOf(error: unknown): number {
  // Commander has said it already; help and version end with 0.
  if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.ok : EXIT.invalid;
  const expected = error instanceof AppError;
  process.stderr.write(
    `${expected ? error.message : error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`,
  );
  return expected && error.code === "invalid" ? EXIT.invalid : EXIT.failed;
}
