import type { SimulatedRun } from "@/server/core/schedule/simulate";

/** `02:30 EST` and `Fri 12 Mar` where the schedule is, `07:30` in UTC. */
export interface RunTimes {
  day: string;
  time: string;
  utc: string;
}

export function runTimes(at: number, timezone: string): RunTimes {
  const local = partsOf(at, timezone);
  const utc = partsOf(at, "UTC");
  return {
    day: `${local.weekday} ${local.day} ${local.month}${local.year === thisYear(at) ? "" : ` ${local.year}`}`,
    time: `${local.hour}:${local.minute}${local.second === "00" ? "" : `:${local.second}`} ${local.zone}`,
    utc: `${utc.hour}:${utc.minute} UTC`,
  };
}

const thisYear = (at: number): string => String(new Date(at).getUTCFullYear());

function partsOf(at: number, timeZone: string) {
  const format = new Intl.DateTimeFormat("en-GB", {
    ...{ timeZone, hourCycle: "h23", weekday: "short", day: "numeric", month: "short", year: "numeric" },
    ...{ hour: "2-digit", minute: "2-digit", second: "2-digit", timeZoneName: "short" },
  });
  const parts = Object.fromEntries(format.formatToParts(at).map(({ type, value }) => [type, value]));
  return { ...parts, zone: zoneName(at, timeZone) } as Record<
    "weekday" | "day" | "month" | "year" | "hour" | "minute" | "second" | "zone",
    string
  >;
}

/** American abbreviations are known in en-US only, and the others nowhere. */
function zoneName(at: number, timeZone: string): string {
  const format = new Intl.DateTimeFormat("en-US", { timeZone, timeZoneName: "short" });
  return format.formatToParts(at).find(({ type }) => type === "timeZoneName")?.value ?? "";
}

/** Why a run is not simply started at its time: a sentence; null: it is. */
export function whyWords({ why, startsAt, fate }: SimulatedRun, timezone: string): string | null {
  const start = startsAt === null ? "" : runTimes(startsAt, timezone).time;
  switch (why) {
    case "outage":
      return "Missed: the server is down then.";
    case "late":
      return `Due while the server is down. Runs at ${start}, when it is back.`;
    case "overlap":
      return "Skipped: the run before it still goes on.";
    case "queued":
      return `Waits for the run before it. Runs at ${start}.`;
    case "cancels":
      return "Cancels the run before it, which still goes on.";
    default:
      return fate === "runs" ? null : "Does not run.";
  }
}

/** What an outage and clock changes do to a range, in one sentence; null: nothing. */
export function summaryOf(runs: readonly SimulatedRun[]): string | null {
  const clocks = runs.filter(({ clock }) => clock !== null).length;
  const missed = runs.filter(({ fate }) => fate === "missed").length;
  const skipped = runs.filter(({ fate }) => fate === "skipped").length;
  const parts = [
    clocks > 0 ? `${count(clocks, "run meets", "runs meet")} a change of the clock` : null,
    missed > 0 ? `${count(missed, "run is", "runs are")} missed` : null,
    skipped > 0 ? `${count(skipped, "run is", "runs are")} skipped` : null,
  ].filter((part) => part !== null);
  if (parts.length === 0) return null;
  const text = parts.join(", ");
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}

const count = (number: number, one: string, many: string): string =>
  number === 1 ? `one ${one}` : `${number} ${many}`;
