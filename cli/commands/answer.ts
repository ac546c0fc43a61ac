import type { Command } from "commander";
import type { JsonObject } from "../../server/core/json";
import { EXIT } from "../exit-codes";
import { followRun } from "../follow-run";
import { jsonObject, wholeNumber } from "../json-option";
import { printJson, printLines } from "../print";
import { OPERATOR, type OpenServices, type ServicesSession, withServices } from "../services-session";

interface Options {
  step: string;
  item?: number;
  approve?: boolean;
  reject?: boolean;
  answers?: JsonObject;
  note?: string;
  wait?: boolean;
  json?: boolean;
}

/** `executions answer ID`: says yes or no to a step that asks. */
export function addAnswer(executions: Command, open: OpenServices): void {
  said(executions.command("answer"), "answer the question of a step that waits for a person")
    .option("--item <index>", "of a loop: which item asks", wholeNumber(0, 9_999))
    .option("--approve", "say yes")
    .option("--reject", "say no")
    .option("--answers <json>", "the fields of the question's form", jsonObject)
    .action(async (id: string, options: Options) => {
      const { step: stepId, item = null, approve, reject, answers = {}, note = null } = options;
      if (Boolean(approve) === Boolean(reject)) {
        executions.error("error: give either --approve or --reject", { exitCode: EXIT.invalid });
      }
      const given = { approved: Boolean(approve), answers, note };
      await say(open, id, options, { id, step: stepId, item, approved: given.approved }, ({ services }) =>
        services.executions.answer(OPERATOR, { id, stepId, item }, given),
      );
    });
}

/** `executions continue ID`: lets a step with `trigger: manual` go on. */
export function addContinue(executions: Command, open: OpenServices): void {
  said(executions.command("continue"), "let a step with a manual trigger go on").action(
    async (id: string, options: Options) => {
      const { step: stepId, note = null } = options;
      await say(open, id, options, { id, step: stepId }, ({ services }) =>
        services.executions.continue(OPERATOR, { id, stepId, item: null }, note),
      );
    },
  );
}

const said = (command: Command, description: string): Command =>
  command
    .description(description)
    .argument("<id>", "execution id")
    .requiredOption("--step <id>", "the step that waits")
    .option("--note <text>", "kept in the record")
    .option("--wait", "drive the execution to its end and print what run prints")
    .option("--json", "print one object and nothing else");

async function say(
  open: OpenServices,
  id: string,
  { wait = false, json = false }: Options,
  said: JsonObject,
  record: (session: ServicesSession) => Promise<void>,
): Promise<void> {
  await withServices(open, { engine: wait }, async (_, session) => {
    await record(session);
    if (wait) {
      session.take(id);
      process.exitCode = await followRun(session, id, { json });
    } else if (json) printJson({ ...said, recorded: true });
    else printLines(["It is recorded. The execution goes on as soon as a server, or a run of it, sees that."]);
  });
}
