import { type Command, Option } from "commander";
import { FREQUENCIES } from "../../server/core/definition/schema/schedule";
import { nextFires } from "../../server/core/schedule/next-fires";
import { scheduleInWords } from "../../server/core/schedule/words";
import { EXIT } from "../exit-codes";
import { printJson, printLines } from "../print";
import { readSchedule, type ScheduleOptions } from "../read-schedule";

const MAX_COUNT = 1_000;

interface NextOptions extends ScheduleOptions {
  from?: string;
  count: string;
  json?: boolean;
}

/** `schedule next`: when a schedule would fire. Needs no database. */
export function addSchedule(program: Command): void {
  const schedules = program.command("schedule").description("try out schedules");
  schedules
    .command("next")
    .description("print the next times at which a schedule fires")
    .addOption(new Option("--cron <expression>", "five fields").conflicts(["frequency", "time", "days", "date"]))
    .addOption(new Option("--frequency <name>", "how often").choices(FREQUENCIES.filter((name) => name !== "cron")))
    .option("--time <time>", "time of day, HH:MM or HH:MM:SS")
    .option("--days <day...>", "weekly: names of days or 0 (Sunday) to 6; monthly: 1 to 31")
    .option("--date <date>", "once: the day, YYYY-MM-DD")
    .requiredOption("--zone <name>", "IANA name of the timezone")
    .option("--from <instant>", "ISO 8601; times are after it (default: now)")
    .option("--count <number>", "how many", "10")
    .option("--json", "print one JSON object")
    .action((options: NextOptions) => {
      const refuse = (message: string): never => program.error(`error: ${message}`, { exitCode: EXIT.invalid });
      const count = Number(options.count);
      if (!Number.isInteger(count) || count < 1 || count > MAX_COUNT) refuse(`--count is 1 to ${MAX_COUNT}`);
      const from = options.from === undefined ? Date.now() : Date.parse(options.from);
      if (Number.isNaN(from)) refuse(`--from "${options.from}" is no instant such as 2025-03-09T00:00:00Z`);
      const read = readSchedule(options);
      if (!read.ok) return refuse(read.problems.join(" "));
      const times = nextFires(read.schedule, from, count).map((time) => new Date(time).toISOString());
      if (options.json) return printJson({ times });
      printLines([scheduleInWords(read.schedule), ...(times.length === 0 ? ["It does not fire again."] : times)]);
    });
}
