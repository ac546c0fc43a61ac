import { CronExpressionParser } from "cron-parser";

/** The five fields of a cron expression as lists of numbers, ready to be walked. */
export interface CronFields {
  minutes: readonly number[];
  hours: readonly number[];
  months: ReadonlySet<number>;
  daysOfMonth: ReadonlySet<number>;
  daysOfWeek: ReadonlySet<number>;
  /** `*` in one of the two day fields: the other decides alone. Otherwise either may match, as cron always did. */
  anyDayOfMonth: boolean;
  anyDayOfWeek: boolean;
  /** `*` or a step of it in the hours: an interval that follows real time, not fixed times of day. */
  everyHour: boolean;
}

const EXAMPLE = 'Write five fields: minute, hour, day of month, month, day of week, e.g. "30 6 * * 1-5".';

/** What is wrong with a cron expression, as a sentence; null when it is right. */
export function cronProblem(expression: string): string | null {
  try {
    parseCron(expression);
    return null;
  } catch (error) {
    return `"${expression}" is no cron expression that fits. ${error instanceof CronError ? error.message : why(error)}`;
  }
}

/** The library's complaint in our words. */
function why(error: unknown): string {
  const message = error instanceof Error ? error.message : "";
  if (message.includes("day of month definition")) return "It would never fire: no month in it has such a day.";
  const range = /got value (\S+) expected range (\d+)-(\d+)/.exec(message);
  return range ? `${range[1]} is not from ${range[2]} to ${range[3]}. ${EXAMPLE}` : EXAMPLE;
}

class CronError extends Error {}

/** @throws when the expression is not five fields of numbers, names, lists, ranges and steps. */
export function parseCron(expression: string): CronFields {
  const written = expression.trim().split(/\s+/);
  if (written.length !== 5) throw new CronError(EXAMPLE);
  if (!written.every((field) => /^[0-9A-Za-z*,/-]+$/.test(field)) || /\b[LWH]\b|\dL/i.test(expression)) {
    throw new CronError("Only numbers, names of days and months, *, lists, ranges and steps are possible.");
  }
  const { fields } = CronExpressionParser.parse(written.join(" "));
  const numbers = (values: readonly unknown[]) => values.map(Number).sort((a, b) => a - b);
  const [, hour = "", dayOfMonth = "", , dayOfWeek = ""] = written;
  return {
    minutes: numbers(fields.minute.values),
    hours: numbers(fields.hour.values),
    months: new Set(numbers(fields.month.values)),
    daysOfMonth: new Set(numbers(fields.dayOfMonth.values)),
    daysOfWeek: new Set(numbers(fields.dayOfWeek.values).map((day) => day % 7)),
    anyDayOfMonth: dayOfMonth.startsWith("*"),
    anyDayOfWeek: dayOfWeek.startsWith("*"),
    everyHour: hour.startsWith("*"),
  };
}

/** Whether a day (wall time) is one of the expression's days. */
export function cronMatchesDay(cron: CronFields, day: Date): boolean {
  if (!cron.months.has(day.getUTCMonth() + 1)) return false;
  const ofMonth = cron.daysOfMonth.has(day.getUTCDate());
  const ofWeek = cron.daysOfWeek.has(day.getUTCDay());
  return cron.anyDayOfMonth || cron.anyDayOfWeek ? ofMonth && ofWeek : ofMonth || ofWeek;
}
