import type { z } from "zod";
import { didYouMean, listNames, nearest } from "./nearest";
import { formatPath, type Path, valueAt } from "./path";
import { keysAt } from "./schema-walk";

/** One thing wrong with a piece of data, in words for people. */
export interface Complaint {
  path: Path;
  /** Mark the key itself instead of its value. */
  onKey: boolean;
  message: string;
  suggestion?: string;
}

type Issue = z.core.$ZodIssue;

/** Says whether an issue may go away once templates are filled in; such an issue is no complaint. */
export type Excuse = (issue: Issue, path: Path) => boolean;

const never: Excuse = () => false;

/** All complaints about `data` under a schema; empty when it fits. Never raw words of zod. */
export function complaints(schema: z.ZodType, data: unknown, excuse: Excuse = never): Complaint[] {
  const parsed = schema.safeParse(data);
  if (parsed.success) return [];
  return withoutEchoes(new Explainer(schema, data, excuse).all(parsed.error.issues, []), data);
}

/** A misspelt key also makes the right one missing: saying so twice helps nobody. */
function withoutEchoes(found: Complaint[], data: unknown): Complaint[] {
  const misspelt = found.filter(({ onKey, suggestion }) => onKey && suggestion !== undefined);
  const meant = new Set(misspelt.map(({ path, suggestion = "" }) => formatPath([...path.slice(0, -1), suggestion])));
  return found.filter(({ path, onKey }) => onKey || valueAt(data, path) !== undefined || !meant.has(formatPath(path)));
}

class Explainer {
  constructor(
    private readonly schema: z.ZodType,
    private readonly data: unknown,
    private readonly excuse: Excuse,
  ) {}

  all(issues: readonly Issue[], base: Path): Complaint[] {
    return issues.flatMap((issue) => this.one(issue, [...base, ...toPath(issue.path)]));
  }

  private one(issue: Issue, path: Path): Complaint[] {
    if (issue.code === "invalid_union" && issue.errors.length > 0) return this.union(issue.errors, path, issue);
    if (issue.code === "unrecognized_keys")
      return issue.keys.slice(0, MAX_KEYS).map((key) => this.unknownKey(key, path));
    if (this.excuse(issue, path)) return [];
    if (issue.code === "invalid_key")
      return this.all(issue.issues, path).map((complaint) => ({ ...complaint, onKey: true }));
    if (issue.code === "invalid_element") return this.all(issue.issues, path);
    const { message, suggestion } = this.words(issue, path);
    return [{ path, onKey: false, message: `${subject(path)} ${message}`, suggestion }];
  }

  /** Explains the alternative that comes nearest to what was written. */
  private union(branches: readonly (readonly Issue[])[], path: Path, issue: Issue): Complaint[] {
    const fitting = branches.filter((issues) => !issues.some((one) => one.path.length === 0 && wrongKind(one)));
    const explained = fitting.map((issues) => this.all(issues, path)).sort((a, b) => a.length - b.length);
    const best = explained[0];
    if (best !== undefined && best.length === 0) return [];
    if (fitting.length > 1) {
      const unknown = this.unknownInAll(path);
      if (unknown.length > 0) return unknown;
    }
    if (best !== undefined) return best;
    if (this.excuse(issue, path)) return [];
    const expected = [...new Set(branches.map((issues) => expectation(issues[0])))].join(" or ");
    return [
      { path, onKey: false, message: `${subject(path)} must be ${expected}, not ${describeValue(this.at(path))}.` },
    ];
  }

  /** Keys that no alternative of a union has. */
  private unknownInAll(path: Path): Complaint[] {
    const value = this.at(path);
    if (typeof value !== "object" || value === null || Array.isArray(value)) return [];
    const known = keysAt(this.schema, path, "input");
    if (known.length === 0) return [];
    return Object.keys(value)
      .filter((key) => !known.includes(key))
      .slice(0, MAX_KEYS)
      .map((key) => this.unknownKey(key, path));
  }

  private unknownKey(key: string, path: Path): Complaint {
    const known = keysAt(this.schema, path, "input");
    const suggestion = nearest(key, known);
    const where = path.length === 0 ? "" : ` in \`${formatPath(path)}\``;
    const help =
      suggestion === undefined && known.length > 0 ? ` Possible are ${listNames(known, 40)}.` : didYouMean(suggestion);
    return { path: [...path, key], onKey: true, message: `Unknown key "${cut(key)}"${where}.${help}`, suggestion };
  }

  private at(path: Path): unknown {
    return valueAt(this.data, path);
  }

  private words(issue: Issue, path: Path): { message: string; suggestion?: string } {
    const value = this.at(path);
    switch (issue.code) {
      case "invalid_type":
        if (value === undefined) return { message: `is missing: it must be ${typeWords(issue.expected)}.` };
        if (issue.expected === "int" && typeof value === "number") return { message: "must be a whole number." };
        return { message: `must be ${typeWords(issue.expected)}, not ${describeValue(value)}.` };
      case "invalid_value":
        return choice(value, issue.values.map(String));
      case "invalid_union":
        return choice(value, "options" in issue && Array.isArray(issue.options) ? issue.options.map(String) : []);
      case "too_small":
        return { message: `${limit("at least", issue.origin, issue.minimum, issue.inclusive !== false)}.` };
      case "too_big":
        return { message: `${limit("at most", issue.origin, issue.maximum, issue.inclusive !== false)}.` };
      case "not_multiple_of":
        return { message: `must be a multiple of ${issue.divisor}.` };
      case "invalid_format":
        return {
          message:
            own(issue.message) ??
            `must be ${FORMATS[issue.format] ?? "written in another form"}, not ${describeValue(value)}.`,
        };
      default:
        return { message: own(issue.message) ?? "does not fit." };
    }
  }
}

const MAX_KEYS = 20;

const FORMATS: Record<string, string> = {
  url: "a URL such as https://example.com/",
  email: "an e-mail address",
  uuid: "a UUID",
  date: "a date such as 2025-05-04",
  datetime: "a point in time such as 2025-05-04T05:00:00Z",
  time: "a time of day such as 05:00:00",
};

const TYPES: Record<string, string> = {
  string: "a text",
  number: "a number",
  int: "a whole number",
  boolean: "true or false",
  array: "a list",
  tuple: "a list",
  object: "a mapping of keys to values",
  record: "a mapping of keys to values",
  null: "null",
};

const typeWords = (expected: string): string => TYPES[expected] ?? `a value of the kind ${expected}`;

const toPath = (path: readonly PropertyKey[]): Path => path.filter((part) => typeof part !== "symbol");

/** The last named part of a path, as the subject of a sentence. */
function subject(path: Path): string {
  const last = path.at(-1);
  if (last === undefined) return "The value";
  if (typeof last === "string") return `\`${cut(last)}\``;
  return `Entry ${last + 1} of \`${formatPath(path.slice(0, -1))}\``;
}

/** A value that is of another kind than the alternative wants is not meant to be that alternative. */
const wrongKind = (issue: Issue): boolean => issue.code === "invalid_type" || issue.code === "invalid_value";

function expectation(issue: Issue | undefined): string {
  if (issue?.code === "invalid_type") return typeWords(issue.expected);
  if (issue?.code === "invalid_value") return issue.values.map((value) => `"${String(value)}"`).join(" or ");
  return "something else";
}

function choice(value: unknown, options: string[]): { message: string; suggestion?: string } {
  const allowed = options.filter(
    (option) => option === option.toLowerCase() || !options.includes(option.toLowerCase()),
  );
  if (value === undefined) return { message: `is missing: it must be ${oneOf(allowed)}.` };
  const suggestion = typeof value === "string" ? nearest(value, allowed) : undefined;
  return { message: `must be ${oneOf(allowed)}, not ${describeValue(value)}.${didYouMean(suggestion)}`, suggestion };
}

const oneOf = (allowed: string[]): string =>
  allowed.length === 1 ? `"${allowed[0]}"` : `one of ${listNames(allowed, 30)}`;

function limit(word: string, origin: string, bound: number | bigint, inclusive: boolean): string {
  if (origin === "string") return `must have ${word} ${bound} characters`;
  if (origin === "array" || origin === "set") return `must have ${word} ${bound} ${bound === 1 ? "entry" : "entries"}`;
  if (origin === "object" || origin === "map") return `must have ${word} ${bound} keys`;
  if (inclusive) return `must be ${word} ${bound}`;
  return `must be ${word === "at least" ? "more" : "less"} than ${bound}`;
}

/** A message that the schema's author wrote, as the rest of a sentence; undefined for zod's own words. */
function own(message: string): string | undefined {
  if (/^(Invalid|Too|Unrecognized)\b/.test(message)) return undefined;
  const text = /^[A-Z]/.test(message) ? `is not right: ${message}` : message;
  return /[.!?]$/.test(text) ? text : `${text}.`;
}

const cut = (text: string): string => (text.length > 60 ? `${text.slice(0, 57)}...` : text);

/** What somebody wrote, short, for a message. */
export function describeValue(value: unknown): string {
  if (value === null) return "null";
  if (value === undefined) return "nothing";
  if (typeof value === "string") return `the text "${cut(value)}"`;
  if (Array.isArray(value)) return "a list";
  if (typeof value === "object") return "a mapping";
  return `${typeof value === "number" ? "the number " : ""}${String(value)}`;
}
