import type { JsonValue } from "../json";

/**
 * The classic form `{weather.days.0.high}`: the same as `{{ weather.days[0].high }}` when its first name is known.
 * A brace followed by anything else stays text, and so does what already is inside `{{ }}` or `{% %}`.
 */
const CLASSIC = /\{([A-Za-z_][A-Za-z0-9_-]*)((?:\.[A-Za-z0-9_-]+|\[\d+\])*)\}/y;

export function normalizeSingleBraces(text: string, knownKeys: ReadonlySet<string>): string {
  let result = "";
  let done = 0;
  for (let at = text.indexOf("{"); at !== -1; at = text.indexOf("{", at)) {
    const end = endOfLiquid(text, at);
    if (end === -1) break;
    CLASSIC.lastIndex = at;
    const [whole, name, rest = ""] = (end === at && CLASSIC.exec(text)) || [];
    if (whole !== undefined && name !== undefined && knownKeys.has(name)) {
      result += `${text.slice(done, at)}{{ ${name}${rest.replace(/\.(\d+)(?=[.[]|$)/g, "[$1]")} }}`;
      at += whole.length;
      done = at;
    } else at = Math.max(end, at + 1);
  }
  return done === 0 ? text : result + text.slice(done);
}

/** Where the `{{ }}` or `{% %}` that starts at `at` ends; `at` itself when none starts there, -1 when it never ends. */
function endOfLiquid(text: string, at: number): number {
  const next = text[at + 1];
  if (next !== "{" && next !== "%") return at;
  const end = text.indexOf(next === "{" ? "}}" : "%}", at + 2);
  return end === -1 ? -1 : end + 2;
}

/** The same for every text inside a value. */
export function normalizeValue(value: JsonValue, knownKeys: ReadonlySet<string>): JsonValue {
  if (typeof value === "string") return normalizeSingleBraces(value, knownKeys);
  if (Array.isArray(value)) return value.map((item) => normalizeValue(item, knownKeys));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inside]) => [key, normalizeValue(inside, knownKeys)]));
}
