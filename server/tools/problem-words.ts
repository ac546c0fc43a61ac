import type { z } from "zod";

type Issue = z.core.$ZodIssue;

/** What does not fit a schema, in words and with the place: `parameters.url is missing. parameters.timeout: ...`. */
export function problemWords(error: z.ZodError, root: string): string {
  const words = error.issues.slice(0, 5).map((issue) => issueWords(issue, root));
  const more = error.issues.length - words.length;
  return `${words.join(" ")}${more > 0 ? ` And ${more} more.` : ""}`;
}

function issueWords(issue: Issue, root: string): string {
  const inner = issue.code === "invalid_union" ? likeliestBranch(issue) : null;
  if (inner) return inner.map((one) => issueWords({ ...one, path: [...issue.path, ...one.path] }, root)).join(" ");
  const place = placeOf(root, issue.path);
  switch (issue.code) {
    case "unrecognized_keys":
      return `${place} has no ${issue.keys.map((key) => `"${key}"`).join(", ")}.`;
    case "invalid_type":
      return issue.message.endsWith("received undefined")
        ? `${place} is missing.`
        : `${place} has to be ${withArticle(issue.expected)}${received(issue.message)}.`;
    case "invalid_value":
      return `${place} has to be ${issue.values.map((value) => JSON.stringify(value)).join(" or ")}.`;
    case "too_small":
      return `${place} has to be at least ${issue.minimum}${unit(issue.origin)}.`;
    case "too_big":
      return `${place} has to be at most ${issue.maximum}${unit(issue.origin)}.`;
    default:
      return `${place}: ${issue.message.replace(/\.$/, "")}.`;
  }
}

/** Of a value that may be several things, the problems of the kind that it comes nearest to. */
function likeliestBranch(issue: Extract<Issue, { code: "invalid_union" }>): Issue[] | null {
  const fitting = issue.errors.filter(
    (branch) => !branch.some((one) => one.code === "invalid_type" && one.path.length === 0),
  );
  return fitting.length === 0 ? null : fitting.reduce((best, branch) => (branch.length < best.length ? branch : best));
}

function placeOf(root: string, path: PropertyKey[]): string {
  return path.reduce<string>(
    (text, part) => (typeof part === "number" ? `${text}[${part}]` : `${text}.${String(part)}`),
    root,
  );
}

const withArticle = (kind: string) => `${/^[aeiou]/.test(kind) ? "an" : "a"} ${kind === "record" ? "object" : kind}`;
const received = (message: string) => {
  const kind = /received (\w+)/.exec(message)?.[1];
  return kind ? `, not ${kind === "null" ? "null" : withArticle(kind)}` : "";
};
const unit = (origin: string) =>
  origin === "string" ? " characters long" : origin === "array" ? " items long" : origin === "object" ? " keys" : "";
