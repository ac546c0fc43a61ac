/** How numbers, times and ids read everywhere. Pure: the same in tests, on the server and in the browser. */

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** "380 ms", "3.2 s", "1m 24.6s", "2h 03m", "3d 4h". */
export function formatDuration(ms: number): string {
  const value = Math.max(0, ms);
  if (value < SECOND) return `${Math.round(value)} ms`;
  if (value < MINUTE - 50) return `${(value / SECOND).toFixed(1)} s`;
  if (value < HOUR) {
    const tenths = Math.round(value / 100);
    return `${Math.floor(tenths / 600)}m ${((tenths % 600) / 10).toFixed(1).padStart(4, "0")}s`;
  }
  if (value < DAY) return `${Math.floor(value / HOUR)}h ${pad(Math.floor((value % HOUR) / MINUTE))}m`;
  return `${Math.floor(value / DAY)}d ${Math.floor((value % DAY) / HOUR)}h`;
}

/** Without fractions, for distances in time: "now", "12 s", "4 min", "2 h", "3 d". */
export function formatSpan(ms: number): string {
  const value = Math.abs(ms);
  if (value < SECOND) return "now";
  if (value < MINUTE) return `${Math.round(value / SECOND)} s`;
  if (value < HOUR) return `${Math.round(value / MINUTE)} min`;
  if (value < 2 * DAY) return `${Math.round(value / HOUR)} h`;
  return `${Math.round(value / DAY)} d`;
}

/** "812 B", "4.1 KB", "12 MB". */
export function formatBytes(bytes: number): string {
  if (bytes < 1024) return `${bytes} B`;
  for (const [unit, size] of [
    ["KB", 1024],
    ["MB", 1024 ** 2],
    ["GB", 1024 ** 3],
  ] as const) {
    const value = bytes / size;
    if (value < 1024 || unit === "GB") return `${value < 10 ? value.toFixed(1) : Math.round(value)} ${unit}`;
  }
  return `${bytes} B`;
}

/** "1 204": thin groups of three, the same in every locale. */
export function formatCount(count: number): string {
  return String(count).replace(/\B(?=(\d{3})+$)/g, "\u202f");
}

/** "1 step", "3 steps". */
export function plural(count: number, one: string, many = `${one}s`): string {
  return `${formatCount(count)} ${count === 1 ? one : many}`;
}

/** "019aa431…d3b7": enough of an id to recognise it. */
export function shortId(id: string): string {
  return id.length > 14 ? `${id.slice(0, 8)}…${id.slice(-4)}` : id;
}

/** Local clock time "10:45:36". */
export function formatClock(at: number, seconds = true): string {
  const date = new Date(at);
  const clock = `${pad(date.getHours())}:${pad(date.getMinutes())}`;
  return seconds ? `${clock}:${pad(date.getSeconds())}` : clock;
}

/** Local time as one says it: "10:45", "yesterday 05:00", "tomorrow 05:00", "18 Nov 16:20", "18 Nov 2024". */
export function formatMoment(at: number, now: number): string {
  const date = new Date(at);
  const days = Math.round((startOfDay(date) - startOfDay(new Date(now))) / DAY);
  const clock = formatClock(at, false);
  if (days === 0) return clock;
  if (days === -1) return `yesterday ${clock}`;
  if (days === 1) return `tomorrow ${clock}`;
  const day = `${date.getDate()} ${MONTHS[date.getMonth()]}`;
  return date.getFullYear() === new Date(now).getFullYear() ? `${day} ${clock}` : `${day} ${date.getFullYear()}`;
}

/** "Sat 21 Nov 2026, 15:45:36 UTC", for the tooltip of a local time. */
export function formatUtc(at: number): string {
  return `${new Date(at)
    .toUTCString()
    .replace("GMT", "UTC")
    .replace(",", "")
    .replace(/(\d{4}) /, "$1, ")}`;
}

/** Local day, for grouping: "2026-11-21". */
export function dayKey(at: number): string {
  const date = new Date(at);
  return `${date.getFullYear()}-${pad(date.getMonth() + 1)}-${pad(date.getDate())}`;
}

/** "Today", "Yesterday" or "Thursday", and "21 November". */
export function dayTitle(at: number, now: number): { name: string; date: string } {
  const date = new Date(at);
  const days = Math.round((startOfDay(new Date(now)) - startOfDay(date)) / DAY);
  const month = date.toLocaleDateString("en-GB", { month: "long" });
  const weekday = date.toLocaleDateString("en-GB", { weekday: "long" });
  const name = days === 0 ? "Today" : days === 1 ? "Yesterday" : weekday;
  return { name, date: `${date.getDate()} ${month}` };
}

const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
const pad = (value: number): string => String(value).padStart(2, "0");

function startOfDay(date: Date): number {
  return new Date(date.getFullYear(), date.getMonth(), date.getDate()).getTime();
}
