/**
 * Wall-clock arithmetic in IANA timezones, on the tables that Intl carries. A wall time is epoch milliseconds as if the
 * clock on the wall were UTC, so `Date.UTC(...)` makes one and `getUTC...` reads it.
 */
export type WallMs = number;

const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(timezone: string): Intl.DateTimeFormat {
  let format = formats.get(timezone);
  if (format === undefined) {
    format = new Intl.DateTimeFormat("en-US", {
      timeZone: timezone,
      hourCycle: "h23",
      era: "short",
      year: "numeric",
      month: "numeric",
      day: "numeric",
      hour: "numeric",
      minute: "numeric",
      second: "numeric",
    });
    formats.set(timezone, format);
  }
  return format;
}

/** Whether the name is one of the IANA zones. Bare offsets such as `+02:00` are not: they know no summer time. */
export function isTimezone(name: string): boolean {
  if (!/^[A-Za-z][A-Za-z0-9_+/-]*$/.test(name)) return false;
  try {
    formatOf(name);
    return true;
  } catch {
    return false;
  }
}

/** What the clock on the wall shows at an instant. */
export function wallTime(atMs: number, timezone: string): WallMs {
  const parts: Record<string, string> = {};
  for (const { type, value } of formatOf(timezone).formatToParts(atMs)) parts[type] = value;
  const { year, month, day, hour, minute, second } = parts;
  const milliseconds = ((atMs % 1000) + 1000) % 1000;
  return Date.UTC(
    Number(year),
    Number(month) - 1,
    Number(day),
    Number(hour),
    Number(minute),
    Number(second),
    milliseconds,
  );
}

/** Wall time minus UTC at an instant. */
export const offsetAt = (atMs: number, timezone: string): number => wallTime(atMs, timezone) - atMs;

const DAY_MS = 86_400_000;

/**
 * The instants at which the wall shows a time: two in an overlap, one else. In a gap none: then the first instant after
 * the gap is the only entry and `skipped` is true.
 */
export function instantsOf(wall: WallMs, timezone: string): { instants: number[]; skipped: boolean } {
  const offsets = new Set([offsetAt(wall - DAY_MS, timezone), offsetAt(wall + DAY_MS, timezone)]);
  const instants = [...offsets]
    .map((offset) => wall - offset)
    .filter((instant) => wallTime(instant, timezone) === wall);
  if (instants.length > 0) return { instants: instants.sort((a, b) => a - b), skipped: false };
  return { instants: [firstAfterGap(wall, timezone)], skipped: true };
}

/** The instant at which the clock jumps over `wall`, by halving. */
function firstAfterGap(wall: WallMs, timezone: string): number {
  let before = wall - DAY_MS - offsetAt(wall - DAY_MS, timezone);
  let after = wall + DAY_MS - offsetAt(wall + DAY_MS, timezone);
  while (after - before > 1) {
    const middle = Math.floor((before + after) / 2);
    if (wallTime(middle, timezone) < wall) before = middle;
    else after = middle;
  }
  return after;
}

/** The instant of a time as forms have it (`2027-03-12T05:00`) in a zone; in a gap the first one after it. Null: it is no such time. */
export function wallInstant(text: string, timezone: string): number | null {
  if (!/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2})?$/.test(text)) return null;
  const wall = Date.parse(`${text}Z`);
  return Number.isNaN(wall) ? null : (instantsOf(wall, timezone).instants[0] ?? null);
}
