import type { Diagnostic } from "@/server/core/definition/diagnostic";

/** Something wrong, at offsets of the text it was found in. */
export interface Problem extends Diagnostic {
  from: number;
  to: number;
}

/** Gives findings their offsets and puts them in the order of work: errors first, then from top to bottom. */
export function problemsOf(text: string, diagnostics: readonly Diagnostic[]): Problem[] {
  const starts = lineStarts(text);
  const offset = (line: number, column: number): number => {
    const start = starts[Math.min(Math.max(line, 1), starts.length) - 1] ?? 0;
    const end = (starts[Math.min(Math.max(line, 1), starts.length)] ?? text.length + 1) - 1;
    return Math.min(start + Math.max(column, 1) - 1, end);
  };
  return diagnostics
    .map((found): Problem => {
      const from = offset(found.line, found.column);
      return { ...found, from, to: Math.max(from, offset(found.endLine, found.endColumn)) };
    })
    .sort((a, b) => rank(a) - rank(b) || a.from - b.from || a.to - b.to);
}

const rank = ({ severity }: Problem): number => (severity === "error" ? 0 : 1);

function lineStarts(text: string): number[] {
  const starts = [0];
  for (let at = text.indexOf("\n"); at !== -1; at = text.indexOf("\n", at + 1)) starts.push(at + 1);
  return starts;
}

/** The problem that `F8` goes to: the next one below the cursor, errors before warnings; after the last the first again. */
export function nextProblem(problems: readonly Problem[], offset: number): Problem | null {
  const errors = problems.filter(({ severity }) => severity === "error");
  const candidates = [...(errors.length > 0 ? errors : problems)].sort((a, b) => a.from - b.from);
  return candidates.find(({ from }) => from > offset) ?? candidates[0] ?? null;
}

/** The one that is explained below the line with the cursor. */
export function problemOnLine(problems: readonly Problem[], from: number, to: number): Problem | null {
  return problems.find((problem) => problem.from >= from && problem.from <= to) ?? null;
}

/** How many of a kind there are. */
export function countOf(problems: readonly Problem[], severity: Problem["severity"]): number {
  return problems.filter((problem) => problem.severity === severity).length;
}

/** Without the step's name in front, for places that show the step beside the message. */
export function shortMessage({ message, stepId }: Pick<Problem, "message" | "stepId">): string {
  const start = `Step "${stepId}"`;
  if (stepId === undefined || !message.startsWith(start)) return message;
  return message.slice(start.length).replace(/^(?: \([^)]*\))?: /, "");
}
